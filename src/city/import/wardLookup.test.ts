import { expect, test } from 'vitest'
import type { DraftPolygon } from './draft'
import { isInside } from './ringCheck'
import { wardLookup } from './wardLookup'

/** A boundary of many sides, not round, about a middle. */
const blob = (x: number, y: number, sides = 700): number[] =>
  Array.from({ length: sides }, (_, side) => {
    const angle = (side / sides) * 2 * Math.PI
    const radius = 0.05 * (1 + 0.4 * Math.sin(angle * 5) + 0.1 * Math.sin(angle * 31))
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
  }).flat()

test('it says what comparing with every side says', () => {
  const polygon: DraftPolygon = [
    blob(107.1, 16.8),
    blob(107.1, 16.8, 90).map((value, at) => ((at % 2 === 0 ? 107.1 : 16.8) * 4 + value) / 5),
  ]
  const lookup = wardLookup([{ polygons: [] }, { polygons: [polygon] }])
  let inside = 0
  for (let x = 0; x < 60; x += 1) {
    for (let y = 0; y < 60; y += 1) {
      const [lon, lat] = [107.02 + x * 0.0027, 16.72 + y * 0.0027]
      const expected = isInside(polygon[0]!, lon, lat) && !isInside(polygon[1]!, lon, lat) ? 1 : -1
      if (expected === 1) inside += 1
      expect(lookup(lon, lat)).toBe(expected)
    }
  }
  expect(inside).toBeGreaterThan(500)
})

test('the first of two that overlap, several parts, and nowhere', () => {
  const lookup = wardLookup([{ polygons: [[blob(107, 16)], [blob(108, 16)]] }, { polygons: [[blob(107, 16)]] }])
  expect([lookup(107, 16), lookup(108, 16), lookup(109, 16), lookup(NaN, 16)]).toEqual([0, 0, -1, -1])
})
