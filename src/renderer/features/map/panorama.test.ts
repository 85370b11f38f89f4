import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { viewOf, type CameraPose, type WholePicture } from './cameraPose'
import { toWorld } from './ellipsoid'
import { groundAt, projectPoint } from './projection'

type Display = { x: number; y: number; width: number; height: number; widthPx: number; heightPx: number }

/** Four displays in two rows, of two sizes and resolutions, with bezels and gaps: millimetres as they hang, and their pixels. */
const displays: Display[] = [
  { x: 0, y: 0, width: 1210, height: 680.625, widthPx: 1920, heightPx: 1080 },
  { x: 1213.5, y: 0, width: 1210, height: 680.625, widthPx: 3840, heightPx: 2160 },
  { x: 0, y: 690, width: 930, height: 523.125, widthPx: 1920, heightPx: 1080 },
  { x: 960, y: 690, width: 1463.5, height: 823.21875, widthPx: 1920, heightPx: 1080 },
]
const all = { width: 2423.5, height: 1513.21875 }
const pixelMm = 1210 / 1920
const pose: CameraPose = { target: { lonDeg: 107.1, latDeg: 16.82 }, rangeM: 6_000, headingDeg: 30, pitchDeg: -40 }

const wholeOf = ({ x, y, width, height }: Display): WholePicture => ({
  x: -x / width,
  y: -y / height,
  width: all.width / width,
  height: all.height / height,
})
const viewFrom = (display: Display) => viewOf(pose, display.widthPx, display.heightPx, 0, wholeOf(display))

/** Where a place falls on the wall, in millimetres, as one display draws it. */
function drawnAt(display: Display, lonDeg: number, latDeg: number): { x: number; y: number } {
  const point = projectPoint(viewFrom(display), toWorld(lonDeg, latDeg, 0))
  if (point === undefined) throw new Error('behind the camera')
  return { x: display.x + (point.x / display.widthPx) * display.width, y: display.y + (point.y / display.heightPx) * display.height }
}

describe('a panorama', () => {
  it('draws every place at the same point of the wall, whichever display draws it: far less than a pixel apart', () => {
    const near = fc.record({
      lonDeg: fc.double({ min: 107.08, max: 107.12, noNaN: true }),
      latDeg: fc.double({ min: 16.805, max: 16.84, noNaN: true }),
    })
    fc.assert(
      fc.property(near, ({ lonDeg, latDeg }) => {
        const [first, ...others] = displays.map((display) => drawnAt(display, lonDeg, latDeg))
        for (const other of others) expect(Math.hypot(other.x - first!.x, other.y - first!.y)).toBeLessThan(pixelMm / 100)
      }),
    )
  })

  it('lets a straight road go on behind the bezel', () => {
    // Where the line through both ends crosses the bezel, both displays agree with it.
    const [left, right] = [displays[0]!, displays[1]!]
    const from = groundAt(viewFrom(left), 1_500, 500)!
    const until = groundAt(viewFrom(right), 600, 700)!
    const [onLeft, onRight] = [drawnAt(left, from.lonDeg, from.latDeg), drawnAt(right, until.lonDeg, until.latDeg)]
    for (const display of [left, right]) {
      for (const share of [0.25, 0.5, 0.75]) {
        // Straight on the ground, over a few hundred metres, is straight in the picture.
        const place = {
          lonDeg: from.lonDeg + share * (until.lonDeg - from.lonDeg),
          latDeg: from.latDeg + share * (until.latDeg - from.latDeg),
        }
        const point = drawnAt(display, place.lonDeg, place.latDeg)
        const along = (point.x - onLeft.x) / (onRight.x - onLeft.x)
        expect(Math.abs(onLeft.y + along * (onRight.y - onLeft.y) - point.y)).toBeLessThan(pixelMm)
      }
    }
  })

  it('looks where its camera looks: the target is in the middle of the wall', () => {
    for (const display of displays) {
      const point = drawnAt(display, pose.target.lonDeg, pose.target.latDeg)
      expect(point.x).toBeCloseTo(all.width / 2, 6)
      expect(point.y).toBeCloseTo(all.height / 2, 6)
    }
  })
})
