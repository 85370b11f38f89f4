import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { noCursors } from '#shared/contract/ids'
import { isInQueue } from '#shared/domain/alertLifecycle'
import { emptyRoom } from '#shared/domain/roomFold'
import { buildAlert, buildAlertState } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { openDatabase, type Database } from '#storage/openDatabase'
import { cacheMigrations, type Cache, type CacheTrouble } from './cache'
import { keepCache } from '../cacheKeeper'

let folder: string
let troubles: CacheTrouble[]
let heard: string[]
const file = (): string => join(folder, 'cache.sqlite')
const keep = (path = file()) =>
  keepCache(path, 0, (trouble) => troubles.push(trouble), {
    onReplaced: () => heard.push('replaced'),
    onRecovered: () => heard.push('recovered'),
  })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cache-keeper-'))
  troubles = []
  heard = []
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

const install = (cache: Cache): void =>
  cache.installSnapshot({ epoch: 'epoch-one', asOf: { ...noCursors, alerts: 1 }, alerts: [buildAlertState()], room: emptyRoom })
const held = (cache: Cache) => [cache.position(), cache.alertsInQueue(10), cache.lastContactMs()]

const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
const batch = (seq: number) => ({
  facts: [buildFact('alert.raised', { alert: buildAlert({ id: `a${seq}` }) }, { seq })],
  cursors: { ...noCursors, alerts: seq },
  alerts: [buildAlertState({ alert: { id: `a${seq}` }, raisedSeq: seq })],
  room: emptyRoom,
})
/** Works on the file behind everybody's back, as a bad disk or another program does. */
function behindBacks<T>(work: (database: Database) => T): T {
  const opened = openDatabase({ file: file(), migrations: cacheMigrations, synchronous: 'NORMAL' })
  if (!opened.ok) throw new Error(opened.detail)
  const result = work(opened.database)
  opened.database.close()
  return result
}
const factsInFile = (): unknown[] => behindBacks((database) => database.prepare('SELECT seq FROM facts ORDER BY seq').all())
const spoil = (sql: string): unknown => behindBacks((database) => database.exec(sql))

test('what came while the disk refused is written once it has room, facts and all, and that is said', () => {
  vi.useFakeTimers()
  const keeper = keep()
  keeper.write(install)
  const done = buildAlertState({
    alert: { id: 'a2' },
    raisedSeq: 2,
    cleared: { atMs: 1, reason: 'expired' },
    acknowledged: { atMs: 1, by: 'A' },
  })
  expect(isInQueue(done)).toBe(false)
  keeper.write((cache) => cache.commitBatch({ ...batch(2), alerts: [done] }))
  let refused = false
  keeper.write((cache) => {
    if (!refused) {
      refused = true
      throw full
    }
    cache.commitBatch(batch(3))
  })
  keeper.write((cache) => cache.commitBatch(batch(4)))
  // What is over and seen is not copied to memory, and still known.
  expect([keeper.cache.alert('a2'), factsInFile()]).toEqual([done, [{ seq: 2 }]])
  const before = held(keeper.cache)
  vi.advanceTimersByTime(5_000)
  expect([held(keeper.cache), heard, factsInFile()]).toEqual([before, ['recovered'], [{ seq: 2 }, { seq: 3 }, { seq: 4 }]])
  keeper.close()
  const again = keep()
  expect([held(again.cache), again.cache.alert('a2')]).toEqual([before, done])
  again.close()
})

test('a folder that comes back is used again', () => {
  vi.useFakeTimers()
  const path = join(folder, 'gone', 'cache.sqlite')
  writeFileSync(join(folder, 'gone'), '')
  const keeper = keep(path)
  keeper.write(install)
  rmSync(join(folder, 'gone'))
  const before = held(keeper.cache)
  vi.advanceTimersByTime(5_000)
  expect([troubles.map(({ code }) => code), heard, held(keeper.cache)]).toEqual([['cache-unwritable'], ['recovered'], before])
  keeper.close()
})

test.each([
  ['an alert', "UPDATE alerts SET body = replace(body, 'Ngập', 'Ngạp')"],
  ['an alert that is no JSON any more', 'UPDATE alerts SET body = substr(body, 3), checksum = NULL'],
  ['the room', `UPDATE meta SET value = '{"drill":null,"connectors":[],"gauges":[ ]}' WHERE key = 'room'`],
  ['a cursor', 'UPDATE cursors SET seq = seq + 1'],
])('%s that somebody else changed is found at the start: the file is moved aside, and begins anew', (_what, sql) => {
  const first = keep()
  first.write(install)
  first.close()
  spoil(sql)
  const second = keep()
  expect([troubles.map(({ code }) => code), second.cache.position().epoch]).toEqual([['cache-not-a-database'], null])
  expect(readFileSync(troubles[0]?.movedTo ?? '').length).toBeGreaterThan(4_000)
  second.write(install)
  expect(second.cache.countInQueue()).toBe(1)
  second.close()
})

test('damage that nobody reads is found in the background; what can be read is shown until the gateway gave everything again', () => {
  vi.useFakeTimers()
  const keeper = keep()
  keeper.write(install)
  for (let seq = 2; seq <= 260; seq += 1) keeper.write((cache) => cache.commitBatch(batch(seq)))
  vi.advanceTimersByTime(5_000)
  expect([troubles, heard]).toEqual([[], []])
  spoil('UPDATE facts SET body = replace(body, \'"seq":250\', \'"seq":251\') WHERE seq = 250')
  vi.advanceTimersByTime(5_000)
  expect([troubles.map(({ code }) => code), heard]).toEqual([['cache-not-a-database'], ['replaced']])
  expect([keeper.cache.position().epoch, keeper.cache.countInQueue()]).toEqual([null, 260])
  keeper.write(install)
  expect([keeper.cache.position().epoch, keeper.cache.countInQueue()]).toEqual(['epoch-one', 1])
  keeper.close()
})

test('a batch that finds the file damaged is left to the snapshot that comes', () => {
  const keeper = keep()
  keeper.write(install)
  keeper.write((cache) => cache.commitBatch(batch(2)))
  // A row that is there twice: the file contradicts what it says of itself.
  keeper.write((cache) => cache.commitBatch(batch(2)))
  expect([troubles.map(({ code }) => code), heard, keeper.cache.position()]).toEqual([
    ['cache-not-a-database'],
    ['replaced'],
    { epoch: null, cursors: noCursors },
  ])
  keeper.close()
})

test('a file whose schema was damaged is moved aside too, instead of ending the station', () => {
  keep().close()
  const bytes = readFileSync(file())
  for (let at = bytes.indexOf('in_queue'); at >= 0; at = bytes.indexOf('in_queue', at + 1)) bytes.write('in_quexe', at)
  writeFileSync(file(), bytes)
  const keeper = keep()
  install(keeper.cache)
  expect([troubles.map(({ code }) => code), keeper.cache.alertsInQueue(10)]).toEqual([['cache-not-a-database'], [buildAlertState()]])
  keeper.close()
})
