import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createScenarioClock } from './scenarioClock'

beforeEach(() => void vi.useFakeTimers({ now: 0 }))
afterEach(() => void vi.useRealTimers())

describe('createScenarioClock', () => {
  it('waits until the time, however far, and not at all for a time that has passed', async () => {
    const clock = createScenarioClock(Date.now)
    const { signal } = new AbortController()
    await clock.until(-1, signal)
    expect(vi.getTimerCount()).toBe(0)
    const dayMs = 86_400_000
    let reachedAtMs = 0
    // 40 days is more than a timer can count.
    void clock.until(40 * dayMs, signal).then(() => (reachedAtMs = Date.now()))
    await vi.advanceTimersByTimeAsync(40 * dayMs - 1)
    expect(reachedAtMs).toBe(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(reachedAtMs).toBe(40 * dayMs)
  })

  it('returns at once when it is aborted, and leaves no timer', async () => {
    const clock = createScenarioClock(Date.now)
    const stop = new AbortController()
    const waiting = clock.until(1_000_000, stop.signal)
    stop.abort()
    await waiting
    expect(vi.getTimerCount()).toBe(0)
    await clock.until(1_000_000, stop.signal)
    expect(Date.now()).toBe(0)
  })
})
