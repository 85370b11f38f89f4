import { describe, expect, it } from 'vitest'
import type { CityManifest } from '#shared/contract/city'
import { dragPose, limitsOf, movePose, poseBetween, poseShowing, viewOf, withinLimits, zoomPose, type CameraPose } from './cameraPose'
import { offsetPlace, worldOf } from './ellipsoid'
import { groundAt, projectPoint } from './projection'

const city = {
  bounds: { westDeg: 106.9, southDeg: 16.6, eastDeg: 107.4, northDeg: 17 },
  maximumZoomOutM: 40_000,
} as CityManifest
const limits = limitsOf(city, false)
const target = { lonDeg: 107.1, latDeg: 16.82 }
const pose: CameraPose = { target, rangeM: 5_000, headingDeg: 30, pitchDeg: -50 }

describe('the camera pose', () => {
  it('stays within the city, its zoom and its tilt', () => {
    const far = { target: { lonDeg: 100, latDeg: 20 }, rangeM: 1e9, headingDeg: -30, pitchDeg: -5 }
    expect(withinLimits(far, limits)).toEqual({
      target: { lonDeg: 106.9, latDeg: 17 },
      rangeM: 40_000,
      headingDeg: 330,
      pitchDeg: -20,
    })
    expect(withinLimits(pose, limitsOf(city, true)).pitchDeg).toBe(-90)
  })

  it('moves right and away as seen on the screen, whatever the heading', () => {
    const view = viewOf(pose, 800, 600)
    const moved = projectPoint(view, worldOf(movePose(pose, 0.1, 0).target))!
    expect(moved.x).toBeGreaterThan(450)
    expect(moved.y).toBeCloseTo(300, 0)
    expect(projectPoint(view, worldOf(movePose(pose, 0, 0.1).target))!.y).toBeLessThan(290)
  })

  it('drags the ground with the hand', () => {
    const before = viewOf(pose, 800, 600)
    const from = groundAt(before, 420, 330)!
    const until = groundAt(before, 500, 380)!
    const at = projectPoint(viewOf(dragPose(pose, from, until), 800, 600), worldOf(from))!
    expect(at.x).toBeCloseTo(500, 0)
    expect(at.y).toBeCloseTo(380, 0)
  })

  it('zooms about the ground under the cursor', () => {
    const about = groundAt(viewOf(pose, 800, 600), 600, 200)!
    const nearer = zoomPose(pose, 0.5, about, limits)
    expect(nearer.rangeM).toBe(2_500)
    const at = projectPoint(viewOf(nearer, 800, 600), worldOf(about))!
    expect(at.x).toBeCloseTo(600, 0)
    expect(at.y).toBeCloseTo(200, 0)
  })

  it('does not creep when it cannot zoom any further', () => {
    const closest = { ...pose, rangeM: limits.minimumRangeM }
    expect(zoomPose(closest, 0.5, offsetPlace(target, 100, 100), limits)).toEqual(closest)
  })

  it('turns the short way between two poses', () => {
    const half = poseBetween({ ...pose, headingDeg: 350 }, { ...pose, headingDeg: 10, rangeM: 20_000 }, 0.5)
    expect(half.headingDeg).toBeCloseTo(360, 9)
    expect(half.rangeM).toBeCloseTo(10_000, 6)
  })

  it('shows an area whole, and does not leave the city for one that is larger', () => {
    const area = { description: '', polygons: [], circles: [{ centre: target, radiusM: 3_000 }], geocodes: [] }
    const shown = poseShowing(target, [area], pose, limits)
    const view = viewOf(shown, 800, 600)
    for (const [east, north] of [
      [3_000, 0],
      [-3_000, 0],
      [0, 3_000],
      [0, -3_000],
    ] as const) {
      const at = projectPoint(view, worldOf(offsetPlace(target, east, north)))!
      expect(at.x).toBeGreaterThan(0)
      expect(at.x).toBeLessThan(800)
      expect(at.y).toBeGreaterThan(0)
      expect(at.y).toBeLessThan(600)
    }
    const country = { ...area, circles: [{ centre: target, radiusM: 800_000 }] }
    expect(poseShowing(target, [country], pose, limits).rangeM).toBeLessThanOrEqual(pose.rangeM)
  })
})
