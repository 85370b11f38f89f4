import fc from 'fast-check'
import { expect, test } from 'vitest'
import { simplifiedRing } from './simplifiedRing'

test('corners on a straight side go, those of the shape stay', () => {
  const square = [[0, 0], [1, 0], [2, 0], [2, 1], [2, 2], [1, 2], [0, 2], [0, 1]] as const // prettier-ignore
  expect(simplifiedRing(square, 0.1)).toEqual([[0, 0], [2, 0], [2, 2], [0, 2]]) // prettier-ignore
})

test('a staircase becomes the slope that it stands for', () => {
  const stairs = Array.from({ length: 40 }, (_, step): [number, number] => [Math.ceil(step / 2), Math.floor(step / 2)])
  expect(simplifiedRing([...stairs, [0, 19]], 0.8)).toHaveLength(3)
})

test('nothing that is left out was farther away than the tolerance, and what is kept was there', () => {
  const point = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }))
  fc.assert(
    fc.property(fc.uniqueArray(point, { minLength: 3, maxLength: 60, selector: String }), (ring) => {
      const simple = simplifiedRing(ring, 2)
      const places = new Set(ring.map(String))
      for (const each of simple) expect(places.has(String(each))).toBe(true)
      for (const [x, y] of ring) {
        const away = simple.map((from, index) => {
          const [until] = [simple[(index + 1) % simple.length]!]
          const [dx, dy] = [until[0] - from[0], until[1] - from[1]]
          const squared = dx * dx + dy * dy
          const share = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - from[0]) * dx + (y - from[1]) * dy) / squared))
          return Math.hypot(x - from[0] - share * dx, y - from[1] - share * dy)
        })
        expect(Math.min(...away)).toBeLessThanOrEqual(2 + 1e-9)
      }
    }),
    { numRuns: 200 },
  )
})
