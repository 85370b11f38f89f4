import { describe, expect, it } from 'vitest'
import { decodeColumns, encodeColumns } from '#analysis/columns'
import { roadGraphOf, type RoadGraph } from '#analysis/roadGraph'
import type { DraftRoad } from '#city/import/draft'
import { makeRoadNetwork, type RoadNetwork } from './roadNetwork'

const provenance = { source: 'a test', licence: 'none', synthetic: true }
let index = 0
const road = (line: readonly (readonly [number, number])[], wish: Partial<DraftRoad> = {}): DraftRoad => ({
  index: index++,
  id: `w${index}`,
  name: null,
  ref: null,
  class: 'residential',
  oneWay: 0,
  speedKmh: null,
  bridge: false,
  // A thousandth of a degree a step.
  line: line.flatMap(([x, y]) => [(107_100 + x) / 1_000, (16_800 + y) / 1_000]),
  ...wish,
})
const graphOf = ({ meta, columns }: RoadNetwork): RoadGraph => roadGraphOf(decodeColumns(encodeColumns(meta, columns)))
const codes = ({ problems }: RoadNetwork): string[] => problems.map(({ code }) => code)

describe('a road network', () => {
  it('is cut at its crossings and nowhere else', () => {
    const network = makeRoadNetwork(
      [
        road([
          [0, 0],
          [1, 0],
          [2, 0],
          [3, 0],
        ]),
        road(
          [
            [2, -1],
            [2, 0],
            [2, 1],
          ],
          { name: 'Lê Lợi', bridge: true },
        ),
      ],
      provenance,
    )
    const graph = graphOf(network)
    expect([graph.meta.junctions, graph.meta.arcs, codes(network)]).toEqual([5, 8, []])
    expect([...graph.component]).toEqual([1, 1, 1, 1, 1])
    const long = graph.arcLengthM.indexOf(Math.max(...graph.arcLengthM))
    // Two steps of longitude at 16.8 degrees: 111,320 m x cos(16.8) x 0.002.
    expect(graph.arcLengthM[long]).toBeCloseTo(213.1, 0)
    expect(graph.shapeStart[long + 1]! - graph.shapeStart[long]!).toBe(3)
    expect(graph.arcSeconds[long]).toBeCloseTo(graph.arcLengthM[long]! / (30 / 3.6), 2)
    expect(graph.meta.ways).toMatchObject([{ name: null }, { name: 'Lê Lợi' }])
    expect([...graph.arcBridge].filter((bridge) => bridge === 1)).toHaveLength(4)
  })

  it('is driven as its one-way streets and its speeds say', () => {
    const graph = graphOf(
      makeRoadNetwork(
        [
          road(
            [
              [0, 0],
              [1, 0],
            ],
            { oneWay: 1, speedKmh: 36 },
          ),
          road(
            [
              [0, 0],
              [1, 0.5],
              [1, 0],
            ],
            { oneWay: -1 },
          ),
        ],
        provenance,
      ),
    )
    expect([graph.meta.junctions, graph.meta.arcs]).toEqual([2, 2])
    expect([...graph.arcTarget]).toEqual([1, 0])
    expect(graph.arcSeconds[0]).toBeCloseTo(graph.arcLengthM[0]! / 10, 3)
    expect([...graph.arcTwin]).toEqual([-1, -1])
    expect(graph.shapeLonDeg[graph.shapeStart[1]!]).toBeCloseTo(107.101, 9)
  })

  it('tells of parts that nothing leads to, with their place and size', () => {
    const network = makeRoadNetwork(
      [
        road([
          [0, 0],
          [1, 0],
          [2, 0],
        ]),
        road([
          [1, 0],
          [1, 1],
        ]),
        road([
          [5, 5],
          [6, 5],
        ]),
      ],
      provenance,
    )
    expect(network.problems).toMatchObject([{ code: 'road-part-isolated', lonDeg: 107.105, latDeg: 16.805, detail: { junctions: 2 } }])
    expect([...graphOf(network).component]).toEqual([1, 1, 1, 1, 0, 0])
  })

  it('tells of streets that can only be entered, as one trap', () => {
    const network = makeRoadNetwork(
      [
        road([
          [0, 0],
          [1, 0],
          [2, 0],
        ]),
        road([
          [1, 0],
          [1, 1],
        ]),
        road(
          [
            [2, 0],
            [3, 0],
          ],
          { oneWay: 1 },
        ),
        road(
          [
            [3, 0],
            [4, 0],
          ],
          { oneWay: 1 },
        ),
      ],
      provenance,
    )
    expect(network.problems).toMatchObject([{ code: 'road-trap', detail: { junctions: 2 } }])
  })

  it('leaves out stretches of no length, and says where', () => {
    const network = makeRoadNetwork(
      [
        road([
          [0, 0],
          [0, 0],
          [1, 0],
        ]),
        road([
          [0, 0],
          [0, 1],
        ]),
      ],
      provenance,
    )
    expect(network.problems).toMatchObject([{ code: 'road-zero-length', lonDeg: 107.1, latDeg: 16.8 }])
    expect(graphOf(network).meta.arcs).toBe(4)
  })

  it('of nothing is empty and says so; of half a continent it is refused', () => {
    expect(codes(makeRoadNetwork([], provenance))).toEqual(['roads-none'])
    expect(() =>
      makeRoadNetwork(
        [
          road([
            [0, 0],
            [20_000, 0],
          ]),
        ],
        provenance,
      ),
    ).toThrow('roads-too-wide')
  })
})
