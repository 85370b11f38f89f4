import { expect, test } from 'vitest'
import { collectBuildings, type BuildingRows } from './buildingRows'
import { tileTreeOf, type TileNode } from './tileTree'

function town(count: number, order: (index: number) => number = (index) => index): BuildingRows {
  const collected = collectBuildings()
  for (let step = 0; step < count; step += 1) {
    const index = order(step)
    const [lon, lat] = [107 + (index % 97) * 1e-3, 16.8 + Math.floor(index / 97) * 1e-3]
    const size = 1e-5 * (1 + (index % 13))
    collected.add({
      id: `b${index}`,
      name: '',
      sourceIndex: step,
      heightM: 6,
      groundM: 0,
      people: NaN,
      levels: 0,
      use: 0,
      wardCode: '',
      areaM2: 1,
      rings: [[lon, lat, lon + size, lat, lon + size, lat + size, lon, lat + size]],
      solid: undefined,
    })
  }
  return collected.finish()
}
const nodesOf = (node: TileNode): TileNode[] => [node, ...node.children.flatMap(nodesOf)]
const told = (rows: BuildingRows): [string, string[]][] =>
  nodesOf(tileTreeOf(rows)).map(({ path, rows: own }) => [path, Array.from(own, (row) => rows.ids[row]!)])

test('every building stands in one node, none holds too many, and the largest stand highest', () => {
  const rows = town(5_000)
  const nodes = nodesOf(tileTreeOf(rows))
  const all = nodes.flatMap(({ rows: own }) => [...own])
  expect([all.length, new Set(all).size, Math.max(...nodes.map(({ rows: own }) => own.length)) <= 600]).toEqual([5_000, 5_000, true])
  for (const node of nodes) {
    const below = node.children.flatMap(nodesOf).flatMap(({ rows: own }) => Array.from(own, (row) => rows.diagonalM[row]!))
    const least = Math.min(...Array.from(node.rows, (row) => rows.diagonalM[row]!))
    expect(below.every((diagonalM) => diagonalM <= least && diagonalM <= node.largestBelowM)).toBe(true)
  }
})

test('the order of the source does not matter', () => {
  expect(told(town(2_000, (step) => (step * 7) % 2_000))).toEqual(told(town(2_000)))
})

test('buildings on one spot do not split for ever', () => {
  const collected = collectBuildings()
  for (let index = 0; index < 2_000; index += 1) {
    const rings = [[107, 16, 107.0001, 16, 107.0001, 16.0001]]
    collected.add({
      id: `b${index}`,
      name: '',
      sourceIndex: index,
      heightM: 3,
      groundM: 0,
      people: NaN,
      levels: 0,
      use: 0,
      wardCode: '',
      areaM2: 1,
      rings,
      solid: undefined,
    })
  }
  expect(nodesOf(tileTreeOf(collected.finish())).reduce((sum, { rows }) => sum + rows.length, 0)).toBe(2_000)
})
