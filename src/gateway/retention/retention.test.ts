import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { noCursors, type Cursors } from '#shared/contract/ids'
import type { Timers } from '#shared/timers'
import { keepEverything, type RetentionPolicy } from '#shared/domain/retentionPolicy'
import { buildAlert } from '#test/builders/alertBuilder'
import { buildNewFact } from '#test/builders/factBuilder'
import type { EventLog } from '../log/eventLog'
import type { LogKeeping } from '../log/logKeeping'
import { openSqliteLog } from '../log/sqliteLog'
import { keepRetention } from './retention'

const dayMs = 86_400_000
let folder: string
let log: EventLog
let keeping: LogKeeping
let nowMs: number
let waiting: { delayMs: number; work(): void }[]
let hourly: () => void
let safeThrough: number
let asked: number
let readers: Set<() => Cursors>
let troubles: unknown[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retention-'))
  nowMs = 0
  waiting = []
  hourly = () => undefined
  safeThrough = Infinity
  asked = 0
  readers = new Set()
  troubles = []
  const opened = openSqliteLog({ file: join(folder, 'log.sqlite'), now: () => nowMs })
  if (!opened.ok) throw new Error(opened.detail)
  ;({ log, keeping } = opened)
})
afterEach(() => {
  log.close()
  rmSync(folder, { recursive: true, force: true })
})

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
function keep(policy: Partial<RetentionPolicy>, leastKept = 1, of: LogKeeping = keeping): () => void {
  return keepRetention({
    log,
    keeping: of,
    policy: { ...keepEverything, ...policy },
    snapshots: { safeThrough: () => safeThrough, takeSoon: () => (asked += 1) },
    readers,
    now: () => nowMs,
    timers,
    onTrouble: (error) => troubles.push(error),
    leastKept,
  })
}
const readings = (count: number): void =>
  void log.write((writer) =>
    writer.append(
      Array.from({ length: count }, (_, index) =>
        buildNewFact('reading.recorded', {
          reading: {
            gaugeId: 'dong-ha',
            valueM: 1,
            observedAtMs: index * 1_000,
            basis: 'observed',
            source: '',
            peak: false,
            drillId: null,
          },
        }),
      ),
    ),
  )
const alert = (): void =>
  void log.write((writer) => writer.append([buildNewFact('alert.raised', { alert: buildAlert({ id: crypto.randomUUID() }) })]))

test('old readings are rolled up and go, a minute after the start and every hour; the young and the alerts stay', () => {
  readings(1_200)
  alert()
  nowMs = 31 * dayMs
  readings(3)
  keep({ readingsDays: 30 })
  expect([waiting.map(({ delayMs }) => delayMs), log.oldest().readings]).toEqual([[60_000], 1])
  rest()
  expect([log.oldest(), log.heads(), asked]).toEqual([
    { alerts: 1, readings: 1_201, room: 1, wall: 1 },
    { alerts: 1, readings: 1_203, room: 0, wall: 0 },
    1,
  ])
  expect(keeping.rollUps('dong-ha', 'day').map(({ count }) => count)).toEqual([1_203])
  nowMs = 62 * dayMs
  hourly()
  rest()
  expect([log.oldest().readings, asked]).toEqual([1_203, 1])
})

test('readings that are kept for ever are rolled up too', () => {
  readings(3)
  nowMs = 9_000 * dayMs
  keep({})
  rest()
  expect([log.oldest().readings, keeping.rollUps('dong-ha', 'hour').map(({ count }) => count)]).toEqual([1, [3]])
})

test('what a connected station has not read stays until it has, or is gone', () => {
  readings(10)
  nowMs = 31 * dayMs
  const reader = (): Cursors => ({ ...noCursors, readings: 4 })
  readers.add(reader)
  keep({ readingsDays: 30 })
  rest()
  expect(log.oldest().readings).toBe(5)
  readers.delete(reader)
  hourly()
  rest()
  expect(log.oldest().readings).toBe(10)
})

test('what no snapshot holds stays, and so much of every stream whatever the clock says', () => {
  readings(10)
  nowMs = 31 * dayMs
  safeThrough = 3
  keep({ readingsDays: 30 }, 5)
  rest()
  expect(log.oldest().readings).toBe(4)
  safeThrough = Infinity
  hourly()
  rest()
  expect(log.oldest().readings).toBe(6)
})

test('alerts go only when the policy names an age', () => {
  for (let count = 0; count < 4; count += 1) alert()
  nowMs = 400 * dayMs
  keep({ alertsDays: 365 })
  rest()
  expect(log.oldest()).toEqual({ alerts: 4, readings: 1, room: 1, wall: 1 })
})

test('answers go by age, but for the newest; the log is as before', () => {
  readings(3)
  const answer = (key: string): void => log.write((writer) => writer.answer({ key, result: { ok: true, value: key } }))
  for (let day = 0; day < 10; day += 1) {
    nowMs = day * dayMs
    answer(`a${day}`)
  }
  nowMs = 12 * dayMs
  keep({ answersDays: 5 }, 2)
  rest()
  const held = (): string[] => Array.from({ length: 10 }, (_, day) => `a${day}`).filter((key) => log.answerFor(key) !== undefined)
  expect([held(), log.oldest().readings]).toEqual([['a7', 'a8', 'a9'], 1])
  // A clock that is years ahead for an hour takes none of the last ones.
  nowMs = 5_000 * dayMs
  hourly()
  rest()
  expect(held()).toEqual(['a8', 'a9'])
})

test('a slice that fails is told, and the next run goes on', () => {
  readings(10)
  nowMs = 31 * dayMs
  let full = true
  const failing: LogKeeping = {
    ...keeping,
    remove(what, limit) {
      if (full) throw new Error('the disk is full')
      return keeping.remove(what, limit)
    },
  }
  keep({ readingsDays: 30 }, 1, failing)
  rest()
  expect([troubles, log.oldest().readings]).toEqual([[new Error('the disk is full')], 1])
  full = false
  hourly()
  rest()
  expect(log.oldest().readings).toBe(10)
})

test('after its end nothing waits and nothing runs', () => {
  readings(1_200)
  nowMs = 31 * dayMs
  const stop = keep({ readingsDays: 30 })
  waiting.shift()?.work()
  expect(waiting.length).toBe(1)
  stop()
  hourly()
  expect([waiting.length, log.oldest().readings]).toEqual([0, 1])
})
