import { roadGraph } from '#test/builders/roads'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localPlane } from './localPlane'
import type { RoadGraph } from './roadGraph'
import { arcsTo, shortestTree, shortestWay } from './shortestPaths'

const drawn = fc.integer({ min: 2, max: 9 }).chain((junctions) =>
  fc.record({
    places: fc.array(
      fc.record({
        lonDeg: fc.integer({ min: 0, max: 99 }).map((n) => 107 + n / 5000),
        latDeg: fc.integer({ min: 0, max: 99 }).map((n) => 16.8 + n / 5000),
      }),
      { minLength: junctions, maxLength: junctions },
    ),
    roads: fc.array(
      fc.record({
        from: fc.nat(junctions - 1),
        to: fc.nat(junctions - 1),
        oneWay: fc.boolean(),
        // Times that Float32 cannot hold exactly, so that a mixture of precisions would show.
        mps: fc.double({ min: 3.1, max: 29.7, noNaN: true }),
      }),
      { maxLength: 20 },
    ),
    closedSeed: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
    from: fc.nat(junctions - 1),
    to: fc.nat(junctions - 1),
  }),
)

/** The oracle: every pair of junctions, by going through every third one (Floyd and Warshall). */
function allPairs(graph: RoadGraph, closed: Uint8Array): number[][] {
  const count = graph.meta.junctions
  const seconds = Array.from({ length: count }, (_, a) => Array.from({ length: count }, (_, b) => (a === b ? 0 : Infinity)))
  for (let arc = 0; arc < graph.meta.arcs; arc += 1) {
    if (closed[arc] === 1) continue
    const row = seconds[graph.arcSource[arc]!]!
    row[graph.arcTarget[arc]!] = Math.min(row[graph.arcTarget[arc]!]!, graph.arcSeconds[arc]!)
  }
  for (let via = 0; via < count; via += 1) {
    for (let a = 0; a < count; a += 1) {
      for (let b = 0; b < count; b += 1) seconds[a]![b] = Math.min(seconds[a]![b]!, seconds[a]![via]! + seconds[via]![b]!)
    }
  }
  return seconds
}

function mask(graph: RoadGraph, seed: readonly boolean[]): Uint8Array {
  return Uint8Array.from({ length: graph.meta.arcs }, (_, arc) => (arc % 3 === 0 && seed[arc] === true ? 1 : 0))
}

function expectSame(found: ArrayLike<number>, expected: readonly number[]): void {
  for (const [index, seconds] of expected.entries()) {
    if (seconds === Infinity) expect(found[index]).toBe(Infinity)
    else expect(Math.abs(found[index]! - seconds)).toBeLessThan(1e-6)
  }
}

test('times from one junction, and to it, are the least over all ways that are open', () => {
  fc.assert(
    fc.property(drawn, ({ places, roads, closedSeed, from }) => {
      const graph = roadGraph(places, roads)
      const closed = mask(graph, closedSeed)
      const all = allPairs(graph, closed)
      const departures = [{ junction: from, seconds: 0, origin: 0 }]
      expectSame(shortestTree(graph.forwards, graph.arcSeconds, departures, closed).seconds, all[from]!)
      expectSame(
        shortestTree(graph.backwards, graph.arcSeconds, departures, closed).seconds,
        all.map((row) => row[from]!),
      )
    }),
    { numRuns: 300 },
  )
})

test('a single way is as fast as the tree says, and its arcs lead from one end to the other in that time', () => {
  fc.assert(
    fc.property(drawn, ({ places, roads, closedSeed, from, to }) => {
      const graph = roadGraph(places, roads)
      const closed = mask(graph, closedSeed)
      const goal = places[to]!
      const plane = localPlane(goal)
      const atLeast = (junction: number): number =>
        (0.999 *
          Math.hypot(
            (graph.lonDeg[junction]! - goal.lonDeg) * plane.metresPerLonDeg,
            (graph.latDeg[junction]! - goal.latDeg) * plane.metresPerLatDeg,
          )) /
        graph.fastestMps
      const departures = [{ junction: from, seconds: 0, origin: 0 }]
      const found = shortestWay(graph.forwards, graph.arcSeconds, departures, new Map([[to, 0]]), atLeast, closed)
      const expected = allPairs(graph, closed)[from]![to]!
      expect(found === undefined).toBe(expected === Infinity)
      if (found === undefined) return
      expect(Math.abs(found.seconds - expected)).toBeLessThan(1e-6)
      let at = from
      let seconds = 0
      for (const arc of arcsTo(found.tree, to, graph.arcSource)) {
        expect([graph.arcSource[arc], closed[arc]]).toEqual([at, 0])
        at = graph.arcTarget[arc]!
        seconds += graph.arcSeconds[arc]!
      }
      expect(at).toBe(to)
      expect(Math.abs(seconds - expected)).toBeLessThan(1e-6)
    }),
    { numRuns: 300 },
  )
})

test('with many starts each junction belongs to the one that is there first', () => {
  fc.assert(
    fc.property(drawn, fc.array(fc.nat(8), { minLength: 1, maxLength: 4 }), ({ places, roads, closedSeed }, units) => {
      const graph = roadGraph(places, roads)
      const closed = mask(graph, closedSeed)
      const all = allPairs(graph, closed)
      const starts = units.map((unit) => unit % places.length)
      const tree = shortestTree(
        graph.forwards,
        graph.arcSeconds,
        starts.map((junction, origin) => ({ junction, seconds: 0, origin })),
        closed,
      )
      const least = places.map((_, junction) => Math.min(...starts.map((start) => all[start]![junction]!)))
      expectSame(tree.seconds, least)
      for (const [junction, seconds] of least.entries()) {
        if (seconds === Infinity) expect(tree.origin[junction]).toBe(-1)
        else expect(Math.abs(all[starts[tree.origin[junction]!]!]![junction]! - seconds)).toBeLessThan(1e-6)
      }
    }),
  )
})

test('beyond the limit nothing is reached', () => {
  const places = [0, 1, 2, 3].map((n) => ({ lonDeg: 107 + n / 100, latDeg: 16.8 }))
  const graph = roadGraph(
    places,
    [0, 1, 2].map((from) => ({ from, to: from + 1, seconds: 10 })),
  )
  const tree = shortestTree(graph.forwards, graph.arcSeconds, [{ junction: 0, seconds: 5, origin: 0 }], undefined, 25)
  expect([...tree.seconds]).toEqual([5, 15, 25, Infinity])
})
