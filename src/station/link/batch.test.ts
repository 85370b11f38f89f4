import fc from 'fast-check'
import { expect, test } from 'vitest'
import { batchDelayMs, batchIntervalMs } from './batch'

const lone = { facts: 1, remaining: 0 }

test.each([
  ['a lone fact after a quiet time', lone, 0, 1_000, 0],
  ['the first of a burst', lone, 1_000 - batchIntervalMs, 1_000, 0],
  ['the next of a burst', lone, 990, 1_000, batchIntervalMs - 10],
  ['a page right after another', lone, 1_000, 1_000, batchIntervalMs],
  ['a full page', { facts: 100, remaining: 0 }, 1_000, 1_000, 0],
  ['a page while catching up', { facts: 1, remaining: 7 }, 1_000, 1_000, 0],
  ['a clock that was put back', lone, 5_000, 1_000, batchIntervalMs],
])('%s waits %#', (_what, page, lastBatchMs, nowMs, delayMs) => {
  expect(batchDelayMs(page, lastBatchMs, nowMs)).toBe(delayMs)
})

test('whatever the clocks say, nothing waits longer than one interval', () => {
  fc.assert(
    fc.property(fc.nat(600), fc.nat(600), fc.double({ noNaN: true }), fc.double({ noNaN: true }), (facts, remaining, last, now) => {
      const delayMs = batchDelayMs({ facts, remaining }, last, now)
      return delayMs >= 0 && delayMs <= batchIntervalMs
    }),
  )
})
