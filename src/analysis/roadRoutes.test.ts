import { roadGraph } from '#test/builders/roads'
import type { DrawnRoad } from '#test/builders/roads'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromPlane, localPlane } from './localPlane'
import { closedArcs, roadIndex } from './roadAccess'
import { arcLine, placeOnArc } from './roadGraph'
import type { RoadGraph } from './roadGraph'
import { fastestWay, legsOf, lineOf, reachWithin, roadLengthM, timesTo } from './roadRoutes'

const plane = localPlane({ lonDeg: 107.1, latDeg: 16.8 })

/** Streets in a square of 4 x 4 crossings, 100 m apart; each junction is 4 * row + column. */
function town(change: (road: DrawnRoad) => Partial<DrawnRoad> = () => ({})): RoadGraph {
  const junctions = Array.from({ length: 16 }, (_, n) => fromPlane(plane, (n % 4) * 100, Math.floor(n / 4) * 100))
  const roads = junctions.flatMap((_, n): DrawnRoad[] => [
    ...(n % 4 < 3 ? [{ from: n, to: n + 1, name: `Đường ngang ${Math.floor(n / 4)}` }] : []),
    ...(n < 12 ? [{ from: n, to: n + 4, name: `Đường dọc ${n % 4}` }] : []),
  ])
  return roadGraph(
    junctions,
    roads.map((road) => ({ ...road, ...change(road) })),
  )
}

const spot = fc.record({ arc: fc.nat(47), share: fc.integer({ min: 0, max: 50 }).map((n) => n / 50) })

/** The oracle: the same town with the two points as junctions of their own on split roads, by Floyd and Warshall. */
function secondsBetween(
  graph: RoadGraph,
  closed: Uint8Array,
  from: { arc: number; share: number },
  to: { arc: number; share: number },
): number {
  const count = graph.meta.junctions + 2
  const [start, end] = [graph.meta.junctions, graph.meta.junctions + 1]
  const seconds = Array.from({ length: count }, (_, a) => Array.from({ length: count }, (_, b) => (a === b ? 0 : Infinity)))
  const link = (a: number, b: number, s: number): void => void (seconds[a]![b] = Math.min(seconds[a]![b]!, s))
  for (let arc = 0; arc < graph.meta.arcs; arc += 1) {
    if (closed[arc] === 1) continue
    const stops = [
      { at: 0, node: graph.arcSource[arc]! },
      { at: 1, node: graph.arcTarget[arc]! },
    ]
    for (const [point, node] of [
      [from, start],
      [to, end],
    ] as const) {
      if (point.arc === arc) stops.push({ at: point.share, node })
      else if (graph.arcTwin[arc] === point.arc) stops.push({ at: 1 - point.share, node })
    }
    for (const a of stops) for (const b of stops) if (a.at <= b.at) link(a.node, b.node, (b.at - a.at) * graph.arcSeconds[arc]!)
  }
  for (let via = 0; via < count; via += 1) {
    for (let a = 0; a < count; a += 1) for (let b = 0; b < count; b += 1) link(a, b, seconds[a]![via]! + seconds[via]![b]!)
  }
  return seconds[start]![end]!
}

