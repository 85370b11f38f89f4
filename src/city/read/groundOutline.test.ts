import { expect, test } from 'vitest'
import { groundOutline } from './groundOutline'
import type { Surface } from './surfaceMesh'

// A box of 10 x 6 x 4 m: corners 0-3 below, 4-7 above.
const box = [0, 0, 0, 10, 0, 0, 10, 6, 0, 0, 6, 0, 0, 0, 4, 10, 0, 4, 10, 6, 4, 0, 6, 4]
const floor: Surface[] = [[[0, 3, 2]], [[0, 2, 1]]]
const roof: Surface[] = [[[4, 5, 6]], [[4, 6, 7]]]
const walls: Surface[] = [[[0, 1, 5, 4]], [[1, 2, 6, 5]], [[2, 3, 7, 6]], [[3, 0, 4, 7]]]
const areaOf = (ring: readonly number[]): number => {
  let doubled = 0
  for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2)
    doubled += ring[before]! * ring[at + 1]! - ring[at]! * ring[before + 1]!
  return Math.abs(doubled / 2)
}

test('is the edge of the floor, which triangles share', () => {
  const outline = groundOutline([...roof, ...walls, ...floor], box)
  expect(outline?.exact).toBe(true)
  expect(outline?.rings.map((ring) => [ring.length / 2, areaOf(ring)])).toEqual([[4, 60]])
})

test('is the edge of the roofs where there is no floor, and the hull where there is neither', () => {
  expect(groundOutline([...roof, ...walls], box)?.exact).toBe(true)
  const hull = groundOutline(walls, box)
  expect([hull?.exact, areaOf(hull?.rings[0] ?? [])]).toEqual([false, 60])
})

test('follows what the source calls its floor', () => {
  // A floor drawn upside down would not be found by where it looks.
  const upsideDown: Surface[] = [[[0, 1, 2, 3]], ...walls]
  expect(groundOutline(upsideDown, box, (surface) => surface === 0)?.exact).toBe(true)
})

test('keeps a courtyard, and the larger of two parts', () => {
  const corners = [0, 0, 0, 10, 0, 0, 10, 10, 0, 0, 10, 0, 3, 3, 0, 3, 6, 0, 6, 6, 0, 6, 3, 0, 20, 0, 0, 22, 0, 0, 22, 2, 0]
  const outline = groundOutline(
    [
      [
        [0, 3, 2, 1],
        [4, 7, 6, 5],
      ],
      [[8, 10, 9]],
    ],
    corners,
  )
  expect(outline?.rings.map(areaOf)).toEqual([100, 9])
})

test('of a pole there is none', () => {
  expect(groundOutline([[[0, 1, 2]]], [0, 0, 0, 0.1, 0, 0, 0.1, 0.1, 0])).toBeUndefined()
  expect(groundOutline([], [])).toBeUndefined()
})
