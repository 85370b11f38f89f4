import { describe, expect, it } from 'vitest'
import { formatLength, scaleBarFor } from './scaleBar'

describe('the scale bar', () => {
  it.each([
    [10, 1_000, 100],
    [4.7, 500, 106.4],
    [0.3, 20, 66.7],
    [40, 2_000, 50],
  ])('at %d m a pixel is %d m long', (metresPerPixel, lengthM, widthPx) => {
    const bar = scaleBarFor(metresPerPixel, 110)
    expect(bar.lengthM).toBe(lengthM)
    expect(bar.widthPx).toBeCloseTo(widthPx, 1)
  })

  it('is written in metres or kilometres', () => {
    expect(formatLength(500, 'vi')).toBe('500 m')
    expect(formatLength(2_000, 'vi')).toBe('2 km')
  })
})
