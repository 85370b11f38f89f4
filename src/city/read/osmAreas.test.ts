import fc from 'fast-check'
import { expect, test } from 'vitest'
import { containsPlace, joinWays, polygonsOf, wound } from './osmAreas'

test('any ring that is cut into ways, shuffled and turned, is put together again', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 4, max: 40 }),
      fc.array(fc.nat(39), { maxLength: 6 }),
      fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      (length, cuts, turns) => {
        const places = [...new Set([0, ...cuts.map((cut) => cut % length)])].sort((a, b) => a - b)
        const ways = places.map((from, index) => {
          const to = places[index + 1] ?? length
          const refs = Array.from({ length: to - from + 1 }, (_, step) => (from + step) % length)
          return turns[index] === true ? refs.toReversed() : refs
        })
        const { rings, open } = joinWays(ways.toReversed())
        expect(open).toBe(0)
        expect(rings).toHaveLength(1)
        expect(rings[0]!.toSorted((a, b) => a - b)).toEqual(Array.from({ length }, (_, id) => id))
        for (const [index, id] of rings[0]!.entries()) {
          const next = rings[0]![(index + 1) % length]!
          expect([1, length - 1]).toContain((next - id + length) % length)
        }
      },
    ),
  )
})

test('what does not close is counted', () => {
  expect(joinWays([[1, 2, 3], [3, 4], [7]])).toEqual({ rings: [], open: 1 })
})

test('a hole belongs to the smallest ring around it', () => {
  const square = (from: number, to: number): number[] => [from, from, to, from, to, to, from, to]
  const [large, small, hole] = [square(0, 10), square(2, 8), square(4, 5)]
  expect(polygonsOf([large, small], [hole, square(20, 21)])).toEqual([[large], [small, hole]])
  expect([containsPlace(large, 5, 5), containsPlace(large, 11, 5)]).toEqual([true, false])
})

test('a ring is turned only when it has to be', () => {
  const ring = [0, 0, 1, 0, 1, 1]
  expect([wound(ring, true), wound(ring, false), wound([1, 1, 1, 0, 0, 0], true)]).toEqual([ring, [1, 1, 1, 0, 0, 0], ring])
})
