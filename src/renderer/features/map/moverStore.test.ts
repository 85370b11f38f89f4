import { describe, expect, it } from 'vitest'
import { toGeo } from './ellipsoid'
import { flatGround } from './groundHeights'
import { createMoverStore, trailLength, type MoverFix } from './moverStore'

const fix = (id: string, lonDeg: number, atMs: number, more: Partial<MoverFix> = {}): MoverFix => ({
  id,
  name: id,
  kind: 'police',
  lonDeg,
  latDeg: 16.8,
  headingDeg: 90,
  atMs,
  urgent: false,
  drill: false,
  ...more,
})
const lonOf = (store: ReturnType<typeof createMoverStore>, row = 0) =>
  toGeo([...store.at.xyz.subarray(row * 3, row * 3 + 3)] as never).lonDeg

describe('where a mover is shown', () => {
  it('is between its last two fixes, one and a half periods ago', () => {
    const store = createMoverStore(flatGround)
    store.put([fix('a', 107, 10_000), fix('a', 107.01, 11_000), fix('a', 107.02, 12_000)])
    store.moveTo(13_000)
    expect(lonOf(store)).toBeCloseTo(107.015, 6)
    expect([store.moving, store.at.stale[0]]).toEqual([true, 0])
    store.moveTo(12_600)
    expect(lonOf(store)).toBeCloseTo(107.011, 6)
  })

  it('is its last fix once no other has come, never farther, and it is stale after two periods', () => {
    const store = createMoverStore(flatGround)
    store.put([fix('a', 107, 10_000), fix('a', 107.01, 11_000)])
    store.moveTo(13_001)
    expect(lonOf(store)).toBeCloseTo(107.01, 6)
    expect(store.at.stale[0]).toBe(1)
    store.moveTo(14_000)
    expect(store.moving).toBe(false)
    store.put([fix('a', 107.02, 14_000)])
    store.moveTo(14_100)
    expect(store.at.stale[0]).toBe(0)
  })

  it('follows the period of its feed', () => {
    const store = createMoverStore(flatGround)
    store.put([fix('slow', 107, 0), fix('slow', 107.01, 10_000)])
    store.moveTo(20_000)
    expect([lonOf(store), store.at.stale[0]]).toEqual([expect.closeTo(107.005, 6), 0])
  })
})

it('takes no fix twice and none from before', () => {
  const store = createMoverStore(flatGround)
  expect(store.put([fix('a', 107, 2_000), fix('a', 107.5, 2_000), fix('a', 107.5, 1_000), fix('b', 107, 1)])).toBe(2)
  expect([store.size, store.rowOf('b'), store.rowOf('c'), store.fixOf(0).lonDeg]).toEqual([2, 1, -1, 107])
})

it('knows a mover again in whatever order a feed tells of them', () => {
  const store = createMoverStore(flatGround)
  for (const [at, order] of ['abcd', 'abcd', 'dcba', 'bd', 'ca', 'xaby'].entries())
    store.put([...order].map((id) => fix(id, 107 + at / 100, (at + 1) * 1_000)))
  expect([...'abcdxy'].map((id) => store.rowOf(id))).toEqual([0, 1, 2, 3, 4, 5])
  expect([...'abcdxy'].map((id) => [store.fixOf(store.rowOf(id)).id, store.trailOf(store.rowOf(id)).length])).toEqual([
    ['a', 5],
    ['b', 5],
    ['c', 4],
    ['d', 4],
    ['x', 1],
    ['y', 1],
  ])
})

it('keeps the way a mover came, the last of it', () => {
  const store = createMoverStore(flatGround)
  store.put(Array.from({ length: trailLength + 5 }, (_, n) => fix('a', 107 + n / 1_000, n * 1_000)))
  const trail = store.trailOf(0)
  expect([trail.length, trail[0]!.lonDeg, trail.at(-1)!.lonDeg]).toEqual([trailLength, 107 + 5 / 1_000, 107 + (trailLength + 4) / 1_000])
})

it('forgets who has been silent for long, and starts anew when it is heard again', () => {
  const store = createMoverStore(flatGround)
  store.put([fix('a', 107, 1_000), fix('a', 107.01, 2_000), fix('b', 107, 9_000)])
  store.forgetBefore(5_000)
  expect([...store.at.gone.subarray(0, 2)]).toEqual([1, 0])
  store.put([fix('a', 107.5, 9_500)])
  store.moveTo(9_600)
  expect([store.at.gone[0], lonOf(store), store.trailOf(0).length]).toEqual([0, expect.closeTo(107.5, 6), 1])
})

it('holds ten thousand without losing one', () => {
  const store = createMoverStore(flatGround)
  store.put(Array.from({ length: 10_000 }, (_, n) => fix(`u${n}`, 107 + n / 1e6, 1_000)))
  store.moveTo(1_000)
  expect([store.size, store.rowOf('u9999'), lonOf(store, 9_999)]).toEqual([10_000, 9_999, expect.closeTo(107.009999, 6)])
})
