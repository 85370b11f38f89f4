import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDisplayQuiet } from './displayQuiet'
import type { DisplayInfo } from './displayIdentity'
import { planSurfaces, type Plan } from './displayMatch'

/** A clock moved by hand, with one timer, as the room has one. */
function clock() {
  let nowMs = 0
  let due: { atMs: number; work: () => void } | undefined
  return {
    nowMs: () => nowMs,
    after(delayMs: number, work: () => void) {
      const mine = { atMs: nowMs + delayMs, work }
      due = mine
      return () => {
        if (due === mine) due = undefined
      }
    },
    pass(forMs: number) {
      const untilMs = nowMs + forMs
      while (due !== undefined && due.atMs <= untilMs) {
        nowMs = due.atMs
        const { work } = due
        due = undefined
        work()
      }
      nowMs = untilMs
    },
  }
}

describe('changes of displays', () => {
  it('are acted on once when they have been quiet', () => {
    const time = clock()
    const arrangedAtMs: number[] = []
    const changed = createDisplayQuiet({ ...time, arrange: () => arrangedAtMs.push(time.nowMs()) })
    for (let event = 0; event < 3; event += 1) {
      changed()
      time.pass(20)
    }
    time.pass(5_000)
    expect(arrangedAtMs).toEqual([190])
  })

  it('that never end are acted on every second', () => {
    const time = clock()
    const arrangedAtMs: number[] = []
    const changed = createDisplayQuiet({ ...time, arrange: () => arrangedAtMs.push(time.nowMs()) })
    for (let event = 0; event < 50; event += 1) {
      changed()
      time.pass(100)
    }
    expect(arrangedAtMs).toEqual([1_000, 2_000, 3_000, 4_000, 5_000].map((atMs) => expect.closeTo(atMs, -3)))
    expect(arrangedAtMs.length).toBeGreaterThanOrEqual(4)
  })

  it('of a machine that slept, in any order and at any pace, end with every surface on its own display', () => {
    const all: DisplayInfo[] = [1, 2, 3, 4, 5].map((id) => ({
      id,
      label: id < 4 ? 'DELL U2720Q' : '',
      bounds: { x: (id - 1) * 1_920, y: 0, width: 1_920, height: 1_080 },
      primary: id === 1,
    }))
    // While it wakes the system may show no display at all, some of them, or others in their place.
    const moments = fc.array(fc.record({ shown: fc.subarray(all), forMs: fc.nat(400) }), { maxLength: 30 })
    fc.assert(
      fc.property(moments, (storm) => {
        const time = clock()
        let displays: DisplayInfo[] = all
        let plan: Plan = planSurfaces([], all, null, Infinity)
        const before = plan
        let lastArranged: DisplayInfo[] = []
        const changed = createDisplayQuiet({
          ...time,
          arrange() {
            lastArranged = displays
            plan = planSurfaces(plan.surfaces, displays, plan.deskHome, Infinity)
          },
        })
        for (const { shown, forMs } of [...storm, { shown: all, forMs: 1_000 }]) {
          displays = shown
          changed()
          time.pass(forMs)
        }
        expect(lastArranged).toBe(all)
        expect(plan).toEqual(before)
      }),
    )
  })
})
