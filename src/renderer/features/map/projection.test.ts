import { describe, expect, it } from 'vitest'
import { viewOf } from './cameraPose'
import { offsetPlace, toWorld, worldLine, worldOf } from './ellipsoid'
import { groundAt, metresPerPixel, projectLine, projectPoint, projectRing } from './projection'

const target = { lonDeg: 107.1, latDeg: 16.82 }
const pose = { target, rangeM: 5_000, headingDeg: 0, pitchDeg: -60 }
const view = viewOf(pose, 1_000, 600)
const above = viewOf({ ...pose, pitchDeg: -90 }, 1_000, 600)

describe('projectPoint', () => {
  it('puts what the camera looks at in the middle of the picture', () => {
    const at = projectPoint(view, worldOf(target))!
    expect(at.x).toBeCloseTo(500, 6)
    expect(at.y).toBeCloseTo(300, 6)
    expect(at.depthM).toBeCloseTo(5_000, 6)
  })

  it('puts east to the right and north up, and turns with the heading', () => {
    const east = worldOf(offsetPlace(target, 500, 0))
    const north = worldOf(offsetPlace(target, 0, 500))
    expect(projectPoint(view, east)!.x).toBeGreaterThan(550)
    expect(projectPoint(view, north)!.y).toBeLessThan(280)
    const facingEast = viewOf({ ...pose, headingDeg: 90 }, 1_000, 600)
    expect(projectPoint(facingEast, east)!.y).toBeLessThan(280)
    expect(projectPoint(facingEast, north)!.x).toBeLessThan(450)
  })

  it('keeps the scale that metresPerPixel states', () => {
    const east = projectPoint(above, worldOf(offsetPlace(target, 1_000, 0)))!
    expect((east.x - 500) * metresPerPixel(above, 5_000)).toBeCloseTo(1_000, -1)
  })

  it('does not show what is behind the camera or on the other side of the Earth', () => {
    const low = viewOf({ ...pose, pitchDeg: -20 }, 1_000, 600)
    expect(projectPoint(low, worldOf(offsetPlace(target, 0, -20_000)))).toBeUndefined()
    expect(projectPoint(view, toWorld(target.lonDeg - 180, -target.latDeg))).toBeUndefined()
    expect(projectPoint(above, toWorld(-72.9, -16.82))).toBeUndefined()
  })
})

describe('groundAt', () => {
  it('is the inverse of projectPoint', () => {
    const place = offsetPlace(target, 700, -400)
    const { x, y } = projectPoint(view, worldOf(place))!
    const back = groundAt(view, x, y)!
    expect(back.lonDeg).toBeCloseTo(place.lonDeg, 9)
    expect(back.latDeg).toBeCloseTo(place.latDeg, 9)
  })

  it('finds nothing in the sky', () => {
    const low = viewOf({ ...pose, pitchDeg: -5 }, 1_000, 600)
    expect(groundAt(low, 500, 0)).toBeUndefined()
  })
})

describe('projectRing', () => {
  const square = (halfM: number) =>
    worldLine(
      [
        [-halfM, -halfM],
        [halfM, -halfM],
        [halfM, halfM],
        [-halfM, halfM],
        [-halfM, -halfM],
      ].map(([east, north]) => {
        const { lonDeg, latDeg } = offsetPlace(target, east!, north!)
        return [lonDeg, latDeg] as const
      }),
    )

  it('leaves a ring within the picture as it is', () => {
    expect(projectRing(above, square(500))).toHaveLength(5)
  })

  it('cuts a ring that surrounds the camera, outside the picture but close to it', () => {
    const ring = projectRing(viewOf({ ...pose, pitchDeg: -25 }, 1_000, 600), square(60_000))
    expect(ring.length).toBeGreaterThanOrEqual(4)
    for (const { x, y, depthM } of ring) {
      expect(depthM).toBeGreaterThan(0)
      expect(x).toBeGreaterThanOrEqual(-201)
      expect(x).toBeLessThanOrEqual(1_201)
      expect(y).toBeGreaterThanOrEqual(-121)
      expect(y).toBeLessThanOrEqual(721)
    }
    expect(Math.min(...ring.map(({ x }) => x))).toBeLessThan(0)
    expect(Math.max(...ring.map(({ y }) => y))).toBeGreaterThan(600)
  })

  it('leaves nothing of a ring on the other side of the Earth', () => {
    const far = worldLine([
      [-80, 40],
      [-70, 40],
      [-70, 50],
      [-80, 40],
    ])
    expect(projectRing(view, far)).toEqual([])
  })
})

describe('projectLine', () => {
  it('cuts a line into the pieces that can be seen', () => {
    const at = (east: number, north: number) => worldOf(offsetPlace(target, east, north))
    const pieces = projectLine(above, [at(-9_000, 0), at(0, 0), at(9_000, 0), at(9_000, 9_000), at(0, 9_000), at(0, 0)])
    expect(pieces).toHaveLength(2)
    expect(pieces[0]!.map(({ x }) => Math.round(x))).toEqual([-200, 500, 1_200])
    expect(pieces[1]!.at(-1)!.y).toBeCloseTo(300, 6)
  })
})
