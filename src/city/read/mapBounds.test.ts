import { expect, test } from 'vitest'
import { mapBoundsOf } from './mapBounds'

const built = { westDeg: 107.05, southDeg: 16.78, eastDeg: 107.12, northDeg: 16.85 }

test('the map takes in the roads and wards around the buildings, and not the road to the next country', () => {
  expect(mapBoundsOf(built, [], [])).toEqual(built)
  expect(
    mapBoundsOf(built, [{ line: [107.03, 16.8, 107.1, 16.8] }], [{ polygons: [[[107.1, 16.8, 107.14, 16.8, 107.14, 16.86]]] }]),
  ).toEqual({
    westDeg: 107.03,
    southDeg: 16.78,
    eastDeg: 107.14,
    northDeg: 16.86,
  })
  expect(mapBoundsOf(built, [{ line: [106.5, 16.6, 107.1, 16.8] }], [])).toMatchObject({ westDeg: 107, southDeg: 16.73, eastDeg: 107.12 })
})
