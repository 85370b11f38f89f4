import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { floodAfter, floodLimits, noFlood, type FloodState, type Raise } from './alertFlood'

const minuteMs = 60_000
const raises = (...timesMs: number[]): Raise[] => timesMs.map((atMs, index) => ({ id: `a${index + 1}`, atMs }))
const every = (count: number, stepMs: number, fromMs = 0): number[] => Array.from({ length: count }, (_, n) => fromMs + n * stepMs)

describe('a flood of alerts', () => {
  it('is entered by the eleventh alert in ten minutes, not by the tenth', () => {
    expect(floodAfter(noFlood, raises(...every(10, minuteMs)), 9 * minuteMs).state.spell).toBeNull()
    // The eleventh, exactly ten minutes after the first, finds ten in the window.
    expect(floodAfter(noFlood, raises(...every(11, minuteMs)), 10 * minuteMs).state.spell).toBeNull()
    expect(floodAfter(noFlood, raises(...every(10, minuteMs), 10 * minuteMs - 1), 10 * minuteMs).state.spell).toEqual({
      fromMs: 10 * minuteMs - 1,
      untilMs: null,
      first: 'a11',
      last: 'a11',
      alerts: 11,
      peak: 11,
    })
  })

  it('is left at the moment at which fewer than five are in the window', () => {
    const entered = floodAfter(noFlood, raises(...every(12, 1_000)), 11_000)
    expect(floodAfter(entered.state, [], 7_000 + floodLimits.windowMs - 1).ended).toEqual([])
    // Twelve alerts at 0..11 s: the eighth, at 7 s, is the fifth from the end.
    const left = floodAfter(entered.state, [], 7_000 + floodLimits.windowMs)
    expect(left.ended).toEqual([{ fromMs: 10_000, untilMs: 607_000, first: 'a11', last: 'a12', alerts: 12, peak: 12 }])
    expect(left.state).toEqual({ recentMs: every(12, 1_000).slice(8), spell: null })
  })

  it('goes on between five and ten, and can be entered again', () => {
    const state = floodAfter(noFlood, raises(...every(11, 1_000), ...every(10, 1.5 * minuteMs, 2 * minuteMs)), 16 * minuteMs).state
    expect(state.spell?.fromMs).toBe(10_000)
    const quiet = floodAfter(state, [], 60 * minuteMs)
    expect(quiet.state).toEqual({ recentMs: [], spell: null })
    expect(floodAfter(quiet.state, raises(...every(11, 1_000, 70 * minuteMs)), 71 * minuteMs).state.spell?.alerts).toBe(11)
  })

  it('needs twice as many with two operators', () => {
    expect(floodAfter(noFlood, raises(...every(20, 1_000)), 20_000, 2).state.spell).toBeNull()
    expect(floodAfter(noFlood, raises(...every(21, 1_000)), 21_000, 2).state.spell?.alerts).toBe(21)
  })

  it('comes to the same however the alerts are cut into batches, and agrees with counting by hand', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 90_000 }), { maxLength: 120 }), fc.integer({ min: 1, max: 7 }), (gaps, size) => {
        let atMs = 0
        const all = raises(...gaps.map((gap) => (atMs += gap)))
        const untilMs = atMs + 2 * floodLimits.windowMs
        const whole = floodAfter(noFlood, all, untilMs)
        let state: FloodState = noFlood
        const ended = []
        for (let at = 0; at < all.length; at += size) {
          const batch = all.slice(at, at + size)
          const after = floodAfter(state, batch, batch.at(-1)!.atMs)
          state = after.state
          ended.push(...after.ended)
        }
        ended.push(...floodAfter(state, [], untilMs).ended)
        expect(ended).toEqual(whole.ended)
        const inWindow = (timeMs: number): number =>
          all.filter((raise) => raise.atMs <= timeMs && raise.atMs > timeMs - floodLimits.windowMs).length
        for (const spell of whole.ended) {
          expect(inWindow(spell.fromMs)).toBeGreaterThan(10)
          expect(inWindow(spell.untilMs! - 1)).toBeGreaterThanOrEqual(5)
          expect(inWindow(spell.untilMs!)).toBeLessThan(5)
        }
      }),
      { numRuns: 200 },
    )
  })
})
