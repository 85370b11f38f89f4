import { expect, test } from 'vitest'
import { recognise, type DisplayInfo } from './displayIdentity'

const display = (id: number, label: string, x = id * 100): DisplayInfo => ({
  id,
  label,
  bounds: { x, y: 0, width: 100, height: 50 },
  primary: false,
})
const idsOf = (remembered: DisplayInfo[], displays: DisplayInfo[]) => recognise(remembered, displays).map((found) => found?.id ?? null)

test('the same panels on the same outputs, in any order, wherever they stand now', () => {
  const [one, two, three] = [display(1, 'DELL'), display(2, 'DELL'), display(3, '')]
  expect(idsOf([one, two, three], [display(3, '', 0), display(2, 'DELL', 7), display(1, 'DELL', 9)])).toEqual([1, 2, 3])
})

test('panels whose cables were swapped are known by their names', () => {
  expect(idsOf([display(1, 'LEFT'), display(2, 'RIGHT')], [display(1, 'RIGHT'), display(2, 'LEFT')])).toEqual([2, 1])
})

test('one of many alike that moved to another output is known when the others are accounted for', () => {
  expect(idsOf([display(1, 'DELL'), display(2, 'DELL')], [display(1, 'DELL'), display(7, 'DELL')])).toEqual([1, 7])
})

test('two alike that both moved are not guessed by name, but by where they stand', () => {
  expect(idsOf([display(1, 'DELL'), display(2, 'DELL')], [display(7, 'DELL', 200), display(8, 'DELL', 100)])).toEqual([8, 7])
  expect(idsOf([display(1, 'DELL'), display(2, 'DELL')], [display(7, 'DELL', 900), display(8, 'DELL', 800)])).toEqual([null, null])
})

test('a replaced panel takes the place of the one before it', () => {
  expect(idsOf([display(1, 'OLD')], [display(1, 'NEW', 900)])).toEqual([1])
  expect(idsOf([display(1, 'OLD')], [display(7, 'NEW', 100)])).toEqual([7])
})

test('a display that is away is nobody else', () => {
  expect(idsOf([display(1, 'A'), display(2, 'B')], [display(2, 'B')])).toEqual([null, 2])
  expect(idsOf([display(1, 'A')], [])).toEqual([null])
})

test('without names the output decides', () => {
  expect(idsOf([display(1, ''), display(2, '')], [display(2, ''), display(9, '', 900)])).toEqual([null, 2])
})
