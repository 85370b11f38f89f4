import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isInRing } from './areas'
import { areasAbove } from './contours'

const grid = fc.record({ columns: fc.integer({ min: 1, max: 8 }), rows: fc.integer({ min: 1, max: 8 }) }).chain(({ columns, rows }) =>
  fc.record({
    columns: fc.constant(columns),
    rows: fc.constant(rows),
    values: fc.array(fc.oneof({ weight: 12, arbitrary: fc.integer({ min: 0, max: 9 }) }, { weight: 1, arbitrary: fc.constant(NaN) }), {
      minLength: columns * rows,
      maxLength: columns * rows,
    }),
  }),
)

test('exactly the posts above the level lie within the areas', () => {
  fc.assert(
    fc.property(grid, fc.nat(8), ({ columns, rows, values }, whole) => {
      const level = whole + 0.5
      const areas = areasAbove(values, columns, rows, level)
      const rings = areas.flat()
      for (let row = 0; row < rows; row += 1) {
        for (let column = 0; column < columns; column += 1) {
          const isInside = rings.filter((ring) => isInRing(ring, column, row)).length % 2 === 1
          expect(isInside).toBe(values[row * columns + column]! > level)
        }
      }
    }),
    { numRuns: 500 },
  )
})

test('each hole is listed behind the ring it is in', () => {
  // prettier-ignore
  const values = [
    1, 1, 1, 0, 1, 1,
    1, 0, 1, 0, 1, 1,
    1, 1, 1, 0, 0, 0,
  ]
  const areas = areasAbove(values, 6, 3, 0.5)
  expect(areas.map((rings) => rings.length).sort()).toEqual([1, 2])
  const withHole = areas.find((rings) => rings.length === 2)!
  expect(isInRing(withHole[0]!, 1, 1)).toBe(true)
  expect(isInRing(withHole[1]!, 1, 1)).toBe(true)
})
