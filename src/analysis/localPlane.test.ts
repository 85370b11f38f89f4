import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bearingDeg, distanceM, fromPlane, localPlane, toPlane } from './localPlane'

/** The oracle: the straight line through the Earth between two places on the ellipsoid, longer by the arc over it. */
function arcM(from: { lonDeg: number; latDeg: number }, until: { lonDeg: number; latDeg: number }): number {
  const point = ({ lonDeg, latDeg }: { lonDeg: number; latDeg: number }): number[] => {
    const lon = (lonDeg * Math.PI) / 180
    const lat = (latDeg * Math.PI) / 180
    const normal = 6_378_137 / Math.sqrt(1 - 0.00669437999014 * Math.sin(lat) ** 2)
    return [normal * Math.cos(lat) * Math.cos(lon), normal * Math.cos(lat) * Math.sin(lon), normal * (1 - 0.00669437999014) * Math.sin(lat)]
  }
  const [a, b] = [point(from), point(until)]
  const chord = Math.hypot(...a.map((value, index) => value - b[index]!))
  return 2 * 6_371_000 * Math.asin(chord / (2 * 6_371_000))
}

const place = fc.record({
  lonDeg: fc.double({ min: 106.9, max: 107.2, noNaN: true }),
  latDeg: fc.double({ min: 16.7, max: 16.9, noNaN: true }),
})

test('distances are those on the ellipsoid, to a hundred-thousandth', () => {
  fc.assert(
    fc.property(place, place, (from, until) => {
      const expected = arcM(from, until)
      expect(Math.abs(distanceM(from, until) - expected)).toBeLessThan(1e-5 * expected + 1e-3)
    }),
  )
})

test('to the plane and back is the same place', () => {
  const plane = localPlane({ lonDeg: 107.1, latDeg: 16.8 })
  fc.assert(
    fc.property(place, ({ lonDeg, latDeg }) => {
      const back = fromPlane(plane, ...toPlane(plane, lonDeg, latDeg))
      expect(back.lonDeg).toBeCloseTo(lonDeg, 12)
      expect(back.latDeg).toBeCloseTo(latDeg, 12)
    }),
  )
})

test('bearings go clockwise from north', () => {
  const from = { lonDeg: 107.1, latDeg: 16.8 }
  expect(bearingDeg(from, { lonDeg: 107.1, latDeg: 16.9 })).toBeCloseTo(0)
  expect(bearingDeg(from, { lonDeg: 107.2, latDeg: 16.8 })).toBeCloseTo(90)
  expect(bearingDeg(from, { lonDeg: 107.1, latDeg: 16.7 })).toBeCloseTo(180)
  expect(bearingDeg(from, { lonDeg: 107, latDeg: 16.8 })).toBeCloseTo(270)
})
