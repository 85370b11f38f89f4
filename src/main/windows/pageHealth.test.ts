import { describe, expect, it } from 'vitest'
import {
  afterBeat,
  afterTime,
  faultOf,
  loadedPage,
  loadingLimitMs,
  loadingMs,
  patienceFor,
  silentLimitMs,
  stillLimitMs,
  type PageHealth,
} from './pageHealth'

const lookMs = 500

/** A page over time: every look is half a second, with a beat of so many frames or none. */
function live(health: PageHealth, looks: number, beat?: (look: number) => number | undefined, visible = true): PageHealth {
  let now = health
  for (let look = 1; look <= looks; look += 1) {
    now = afterTime(now, lookMs, visible)
    const frames = beat?.(look)
    if (frames !== undefined) now = afterBeat(now, frames)
  }
  return now
}

const settled = live(loadedPage, loadingMs / lookMs, (look) => look)

/** Time until something is wrong with a page, in ms. */
function faultAfter(health: PageHealth, patience: number, beat?: (look: number) => number | undefined) {
  let now = health
  for (let look = 1; look <= 1_000; look += 1) {
    now = afterTime(now, lookMs, true)
    const frames = beat?.(look)
    if (frames !== undefined) now = afterBeat(now, frames)
    const fault = faultOf(now, patience)
    if (fault !== undefined) return { fault, afterMs: look * lookMs }
  }
  return undefined
}

describe('the health of a page', () => {
  it('is good while it beats and draws', () => {
    expect(faultAfter(settled, 1, (look) => 1_000 + look)).toBeUndefined()
  })

  it('is bad five seconds after the last beat', () => {
    expect(faultAfter(settled, 1)).toEqual({ fault: 'silent', afterMs: silentLimitMs })
  })

  it('leaves a page that never came up twenty seconds, and one that builds its city as many', () => {
    expect(faultAfter(loadedPage, 1)).toEqual({ fault: 'silent', afterMs: loadingLimitMs })
    expect(
      faultAfter(
        live(loadedPage, 4, (look) => look),
        1,
      ),
    ).toEqual({ fault: 'silent', afterMs: loadingLimitMs })
  })

  it('is bad when the page answers and its frames stand still', () => {
    expect(faultAfter(settled, 1, () => 1_000)).toEqual({ fault: 'still', afterMs: stillLimitMs + lookMs })
  })

  it('owes no frames before the first, so that one reload is all that graphics which stay away can cause', () => {
    expect(
      faultAfter(
        live(loadedPage, 200, () => 0),
        1,
        () => 0,
      ),
    ).toBeUndefined()
  })

  it('is not judged while its window is put away, nor for what was missed there', () => {
    const parked = live(settled, 500, undefined, false)
    expect(faultOf(parked, 1)).toBeUndefined()
    expect(faultAfter(parked, 1)).toEqual({ fault: 'silent', afterMs: silentLimitMs })
  })

  it('does not suffer for a machine that slept', () => {
    expect(faultOf(afterTime(settled, 8 * 3_600_000, true), 1)).toBeUndefined()
  })

  it('has longer under load and after it was ended', () => {
    expect(faultAfter(settled, patienceFor(3, 0))).toEqual({ fault: 'silent', afterMs: 3 * silentLimitMs })
    expect([patienceFor(0, 0), patienceFor(0.4, 1), patienceFor(9, 0), patienceFor(9, 9)]).toEqual([1, 2, 4, 12])
  })
})
