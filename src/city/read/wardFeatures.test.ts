import { expect, test } from 'vitest'
import { wardsFile } from '#shared/contract/baseMap'
import type { DraftBoundary } from '#city/import/draft'
import { makeWards } from './wardFeatures'
import { containsPlace } from './osmAreas'

const from = { source: 'a test', licence: 'none' }
const ward = (polygons: DraftBoundary['polygons']): DraftBoundary => ({
  index: 3,
  id: '19333',
  code: '19333',
  validFrom: '2025-07-01',
  validTo: null,
  nameVi: 'Phường Đông Hà',
  nameEn: 'Dong Ha Ward',
  polygons,
})
const box = (x: number, y: number, side: number): number[] => [x, y, x + side, y, x + side, y + side, x, y + side]

test('the largest outline is drawn, the others are told of, the area is of all of them', () => {
  const { file, problems } = makeWards([ward([[box(1, 0, 0.01)], [box(0, 0, 0.1), box(0.02, 0.02, 0.01)]])], from)
  const { properties, geometry } = wardsFile.parse(file).features[0]!
  expect(geometry.coordinates.map((ring) => ring.length)).toEqual([5, 5])
  expect(properties.areaKm2).toBeCloseTo(123.65, 0)
  expect(problems).toMatchObject([{ code: 'ward-parts-not-drawn', index: 3, id: '19333', detail: { parts: 1 } }])
})

test('a name stands within its ward, even where the ward bends around its own middle', () => {
  const bent = [0, 0, 0.1, 0, 0.1, 0.1, 0.09, 0.1, 0.09, 0.02, 0.01, 0.02, 0.01, 0.1, 0, 0.1]
  const [lonDeg, latDeg] = makeWards([ward([[bent]])], from).file.features[0]!.properties.labelAt
  expect(containsPlace(bent, lonDeg, latDeg)).toBe(true)
})
