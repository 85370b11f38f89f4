import { townModel, townPlace } from '#test/builders/cityModel'
import { expect, test } from 'vitest'
import { measure } from './measure'

const grid = townModel({ groundM: (eastM) => (eastM < 0 ? 1 : 6) }).terrain!.grid

test('a line has a length and a rise', () => {
  const line = measure(grid, [townPlace(-300, 0), townPlace(300, 0)], false)
  expect(line).toMatchObject({ areaM2: null, groundM: [1, 6], riseM: 5 })
  expect(line.lengthM).toBeCloseTo(600, 2)
})

test('a ring has its way round and its area', () => {
  const ring = measure(grid, [townPlace(0, 0), townPlace(100, 0), townPlace(100, 100), townPlace(0, 100)], true)
  expect([ring.lengthM, ring.areaM2].map((value) => Math.round(value ?? NaN))).toEqual([400, 10_000])
})

test('where the ground is not known, it is said so', () => {
  const place = { lonDeg: 108, latDeg: 17 }
  expect(measure(grid, [place], false)).toEqual({ kind: 'measure', lengthM: 0, areaM2: null, groundM: [null], riseM: null })
  expect(measure(undefined, [place, place], false)).toMatchObject({ groundM: [null, null], riseM: null })
})
