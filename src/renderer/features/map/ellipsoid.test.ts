import { describe, expect, it } from 'vitest'
import { circleRing, distanceM, localAxes, offsetPlace, toGeo, toWorld, worldLine, worldOf } from './ellipsoid'

const dongHa = { lonDeg: 107.1003, latDeg: 16.8252 }

describe('the ellipsoid', () => {
  it('has the axes of WGS 84', () => {
    expect(toWorld(0, 0)).toEqual([6_378_137, 0, 0])
    expect(toWorld(0, 90)[2]).toBeCloseTo(6_356_752.3142, 3)
    expect(toWorld(90, 0, 100)[1]).toBeCloseTo(6_378_237, 6)
  })

  it('gives a place back from its position', () => {
    const back = toGeo(worldOf(dongHa))
    expect(back.lonDeg).toBeCloseTo(dongHa.lonDeg, 10)
    expect(back.latDeg).toBeCloseTo(dongHa.latDeg, 10)
  })

  it('has local axes at right angles', () => {
    const { east, north, up } = localAxes(dongHa)
    const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, axis) => sum + value * b[axis]!, 0)
    for (const [a, b] of [
      [east, north],
      [north, up],
      [up, east],
    ] as const)
      expect(dot(a, b)).toBeCloseTo(0, 12)
    expect(dot(up, up)).toBeCloseTo(1, 12)
  })

  it('moves a place by metres', () => {
    const moved = offsetPlace(dongHa, 3_000, 4_000)
    expect(distanceM(dongHa, moved)).toBeCloseTo(5_000, -1)
    expect(moved.lonDeg).toBeGreaterThan(dongHa.lonDeg)
    expect(moved.latDeg).toBeGreaterThan(dongHa.latDeg)
  })

  it('draws a circle whose points all lie at its radius, and closes it', () => {
    const ring = circleRing({ centre: dongHa, radiusM: 2_500 })
    expect(ring.at(-1)).toEqual(ring[0])
    for (const [lonDeg, latDeg] of ring) expect(distanceM(dongHa, { lonDeg, latDeg })).toBeCloseTo(2_500, 3)
  })

  it('keeps a circle across the antimeridian within ±180°', () => {
    const ring = circleRing({ centre: { lonDeg: 179.9, latDeg: -17 }, radiusM: 50_000 })
    expect(ring.some(([lonDeg]) => lonDeg < -179)).toBe(true)
    expect(ring.every(([lonDeg]) => Math.abs(lonDeg) <= 180)).toBe(true)
  })

  it('adds points to a long edge, the short way round', () => {
    const line = worldLine([
      [179, 10],
      [-179, 10],
    ])
    expect(line).toHaveLength(5)
    expect(toGeo(line[2]!).lonDeg).toBeCloseTo(180, 6)
  })
})
