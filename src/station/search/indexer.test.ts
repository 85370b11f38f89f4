import { expect, test } from 'vitest'
import { createIndexer } from './indexer'

/** Timers that fire when told to, in order of their times. */
function manualTimers() {
  let nowMs = 0
  let waiting: { atMs: number; work: () => void }[] = []
  const after = (delayMs: number, work: () => void): (() => void) => {
    const entry = { atMs: nowMs + delayMs, work }
    waiting.push(entry)
    return () => (waiting = waiting.filter((each) => each !== entry))
  }
  return {
    now: () => nowMs,
    timers: { after, every: after },
    pass(durationMs: number): void {
      const untilMs = nowMs + durationMs
      for (;;) {
        const next = waiting.toSorted((a, b) => a.atMs - b.atMs).find(({ atMs }) => atMs <= untilMs)
        if (next === undefined) break
        waiting = waiting.filter((each) => each !== next)
        nowMs = next.atMs
        next.work()
      }
      nowMs = untilMs
    },
    isQuiet: () => waiting.length === 0,
  }
}

test('fills slice by slice once the line is quiet, and then rests', () => {
  const clock = manualTimers()
  let left = 3
  const indexer = createIndexer({ fill: () => (left -= 1) > 0, ...clock })
  indexer.wake()
  clock.pass(30)
  expect(left).toBe(3)
  clock.pass(1_000)
  expect([left, clock.isQuiet()]).toEqual([0, true])
})

test('a stream that never ends does not keep the index waiting', () => {
  const clock = manualTimers()
  let slices = 0
  const indexer = createIndexer({ fill: () => (slices += 1) < 0, ...clock })
  for (let page = 0; page < 200; page += 1) {
    indexer.wake()
    clock.pass(10)
  }
  expect(slices).toBeGreaterThanOrEqual(3)
  expect(slices).toBeLessThanOrEqual(5)
})

test('a disk that refuses is tried again; a closed one is not', () => {
  const clock = manualTimers()
  let tries = 0
  const indexer = createIndexer({
    fill: () => {
      tries += 1
      throw new Error('database or disk is full')
    },
    ...clock,
  })
  indexer.wake()
  clock.pass(6_000)
  expect(tries).toBe(2)
  indexer.close()
  indexer.wake()
  clock.pass(60_000)
  expect(tries).toBe(2)
})