test('ways from anywhere on a road to anywhere are the fastest, with closures and one-way streets', () => {
  const oneWay = fc.array(fc.boolean(), { minLength: 24, maxLength: 24 })
  fc.assert(
    fc.property(oneWay, fc.array(fc.boolean(), { minLength: 48, maxLength: 48 }), spot, spot, (ways, shut, one, two) => {
      let index = 0
      const graph = town(() => ({ oneWay: ways[index]! && index % 3 === 0, mps: 4 + (index++ % 5) * 3.7 }))
      const closed = Uint8Array.from({ length: graph.meta.arcs }, (_, arc) => (shut[arc] === true && arc % 4 === 0 ? 1 : 0))
      const from = { arc: one.arc % graph.meta.arcs, share: one.share, offRoadM: 0 }
      const to = { arc: two.arc % graph.meta.arcs, share: two.share, offRoadM: 0 }
      const expected = secondsBetween(graph, closed, from, to)
      for (const way of [fastestWay(graph, from, to, closed), timesTo(graph, to, [from], closed)[0]]) {
        expect(way === undefined).toBe(expected === Infinity)
        if (way === undefined) continue
        expect(Math.abs(way.seconds - expected)).toBeLessThan(1e-6)
        for (const { arc } of way.pieces) expect(closed[arc]).toBe(0)
        const line = lineOf(graph, way)
        if (line.length > 0) expectNear(line[0]!, placeOnArc(graph, from.arc, from.share))
        if (line.length > 0) expectNear(line.at(-1)!, placeOnArc(graph, to.arc, to.share))
        expect(legsOf(graph, way).reduce((sum, leg) => sum + leg.seconds, 0)).toBeCloseTo(way.seconds, 6)
      }
    }),
    { numRuns: 400 },
  )
})

test('a place meets the nearest road, at the foot of the perpendicular', () => {
  const graph = town()
  const index = roadIndex(graph)
  const access = index.nearest(fromPlane(plane, 130, 12))!
  const foot = placeOnArc(graph, access.arc, access.share)
  expect(access.offRoadM).toBeCloseTo(12, 2)
  expectNear([foot.lonDeg, foot.latDeg], fromPlane(plane, 130, 0))
  expect(index.nearest(fromPlane(plane, 9_000, 0))).toBeUndefined()
})

test('a road that is closed is not met, and a part that leads nowhere never', () => {
  const graph = town()
  const index = roadIndex(graph)
  const closed = closedArcs(graph, index, [fromPlane(plane, 150, 1)])
  expect(closed.reduce((sum, shut) => sum + shut, 0)).toBe(2)
  expect(index.nearest(fromPlane(plane, 150, 12), closed)!.offRoadM).toBeGreaterThan(45)
  graph.component.fill(0)
  expect(roadIndex(graph).nearest(fromPlane(plane, 0, 0))).toBeUndefined()
})

test('a closure leads round the block', () => {
  const graph = town()
  const index = roadIndex(graph)
  const from = index.nearest(fromPlane(plane, 50, 0))!
  const to = index.nearest(fromPlane(plane, 250, 0))!
  expect(fastestWay(graph, from, to)!.lengthM).toBeCloseTo(200, 1)
  const closed = closedArcs(graph, index, [fromPlane(plane, 150, 0)])
  const round = fastestWay(graph, from, to, closed)!
  expect(round.lengthM).toBeCloseTo(400, 1)
  expect(legsOf(graph, round).map(({ name, lengthM }) => [name, Math.round(lengthM)])).toEqual([
    ['Đường ngang 0', 50],
    ['Đường dọc 1', 100],
    ['Đường ngang 1', 100],
    ['Đường dọc 2', 100],
    ['Đường ngang 0', 50],
  ])
})

test('within a time every road is reached exactly as far as the time lasts', () => {
  const graph = town()
  const from = roadIndex(graph).nearest(fromPlane(plane, 0, 0))!
  // 15 s at 10 m/s: 150 m to the east, to the north, and 50 m into each street off the first crossings.
  const { pieces } = reachWithin(graph, from, 15)
  expect(roadLengthM(graph, pieces)).toBeCloseTo(100 + 100 + 50 * 4, 0)
  for (const { arc, fromShare, untilShare } of pieces) expect(arcLine(graph, arc, fromShare, untilShare).length).toBeGreaterThan(1)
  expect(roadLengthM(graph, reachWithin(graph, from, 1_000).pieces)).toBeCloseTo(2_400, 0)
})

function expectNear([lonDeg, latDeg]: readonly [number, number], place: { lonDeg: number; latDeg: number }): void {
  expect(lonDeg).toBeCloseTo(place.lonDeg, 6)
  expect(latDeg).toBeCloseTo(place.latDeg, 6)
}
