import { expect, test } from 'vitest'
import type { CityJson } from './cityJsonDocument'
import { inMetres, placed } from './cityJsonFrame'
import { crsOf } from './crs'

const city: CityJson = {
  type: 'CityJSON',
  version: '2.0',
  transform: { scale: [0.001, 0.001, 0.001], translate: [590_000, 1_860_000, 10] },
  CityObjects: {},
  vertices: [
    [0, 0, 0],
    [500_000, 500_000, 1_000],
    [510_000, 500_000, 1_000],
    [510_000, 504_000, 2_000],
  ],
}

test('surfaces lie near their own first corner, and lead back to where they were', () => {
  const zone = crsOf('EPSG:9212')!
  const framed = inMetres(city, zone, [[[1, 2, 3]]])
  if ('lost' in framed) throw new Error('nothing is lost here')
  expect(framed.surfaces).toEqual([[[0, 1, 2]]])
  expect([...framed.corners].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([0, 0, 11, 10, 0, 11, 10, 4, 12])
  expect(framed.place(10, 4)).toEqual(zone.toLonLat(590_510, 1_860_504))
})

test('degrees become metres as well', () => {
  const framed = inMetres({ ...city, transform: { scale: [1e-6, 1e-6, 1], translate: [0, 0, 0] } }, crsOf('EPSG:4326')!, [[[1, 2, 3]]])
  expect('lost' in framed ? undefined : framed.corners[3]).toBeCloseTo(1_111.95, 2)
  expect('lost' in framed ? undefined : framed.place(framed.corners[3]!, 0)[0]).toBeCloseTo(0.51, 9)
})

test('a vertex that is not there is named', () => {
  expect(inMetres(city, crsOf('EPSG:9212')!, [[[1, 2, 7]]])).toEqual({ lost: 7 })
})

test('an outline is closed, its outer ring counter-clockwise, its holes clockwise', () => {
  const same = (x: number, y: number): [number, number] => [x, y]
  expect(
    placed(
      [
        [0, 0, 0, 9, 9, 9],
        [1, 2, 2, 2, 2, 3],
      ],
      same,
    ),
  ).toEqual([
    [9, 9, 0, 9, 0, 0, 9, 9],
    [2, 3, 2, 2, 1, 2, 2, 3],
  ])
})
