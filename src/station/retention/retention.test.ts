import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Fact } from '#shared/contract/fact'
import { noCursors } from '#shared/contract/ids'
import { emptyRoom } from '#shared/domain/roomFold'
import type { Timers } from '#shared/timers'
import { buildFact } from '#test/builders/factBuilder'
import { openMemoryCache, type Cache } from '../cache/cache'
import { keepRetention } from './retention'

const dayMs = 86_400_000
let cache: Cache
let waiting: { delayMs: number; work(): void }[]
let hourly: () => void
let nowMs: number
let troubles: unknown[]

beforeEach(() => {
  cache = openMemoryCache()
  waiting = []
  hourly = () => undefined
  nowMs = 31 * dayMs
  troubles = []
})
afterEach(() => cache.close())

const timers: Timers = {
  after(delayMs, work) {
    const one = { delayMs, work }
    waiting.push(one)
    return () => void (waiting = waiting.filter((each) => each !== one))
  },
  every(_periodMs, work) {
    hourly = work
    return () => void (hourly = () => undefined)
  },
}
function rest(): void {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) next.work()
}
const keep = (readingsDays: number | null, leastKept = 1, of: Pick<Cache, 'forgetReadings'> = cache): (() => void) =>
  keepRetention({ cache: () => of, readingsDays, now: () => nowMs, timers, onTrouble: (error) => troubles.push(error), leastKept })

/** Readings `from` to `through` of a log, recorded at `recordedAtMs`. */
function fill(epoch: string, from: number, through: number, recordedAtMs: number): void {
  const before = { ...noCursors, readings: from - 1 }
  if (cache.position().epoch !== epoch) cache.installSnapshot({ epoch, asOf: before, alerts: [], room: emptyRoom })
  const facts: Fact[] = []
  for (let seq = from; seq <= through; seq += 1) {
    const reading = { gaugeId: 'dong-ha', valueM: 1, observedAtMs: 0, basis: 'observed' as const, source: '', peak: false, drillId: null }
    facts.push(buildFact('reading.recorded', { reading }, { seq, recordedAtMs }))
  }
  cache.commitBatch({ facts, cursors: { ...noCursors, readings: through }, alerts: [], room: emptyRoom })
}
const raw = (epoch: string): number[] => cache.rawReadings(epoch)
const counted = (epoch: string): number[] => cache.rollUps(epoch, 'dong-ha', 'day').map(({ count }) => count)

test('old readings are rolled up and go, the young stay, and the cursor does not move', () => {
  fill('one', 1, 1_200, 0)
  fill('one', 1_201, 1_203, nowMs)
  keep(30)
  expect(waiting.map(({ delayMs }) => delayMs)).toEqual([60_000])
  rest()
  expect([raw('one'), counted('one'), cache.position().cursors.readings]).toEqual([[1_201, 1_202, 1_203], [1_203], 1_203])
})

test('those of a former log go by the same rule and are counted apart', () => {
  fill('one', 1, 5, 0)
  fill('two', 3, 6, 0)
  keep(30)
  rest()
  expect([raw('one'), raw('two'), counted('one'), counted('two')]).toEqual([[5], [6], [5], [4]])
})

test('what comes later is rolled up onto what is there, each reading once', () => {
  fill('one', 1, 5, 0)
  keep(30)
  rest()
  fill('one', 6, 9, 0)
  hourly()
  rest()
  expect([raw('one'), counted('one')]).toEqual([[9], [9]])
})

test('kept for ever, they are rolled up only; and whatever the clock says, the newest stay', () => {
  fill('one', 1, 5, 0)
  keep(null)
  rest()
  expect([raw('one').length, counted('one')]).toEqual([5, [5]])
  keep(30, 3)
  rest()
  expect(raw('one')).toEqual([3, 4, 5])
})

test('a slice that fails is told, and the next run goes on; after its end nothing waits', () => {
  fill('one', 1, 5, 0)
  let full = true
  const failing: Pick<Cache, 'forgetReadings'> = {
    forgetReadings(slice) {
      if (full) throw new Error('the disk is full')
      return cache.forgetReadings(slice)
    },
  }
  const stop = keep(30, 1, failing)
  rest()
  expect([troubles, raw('one').length]).toEqual([[new Error('the disk is full')], 5])
  full = false
  hourly()
  stop()
  expect(waiting.length).toBe(0)
  expect(counted('one')).toEqual([5])
})
