import { describe, expect, it } from 'vitest'
import { chartOf, stretchesAt, stretchesToCount, stretchMs, type StretchCount } from './alertRate'

const hour = Date.UTC(2026, 10, 22, 16)
const counted = (count: number, askedAtMs: number): StretchCount => ({ count, more: false, askedAtMs })

describe('alerts in each ten minutes', () => {
  it('are those of three hours, up to the ten minutes that are going on', () => {
    const starts = stretchesAt(hour + 5 * 60_000)
    expect(starts).toHaveLength(18)
    expect(starts.at(-1)).toBe(hour)
    expect(starts[0]).toBe(hour - 17 * stretchMs)
  })

  it('are counted once they are settled, and again as long as they are not', () => {
    const nowMs = hour + 5 * 60_000
    const counts = new Map(stretchesAt(nowMs).map((fromMs) => [fromMs, counted(1, nowMs - 60_000)]))
    // The one before ended five minutes ago and was counted a minute ago: only what goes on is asked again.
    expect(stretchesToCount(nowMs, counts)).toEqual([hour])
    counts.set(hour - stretchMs, counted(1, hour + 10_000))
    counts.delete(hour - 3 * stretchMs)
    expect(stretchesToCount(nowMs, counts)).toEqual([hour, hour - stretchMs, hour - 3 * stretchMs])
  })

  it('leave room for the line of a flood, and scale to the most', () => {
    const calm = chartOf(hour, new Map([[hour, counted(5, hour)]]))
    expect(calm.floodShare).toBe(0.8)
    expect(calm.bars.at(-1)).toEqual({ fromMs: hour, count: 5, more: false, heightShare: 0.4 })
    expect(calm.bars[0]).toEqual({ fromMs: hour - 17 * stretchMs, count: undefined, more: false, heightShare: 0 })
    const flood = chartOf(hour, new Map([[hour, counted(100, hour)]]))
    expect([flood.floodShare, flood.bars.at(-1)?.heightShare]).toEqual([0.1, 1])
  })
})
