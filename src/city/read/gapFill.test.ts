import { expect, test } from 'vitest'
import { fillGaps } from './gapFill'

test('a missing height is that of the nearest post', () => {
  const heightsM = Float32Array.of(1, NaN, NaN, 4, NaN, NaN, NaN, NaN)
  expect(fillGaps(heightsM, 4)).toBe(6)
  expect([...heightsM]).toEqual([1, 1, 4, 4, 1, 1, 4, 4])
})

test('with nothing known there is nothing to take', () => {
  expect(fillGaps(new Float32Array(4).fill(NaN), 2)).toBe(4)
  expect(fillGaps(Float32Array.of(1, 2), 2)).toBe(0)
})
