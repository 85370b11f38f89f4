import { describe, expect, it } from 'vitest'
import type { LinkedPose, PanoramaMessage } from '#shared/contract/cameraLink'
import { createPanoramaTurns } from './panoramaTurns'

const pose = (headingDeg: number): LinkedPose => ({ target: { lonDeg: 107.1, latDeg: 16.82 }, rangeM: 900, headingDeg, pitchDeg: -40 })

/** Windows of one panorama whose messages reach all others at once, with a clock that is moved by hand. */
function windows(surfaces: readonly number[]) {
  let nowMs = 0
  const timers: { atMs: number; work: () => void }[] = []
  const present = new Set(surfaces)
  const all = surfaces.map((surface) => {
    const looked: (number | null)[] = []
    const turns = createPanoramaTurns({
      tileId: 'across',
      surface,
      members: () => [...present],
      send: (message: PanoramaMessage) => {
        for (const other of all) if (other.surface !== surface && present.has(other.surface)) other.turns.take(message)
      },
      look: (next) => void looked.push(next === null ? null : next.headingDeg),
      after(delayMs, work) {
        const timer = { atMs: nowMs + delayMs, work }
        timers.push(timer)
        return () => void (timers.includes(timer) && timers.splice(timers.indexOf(timer), 1))
      },
    })
    return { surface, turns, looked }
  })
  return {
    all,
    present,
    want: (headingDeg: number | null) => all.forEach(({ turns }) => turns.want(headingDeg === null ? null : pose(headingDeg))),
    pass(forMs: number) {
      nowMs += forMs
      for (const due of timers.filter(({ atMs }) => atMs <= nowMs)) {
        timers.splice(timers.indexOf(due), 1)
        due.work()
      }
    },
  }
}

describe('the turns of a panorama', () => {
  it('go on when all windows have drawn, with the newest place of the camera', () => {
    const { all, want, pass } = windows([2, 3, 5])
    const [first, second, third] = all
    want(10)
    for (const headingDeg of [11, 12, 13]) want(headingDeg)
    expect(all.map(({ looked }) => looked.at(-1))).toEqual([10, 10, 10])
    first!.turns.drawn(0)
    second!.turns.drawn(30)
    pass(0)
    third!.turns.drawn(0)
    pass(10)
    expect(all.map(({ looked }) => looked.at(-1))).toEqual([10, 10, 10])
    pass(20)
    expect(all.map(({ looked }) => looked.at(-1))).toEqual([13, 13, 13])
  })

  it('do not wait for ever for one that is gone, and go on without the one that gave them', () => {
    const { all, present, want, pass } = windows([2, 3, 5])
    want(10)
    want(20)
    all[0]!.turns.drawn(0)
    all[1]!.turns.drawn(0)
    pass(2_999)
    expect(all[1]!.looked.at(-1)).toBe(10)
    pass(1)
    expect(all[1]!.looked.at(-1)).toBe(20)
    // The next turn does not wait for it again, until it has been heard of.
    want(25)
    for (const at of [0, 1]) all[at]!.turns.drawn(0)
    pass(0)
    expect(all[1]!.looked.at(-1)).toBe(25)
    all[2]!.turns.drawn(0)
    pass(0)
    want(26)
    for (const at of [0, 1]) all[at]!.turns.drawn(0)
    pass(0)
    want(27)
    for (const at of [0, 1]) all[at]!.turns.drawn(0)
    pass(0)
    expect(all[1]!.looked.at(-1)).toBe(26)
    present.delete(2)
    pass(5_000)
    want(30)
    expect([all[1]!.looked.at(-1), all[2]!.looked.at(-1)]).toEqual([30, 30])
  })

  it('end when nobody leads', () => {
    const { all, want, pass } = windows([1, 2])
    want(10)
    want(null)
    all[0]!.turns.drawn(0)
    pass(5_000)
    expect(all.map(({ looked }) => looked.at(-1))).toEqual([null, null])
    // What was still on its way is not looked at before somebody leads again.
    all[1]!.turns.take({ kind: 'pose', tileId: 'across', turn: 2, pose: pose(55) })
    expect(all[1]!.looked.at(-1)).toBe(null)
    for (const { turns } of all) turns.end()
  })

  it('of another panorama are none of its business', () => {
    const { all } = windows([1, 2])
    all[1]!.turns.want(pose(1))
    all[1]!.turns.take({ kind: 'pose', tileId: 'other', turn: 9, pose: pose(99) })
    expect(all[1]!.looked).toEqual([1])
  })
})
