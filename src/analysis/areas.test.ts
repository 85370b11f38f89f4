import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areaM2, closedRing, isInRing, prepareArea, ringAreaM2, unionAreaM2 } from './areas'
import type { LonLat } from './areas'
import { fromPlane, localPlane } from './localPlane'

const origin = { lonDeg: 107.1, latDeg: 16.8 }
const plane = localPlane(origin)

/** A ring around the origin: a corner at each of so many equal angles, at its own distance. */
const star = fc.array(fc.double({ min: 50, max: 900, noNaN: true }), { minLength: 3, maxLength: 24 }).map((radii) => ({
  radii,
  ring: closedRing(
    radii.map((radiusM, index) => {
      const angle = (index / radii.length) * 2 * Math.PI
      return fromPlane(plane, radiusM * Math.cos(angle), radiusM * Math.sin(angle))
    }),
  ),
}))

test('the area of a star is the sum of its triangles', () => {
  fc.assert(
    fc.property(star, ({ radii, ring }) => {
      const wedge = Math.sin((2 * Math.PI) / radii.length) / 2
      const expected = radii.reduce((sum, radiusM, index) => sum + radiusM * radii[(index + 1) % radii.length]! * wedge, 0)
      expect(Math.abs(ringAreaM2(ring) - expected)).toBeLessThan(1e-3 * expected)
      expect(ringAreaM2([...ring].reverse())).toBeCloseTo(ringAreaM2(ring), 4)
    }),
  )
})

test('a place is in a star exactly when it is nearer to the middle than the edge in its direction', () => {
  fc.assert(
    fc.property(
      star,
      fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
      fc.double({ min: 1, max: 1000, noNaN: true }),
      (one, angle, radiusM) => {
        const { radii, ring } = one
        const step = (2 * Math.PI) / radii.length
        const index = Math.floor(angle / step) % radii.length
        const [a, b] = [radii[index]!, radii[(index + 1) % radii.length]!]
        const turn = angle - index * step
        const edgeM = (a * b * Math.sin(step)) / (a * Math.sin(turn) + b * Math.sin(step - turn))
        fc.pre(Math.abs(edgeM - radiusM) > 0.01)
        const { lonDeg, latDeg } = fromPlane(plane, radiusM * Math.cos(angle), radiusM * Math.sin(angle))
        expect(isInRing(ring, lonDeg, latDeg)).toBe(radiusM < edgeM)
      },
    ),
  )
})

test('an area of parts that overlap counts them once', () => {
  const square = (eastM: number): [number, number][] =>
    closedRing(
      [
        [0, 0],
        [1000, 0],
        [1000, 1000],
        [0, 1000],
      ].map(([x, y]) => fromPlane(plane, x! + eastM, y!)),
    )
  const shape = { polygons: [square(0), square(500)], circles: [] }
  const area = prepareArea(shape)!
  expect(Math.abs(areaM2(shape, area) - 1_500_000)).toBeLessThan(6_000)
  expect(area.contains(...lonLat(250, 500))).toBe(true)
  expect(area.contains(...lonLat(1600, 500))).toBe(false)
})

test('a circle is as large as it should be, by both ways of looking', () => {
  const shape = { polygons: [], circles: [{ centre: origin, radiusM: 800 }] }
  const area = prepareArea(shape)!
  expect(areaM2(shape, area)).toBeCloseTo(Math.PI * 640_000, 3)
  expect(Math.abs(unionAreaM2(area) / (Math.PI * 640_000) - 1)).toBeLessThan(0.005)
  expect(area.contains(...lonLat(0, 799))).toBe(true)
  expect(area.contains(...lonLat(0, 801))).toBe(false)
})

test('no part, no area', () => expect(prepareArea({ polygons: [], circles: [] })).toBeUndefined())

function lonLat(eastM: number, northM: number): LonLat {
  const { lonDeg, latDeg } = fromPlane(plane, eastM, northM)
  return [lonDeg, latDeg]
}
