import fc from 'fast-check'
import { expect, test } from 'vitest'
import { connectivityField, depthAtLevel } from './floodField'

/** The oracle: pour water at one level from the seeds, post by post, and see which get wet. */
function wetAt(columns: number, heightsM: Float32Array, seeds: readonly number[], levelM: number): Set<number> {
  const wet = new Set(seeds.filter((post) => heightsM[post]! <= levelM))
  for (let before = -1; before !== wet.size;) {
    before = wet.size
    for (let post = 0; post < heightsM.length; post += 1) {
      const column = post % columns
      const beside = [post - columns, post + columns, ...(column > 0 ? [post - 1] : []), ...(column < columns - 1 ? [post + 1] : [])]
      if (heightsM[post]! <= levelM && beside.some((other) => wet.has(other))) wet.add(post)
    }
  }
  return wet
}

const land = fc.record({ columns: fc.integer({ min: 2, max: 9 }), rows: fc.integer({ min: 2, max: 9 }) }).chain(({ columns, rows }) =>
  fc.record({
    columns: fc.constant(columns),
    rows: fc.constant(rows),
    heightsM: fc
      .array(fc.oneof({ weight: 9, arbitrary: fc.integer({ min: -3, max: 9 }) }, { weight: 1, arbitrary: fc.constant(NaN) }), {
        minLength: columns * rows,
        maxLength: columns * rows,
      })
      .map((heights) => Float32Array.from(heights)),
    seeds: fc.array(fc.nat(columns * rows - 1), { maxLength: 4 }),
  }),
)

test('at every level, what the field calls flooded is what pouring water makes wet', () => {
  fc.assert(
    fc.property(land, ({ columns, rows, heightsM, seeds }) => {
      const thresholdM = connectivityField({ columns, rows, heightsM }, seeds)
      for (let levelM = -4; levelM <= 10; levelM += 1) {
        const flooded = new Set([...thresholdM.keys()].filter((post) => thresholdM[post]! <= levelM))
        expect(flooded).toEqual(wetAt(columns, heightsM, seeds, levelM))
      }
    }),
    { numRuns: 300 },
  )
})

test('low ground behind a bank stays dry until the bank is topped; a bathtub floods it at once', () => {
  // River, bank, low field, hill.
  const heightsM = Float32Array.of(-1, 4, 1, 9)
  const thresholdM = connectivityField({ columns: 4, rows: 1, heightsM }, [0])
  expect([...thresholdM]).toEqual([-1, 4, 4, 9])
  expect([...depthAtLevel(heightsM, thresholdM, 3)]).toEqual([4, 0, 0, 0])
  expect([...depthAtLevel(heightsM, undefined, 3)]).toEqual([4, 0, 2, 0])
  expect([...depthAtLevel(heightsM, thresholdM, 5)]).toEqual([6, 1, 4, 0])
})

test('a bank that runs diagonally holds', () => {
  // prettier-ignore
  const heightsM = Float32Array.of(
    0, 0, 5,
    0, 5, 0,
    5, 0, 0,
  )
  expect([...connectivityField({ columns: 3, rows: 3, heightsM }, [0])]).toEqual([0, 0, 5, 0, 5, 5, 5, 5, 5])
})

test('the higher the water, the more is wet and the deeper it is; connected water is never deeper than the bathtub', () => {
  fc.assert(
    fc.property(
      land,
      fc.integer({ min: -3, max: 9 }),
      fc.integer({ min: 0, max: 4 }),
      ({ columns, rows, heightsM, seeds }, lowM, moreM) => {
        const thresholdM = connectivityField({ columns, rows, heightsM }, seeds)
        const low = depthAtLevel(heightsM, thresholdM, lowM)
        const high = depthAtLevel(heightsM, thresholdM, lowM + moreM)
        const bathtub = depthAtLevel(heightsM, undefined, lowM)
        for (let post = 0; post < low.length; post += 1) {
          expect(high[post]).toBeGreaterThanOrEqual(low[post]!)
          expect(bathtub[post]).toBeGreaterThanOrEqual(low[post]!)
        }
      },
    ),
  )
})

test('no seed, no flood', () => {
  expect([...connectivityField({ columns: 2, rows: 1, heightsM: Float32Array.of(0, 0) }, [])]).toEqual([NaN, NaN])
})
