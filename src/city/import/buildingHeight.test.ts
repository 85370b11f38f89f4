import { expect, test } from 'vitest'
import { isHeight, readHeight, readLevels } from './buildingHeight'

test.each([
  [12, { kind: 'metres', heightM: 12 }],
  ['12', { kind: 'metres', heightM: 12 }],
  ['12 m', { kind: 'metres', heightM: 12 }],
  ['10,5 mét', { kind: 'metres', heightM: 10.5 }],
  ['-3', { kind: 'metres', heightM: -3 }],
  ['40 ft', { kind: 'feet', heightM: expect.closeTo(12.192, 6) as number }],
  ['40\'6"', { kind: 'feet', heightM: expect.closeTo(12.3444, 6) as number }],
  ['3 tầng', { kind: 'levels', levels: 3 }],
  ['3 tang', { kind: 'levels', levels: 3 }],
  ['3 tầng'.normalize('NFD'), { kind: 'levels', levels: 3 }],
  [null, { kind: 'missing' }],
  [' ', { kind: 'missing' }],
  [NaN, { kind: 'unreadable' }],
  ['cao', { kind: 'unreadable' }],
  ['12 km', { kind: 'unreadable' }],
])('%j', (written, height) => {
  expect(readHeight(written)).toEqual(height)
})

test('storeys', () => {
  expect([3, '3', '2;3', '4 tầng', 0, -1, 'vài', null, 4000].map(readLevels)).toEqual([
    3,
    3,
    2,
    4,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('a building is higher than nothing and not higher than 500 m', () => {
  expect([0, -1, 0.5, 500, 501, NaN].map(isHeight)).toEqual([false, false, true, true, false, false])
})
