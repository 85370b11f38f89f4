import { expect, it } from 'vitest'
import type { CityCamera } from '#shared/contract/cityParts'
import { distanceM } from './ellipsoid'
import { wedgeOf } from './placeLayers'
import { place } from './testing/mapBuilders'

const camera: CityCamera = {
  id: 'c',
  name: { vi: 'c', en: 'c' },
  place,
  mountHeightM: 8,
  headingDeg: 90,
  pitchDeg: -10,
  horizontalFieldOfViewDeg: 60,
  rangeM: 200,
  steerable: false,
  source: 'drawn for a test',
  licence: 'none',
  synthetic: true,
}

it('is a wedge from the camera round its range, symmetric about where it looks', () => {
  const [apex, ...arc] = wedgeOf(camera)
  expect(apex).toEqual([place.lonDeg, place.latDeg])
  for (const [lonDeg, latDeg] of arc) expect(distanceM(place, { lonDeg, latDeg })).toBeCloseTo(200, 0)
  expect(arc[0]![1] - place.latDeg).toBeCloseTo(place.latDeg - arc.at(-1)![1], 6)
  expect(Math.min(...arc.map(([lonDeg]) => lonDeg))).toBeGreaterThan(place.lonDeg)
})

it('is a circle for a camera that sees all round', () => {
  const ring = wedgeOf({ ...camera, horizontalFieldOfViewDeg: 360 })
  expect(ring).toHaveLength(49)
  for (const [lonDeg, latDeg] of ring) expect(distanceM(place, { lonDeg, latDeg })).toBeCloseTo(200, 0)
})
