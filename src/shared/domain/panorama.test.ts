import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WallSurface } from '#shared/contract/wall'
import { around, hangingOf, subFrustumOf, type WallRectangle } from './panorama'

const fovYDeg = 40

/** Where a point of the scene (x right, y up, at distance `depth` before the camera) falls on the wall, as one surface draws it. */
function drawnAt(point: { x: number; y: number; depth: number }, surface: WallRectangle, whole: WallRectangle): { x: number; y: number } {
  const { left, right, bottom, top } = subFrustumOf(surface, whole, fovYDeg)
  const acrossFraction = (point.x / point.depth - left) / (right - left)
  const downFraction = (top - point.y / point.depth) / (top - bottom)
  return { x: surface.x + acrossFraction * surface.width, y: surface.y + downFraction * surface.height }
}

/** Four displays in two rows, of two sizes, with bezels and gaps, in millimetres. */
const displays: WallRectangle[] = [
  { x: 0, y: 0, width: 1210, height: 680 },
  { x: 1213.5, y: 0, width: 1210, height: 680 },
  { x: 0, y: 690, width: 930, height: 523 },
  { x: 960, y: 690, width: 1463.5, height: 823 },
]
const pixelMm = 1210 / 1920

describe('a panorama', () => {
  it('draws every point at the same place of the wall, whichever surface draws it', () => {
    const whole = around(displays)
    fc.assert(
      fc.property(
        fc.record({
          x: fc.double({ min: -900, max: 900, noNaN: true }),
          y: fc.double({ min: -500, max: 500, noNaN: true }),
          depth: fc.double({ min: 10, max: 5_000, noNaN: true }),
        }),
        (point) => {
          const [first, ...others] = displays.map((surface) => drawnAt(point, surface, whole))
          for (const other of others) {
            expect(Math.hypot(other.x - first!.x, other.y - first!.y)).toBeLessThan(1e-6 * Math.max(1, Math.hypot(first!.x, first!.y)))
          }
        },
      ),
    )
  })

  it('lets a straight line go on behind the bezel: drawn by two displays it is off by less than a pixel', () => {
    const whole = around(displays)
    const [left, right] = displays
    // A straight road before the camera, going away to the right and down.
    const near = { x: -60, y: -5, depth: 120 }
    const far = { x: 220, y: 14, depth: 300 }
    const onLeft = drawnAt(near, left!, whole)
    const onRight = drawnAt(far, right!, whole)
    expect(onLeft.x).toBeLessThan(1210)
    expect(onRight.x).toBeGreaterThan(1213.5)
    const between = { x: (near.x + far.x) / 2, y: (near.y + far.y) / 2, depth: (near.depth + far.depth) / 2 }
    for (const surface of [left!, right!]) {
      const middle = drawnAt(between, surface, whole)
      const along = (middle.x - onLeft.x) / (onRight.x - onLeft.x)
      expect(Math.abs(onLeft.y + along * (onRight.y - onLeft.y) - middle.y)).toBeLessThan(pixelMm)
    }
  })

  it('is one view: its outer edges are the edges of the whole field of view', () => {
    const whole = around(displays)
    const windows = displays.map((surface) => subFrustumOf(surface, whole, fovYDeg))
    const halfY = Math.tan((fovYDeg * Math.PI) / 360)
    expect(Math.max(...windows.map(({ top }) => top))).toBeCloseTo(halfY, 12)
    expect(Math.min(...windows.map(({ bottom }) => bottom))).toBeCloseTo(-halfY, 12)
    expect(Math.max(...windows.map(({ right }) => right))).toBeCloseTo((halfY * whole.width) / whole.height, 12)
  })

  it('hangs by millimetres only when all of it was measured', () => {
    const surface = (number: number, boundsMm: WallSurface['boundsMm']): WallSurface => ({
      surface: number,
      present: true,
      label: '',
      boundsPx: { x: (number - 1) * 1920, y: 0, width: 1920, height: 1080 },
      boundsMm,
    })
    const measured = { x: 3, y: 0, width: 1210, height: 680 }
    expect(hangingOf([surface(1, measured), surface(2, measured)]).get(1)).toEqual(measured)
    expect(hangingOf([surface(1, measured), surface(2, null)]).get(1)).toEqual({ x: 0, y: 0, width: 1920, height: 1080 })
    expect(() => around([])).toThrow(RangeError)
  })
})
