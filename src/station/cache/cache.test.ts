import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Fact } from '#shared/contract/fact'
import { noCursors } from '#shared/contract/ids'
import { emptyRoom } from '#shared/domain/roomFold'
import { buildAlert, buildAlertState } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { openDatabase } from '#storage/openDatabase'
import { cacheMigrations, openCache, openMemoryCache, type BatchChange, type Cache } from './cache'

let folder: string
const file = (): string => join(folder, 'cache.sqlite')
const epoch = 'epoch-one'
const asOf = { ...noCursors, alerts: 3 }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cache-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Leaves a file as a later version would: with one step more than this one knows. */
function openAsLaterVersion(): void {
  const later = { number: cacheMigrations.length + 1, name: 'later', sql: 'CREATE TABLE later (a);' }
  const opened = openDatabase({ file: file(), migrations: [...cacheMigrations, later], synchronous: 'FULL' })
  if (opened.ok) opened.database.close()
}

const stateOf = (id: string, raisedSeq: number, changes: object = {}) => buildAlertState({ alert: { id }, raisedSeq, ...changes })
const raised = (seq: number): Fact => buildFact('alert.raised', { alert: buildAlert({ id: `a${seq}` }) }, { seq })
const batch = (...seqs: number[]): BatchChange => ({
  facts: seqs.map(raised),
  cursors: { ...noCursors, alerts: seqs.at(-1) ?? 0 },
  alerts: seqs.map((seq) => stateOf(`a${seq}`, seq)),
  room: emptyRoom,
})
const contents = (cache: Cache) => ({
  ...cache.position(),
  alerts: cache.alertsInQueue(100).map(({ alert }) => alert.id),
  room: cache.room(),
})
const snapshot = (changes: object = {}) => ({ epoch, asOf, alerts: [stateOf('a1', 1), stateOf('a3', 3)], room: emptyRoom, ...changes })

describe('a cache', () => {
  test('is empty at first', () => {
    const { cache, trouble } = openCache(file(), 0)
    expect([contents(cache), cache.countInQueue(), cache.lastContactMs(), trouble]).toEqual([
      { epoch: null, cursors: noCursors, alerts: [], room: emptyRoom },
      0,
      null,
      null,
    ])
    cache.close()
  })

  test('holds what it was given when it is opened again', () => {
    const first = openCache(file(), 0).cache
    first.installSnapshot(snapshot())
    first.commitBatch(batch(4, 5))
    first.noteContact(77)
    const before = contents(first)
    first.close()
    const second = openCache(file(), 0).cache
    expect([contents(second), second.lastContactMs(), second.alert('a4')]).toEqual([before, 77, stateOf('a4', 4)])
    expect(before).toEqual({ epoch, cursors: { ...noCursors, alerts: 5 }, alerts: ['a5', 'a4', 'a3', 'a1'], room: emptyRoom })
    second.close()
  })

  test('takes a batch whole or not at all', () => {
    const { cache } = openCache(file(), 0)
    cache.installSnapshot(snapshot())
    cache.commitBatch(batch(4))
    const before = contents(cache)
    // The second fact of the batch is there already: rows, room and cursor stay as they were.
    expect(() => cache.commitBatch(batch(5, 4))).toThrow('UNIQUE')
    expect(contents(cache)).toEqual(before)
    cache.commitBatch(batch(5))
    cache.close()
  })

  test('takes no facts before it knows whose', () => {
    const cache = openMemoryCache()
    expect(() => cache.commitBatch(batch(1))).toThrow('facts before a snapshot')
    expect(cache.position()).toEqual({ epoch: null, cursors: noCursors })
    cache.close()
  })

  test('is replaced by a snapshot', () => {
    const cache = openMemoryCache()
    cache.installSnapshot(snapshot())
    cache.commitBatch(batch(4))
    const room = {
      ...emptyRoom,
      connectors: [{ connector: 'cap', state: 'running' as const, accepted: 1, duplicates: 0, rejected: 0, lastRejection: null }],
    }
    cache.installSnapshot({ epoch: 'epoch-two', asOf: { ...noCursors, alerts: 1 }, alerts: [stateOf('b1', 1)], room })
    expect([contents(cache), cache.alert('a1')]).toEqual([
      { epoch: 'epoch-two', cursors: { ...noCursors, alerts: 1 }, alerts: ['b1'], room },
      undefined,
    ])
    cache.commitBatch({ ...batch(2), room })
    cache.close()
  })

  test('goes on with a log that was put back to an earlier state', () => {
    const cache = openMemoryCache()
    cache.installSnapshot(snapshot())
    cache.commitBatch(batch(4, 5, 6))
    cache.installSnapshot(snapshot({ asOf: { ...noCursors, alerts: 4 } }))
    cache.commitBatch(batch(5))
    expect(cache.position()).toEqual({ epoch, cursors: { ...noCursors, alerts: 5 } })
    cache.close()
  })

  test('shows the queue only, newest first, and counts all of it', () => {
    const cache = openMemoryCache()
    const cleared = { atMs: 1, reason: 'expired' as const }
    const acknowledged = { atMs: 1, by: 'a' }
    cache.installSnapshot(
      snapshot({
        alerts: [
          stateOf('open', 1),
          stateOf('over', 2, { cleared, acknowledged }),
          stateOf('over, unseen', 3, { cleared }),
          stateOf('seen', 4, { acknowledged }),
          stateOf('drill', 5, { cleared: { atMs: 1, reason: 'drill-ended' } }),
        ],
      }),
    )
    expect([contents(cache).alerts, cache.alertsInQueue(1).map(({ alert }) => alert.id), cache.countInQueue()]).toEqual([
      ['seen', 'over, unseen', 'open'],
      ['seen'],
      3,
    ])
    expect(cache.alert('over')?.cleared).toEqual(cleared)
    cache.close()
  })
})

