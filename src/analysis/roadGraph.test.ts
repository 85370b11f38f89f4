import { roadGraph, roadsFile } from '#test/builders/roads'
import { expect, test } from 'vitest'
import { decodeColumns, encodeColumns } from './columns'
import { arcLine, placeOnArc, roadGraphOf } from './roadGraph'

const places = [
  { lonDeg: 107, latDeg: 16.8 },
  { lonDeg: 107.01, latDeg: 16.8 },
  { lonDeg: 107.01, latDeg: 16.81 },
]
const roads = [
  { from: 0, to: 1, via: [{ lonDeg: 107.0025, latDeg: 16.8 }] },
  { from: 1, to: 2, oneWay: true, bridge: true },
]

test('a file becomes arcs with their sources, their other directions, and a way back', () => {
  const graph = roadGraph(places, roads)
  expect([...graph.arcSource]).toEqual([0, 1, 1])
  expect([...graph.arcTarget]).toEqual([1, 0, 2])
  expect([...graph.arcTwin]).toEqual([1, 0, -1])
  expect([...graph.arcBridge]).toEqual([0, 0, 1])
  expect([...graph.backwards.start]).toEqual([0, 1, 2, 3])
  expect([...graph.backwards.arc]).toEqual([1, 0, 2])
  expect([...graph.backwards.other]).toEqual([1, 0, 1])
  expect(graph.fastestMps).toBeCloseTo(10, 3)
})

test('a line is cut by shares of its length', () => {
  const graph = roadGraph(places, roads)
  expect(arcLine(graph, 0)).toEqual([
    [107, 16.8],
    [107.0025, 16.8],
    [107.01, 16.8],
  ])
  expect(arcLine(graph, 0, 0.125, 0.5).map(([lonDeg]) => Number(lonDeg.toFixed(6)))).toEqual([107.00125, 107.0025, 107.005])
  expect(placeOnArc(graph, 1, 0.25).lonDeg).toBeCloseTo(107.0075, 6)
  expect(placeOnArc(graph, 1, 1)).toEqual(places[0])
})

test('a file that does not fit together is refused with the place', () => {
  const broken = (change: (columns: Record<string, Uint32Array>) => void): (() => unknown) => {
    const file = decodeColumns(roadsFile(places, roads))
    const columns = Object.fromEntries([...file.columns].map(([name, column]) => [name, column.slice()]))
    change(columns as Record<string, Uint32Array>)
    return () => roadGraphOf(decodeColumns(encodeColumns(file.meta, columns)))
  }
  expect(broken((columns) => (columns['arcTarget']![2] = 7))).toThrow('arc 2 leads to junction 7 of 3')
  expect(broken((columns) => (columns['arcWay']![0] = 9))).toThrow('arc 0 is of way 9 of 2')
  expect(broken((columns) => (columns['arcStart']![1] = 9))).toThrow('arcStart falls at 1')
  expect(broken((columns) => (columns['shapeStart']![3] = 99))).toThrow('shapeStart ends at 99')
  expect(broken((columns) => (columns['arcSeconds']![1] = 0))).toThrow('arc 1 takes 0 s')
  expect(broken((columns) => (columns['component'] = new Uint8Array(1) as unknown as Uint32Array))).toThrow('component has 1 values for 3')
})
