import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellOf, cellsAround, distanceBetweenM } from './placeGrid'

describe('a grid of places', () => {
  it('measures a hundredth of a degree to the north and to the east', () => {
    expect(distanceBetweenM({ lonDeg: 107.1, latDeg: 16.82 }, { lonDeg: 107.1, latDeg: 16.83 })).toBeCloseTo(1_112, 0)
    expect(distanceBetweenM({ lonDeg: 107.1, latDeg: 16.82 }, { lonDeg: 107.11, latDeg: 16.82 })).toBeCloseTo(1_064.4, 0)
  })

  it('finds every place within the size of a cell', () => {
    const near = fc.double({ min: -0.01, max: 0.01, noNaN: true })
    fc.assert(
      fc.property(fc.double({ min: -60, max: 60, noNaN: true }), near, near, (latDeg, east, north) => {
        const one = { lonDeg: 107.1, latDeg }
        const other = { lonDeg: 107.1 + east, latDeg: latDeg + north }
        fc.pre(distanceBetweenM(one, other) <= 400)
        expect(cellsAround(one, 400)).toContain(cellOf(other, 400))
      }),
      { numRuns: 500 },
    )
  })
})
