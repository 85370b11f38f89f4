import { roadGraph } from '#test/builders/roads'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { connectivityField } from './floodField'
import type { HeightGrid } from './heightGrid'
import { placeOfPost } from './heightGrid'
import { floodedArcs, impassableDepthM, roadFlood } from './roadFlood'

const box = { westDeg: 107, southDeg: 16.8, eastDeg: 107.009, northDeg: 16.809, columns: 10, rows: 10 }

/** A grid whose first column is a river bed at -2 m. */
function land(heights: readonly number[]): HeightGrid & { thresholdM: Float32Array } {
  const heightsM = Float32Array.from(heights, (height, post) => (post % 10 === 0 ? -2 : height))
  const riverbed = Array.from({ length: 10 }, (_, row) => row * 10)
  return { ...box, heightsM, thresholdM: connectivityField({ columns: 10, rows: 10, heightsM }, riverbed) }
}

const drawn = fc.record({
  heights: fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 100, maxLength: 100 }),
  row: fc.nat(9),
  from: fc.integer({ min: 1, max: 8 }),
  length: fc.integer({ min: 1, max: 8 }),
  level: fc.integer({ min: -1, max: 10 }),
})

test('a road along a row of posts closes when one of them is under water deep enough', () => {
  fc.assert(
    fc.property(drawn, ({ heights, row, from, length, level }) => {
      const grid = land(heights)
      const until = Math.min(from + length, 9)
      const posts = Array.from({ length: until - from + 1 }, (_, n) => row * 10 + from + n)
      const graph = roadGraph([placeOfPost(grid, posts[0]!), placeOfPost(grid, posts.at(-1)!)], [{ from: 0, to: 1 }])
      const flood = roadFlood(graph, grid, grid.thresholdM)
      const isDeep = (post: number): boolean => level - grid.heightsM[post]! >= Math.fround(impassableDepthM) - 1e-6
      const bathtub = posts.some(isDeep)
      const connected = posts.some((post) => isDeep(post) && grid.thresholdM[post]! <= level)
      expect([...floodedArcs(flood.closesAtM, level)]).toEqual([connected ? 1 : 0, connected ? 1 : 0])
      expect(floodedArcs(flood.bathtubClosesAtM, level)[0]).toBe(bathtub ? 1 : 0)
    }),
    { numRuns: 300 },
  )
})

test('a bridge over the river stays open, whatever the level', () => {
  const grid = land(Array.from({ length: 100 }, () => 3))
  const places = [placeOfPost(grid, 50), placeOfPost(grid, 55)]
  const wet = roadFlood(roadGraph(places, [{ from: 0, to: 1 }]), grid, grid.thresholdM)
  const bridge = roadFlood(roadGraph(places, [{ from: 0, to: 1, bridge: true }]), grid, grid.thresholdM)
  expect(floodedArcs(wet.closesAtM, 0)[0]).toBe(1)
  expect([wet.lowestM[0], wet.closesAtM[0]]).toEqual([-2, -2 + impassableDepthM])
  expect([...floodedArcs(bridge.closesAtM, 99)]).toEqual([0, 0])
})

test('beyond the terrain nothing is known, and nothing is called flooded', () => {
  const grid = land(Array.from({ length: 100 }, () => 0))
  const far = [
    { lonDeg: 108, latDeg: 16.8 },
    { lonDeg: 108.01, latDeg: 16.8 },
  ]
  const flood = roadFlood(roadGraph(far, [{ from: 0, to: 1 }]), grid, grid.thresholdM)
  expect([...floodedArcs(flood.bathtubClosesAtM, 99)]).toEqual([0, 0])
})