describe('a cache file that cannot be used', () => {
  test('because it is something else, is moved aside whole and made anew', () => {
    const text = 'shopping list '.repeat(500)
    writeFileSync(file(), text)
    const { cache, trouble } = openCache(file(), Date.UTC(2026, 0, 2, 3, 4, 5, 6))
    expect(trouble).toEqual({
      code: 'cache-not-a-database',
      file: file(),
      detail: expect.stringContaining('not a database'),
      movedTo: `${file()}.broken-2026-01-02T03-04-05-006Z`,
    })
    expect(readFileSync(trouble?.movedTo ?? '', 'utf8')).toBe(text)
    cache.installSnapshot(snapshot())
    cache.close()
    const again = openCache(file(), 0)
    expect([again.trouble, again.cache.position().epoch]).toEqual([null, epoch])
    again.cache.close()
  })

  test('because its rows are damaged, is moved aside too', () => {
    const first = openCache(file(), 0).cache
    first.installSnapshot(snapshot({ alerts: Array.from({ length: 200 }, (_, index) => stateOf(`a${index}`, index + 1)) }))
    first.close()
    const bytes = readFileSync(file())
    bytes.fill(0x5a, 4_096)
    writeFileSync(file(), bytes)
    const { cache, trouble } = openCache(file(), 0)
    expect([trouble?.code, existsSync(trouble?.movedTo ?? ''), contents(cache).alerts]).toEqual(['cache-not-a-database', true, []])
    cache.close()
  })

  test('because it is newer than this version, is left alone', () => {
    openAsLaterVersion()
    const before = readFileSync(file())
    const { cache, trouble } = openCache(file(), 0)
    cache.installSnapshot(snapshot())
    expect([trouble?.code, trouble?.movedTo, contents(cache).alerts.length]).toEqual(['cache-future-schema', '', 2])
    cache.close()
    expect(readFileSync(file()).equals(before)).toBe(true)
  })

  test('because its folder cannot be made, is replaced by memory', () => {
    writeFileSync(join(folder, 'file'), '')
    const { cache, trouble } = openCache(join(folder, 'file', 'cache.sqlite'), 0)
    cache.installSnapshot(snapshot())
    expect([trouble?.code, contents(cache).alerts.length]).toEqual(['cache-unwritable', 2])
    cache.close()
  })
})
