import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase, type Database } from '#storage/openDatabase'
import { openOutbox, outboxMigrations, type DamagedRequest } from './outbox'

let folder: string
const file = (): string => join(folder, 'outbox.sqlite')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outbox-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Leaves a file as a later version would: with one step more than this one knows. */
function openAsLaterVersion(): void {
  const later = { number: outboxMigrations.length + 1, name: 'later', sql: 'CREATE TABLE later (a);' }
  const opened = openDatabase({ file: file(), migrations: [...outboxMigrations, later], synchronous: 'FULL' })
  if (opened.ok) opened.database.close()
}

const request = (key: string, madeAtMs = 1) => ({
  key,
  type: 'alert.acknowledge' as const,
  input: { id: `alert of ${key}`, expectedVersion: 1, note: 'đã rõ' },
  madeAtMs,
})
const waiting = (key: string, madeAtMs = 1) => ({ ...request(key, madeAtMs), state: 'waiting', failure: null })
const failure = { code: 'stale-version' as const, message: 'changed', details: { expected: 1, found: 2 } }

test('keeps requests in the order they were made, whatever the clock said, also when it is opened again', () => {
  const first = openOutbox(file(), 0).outbox
  first.add(request('b', 5))
  first.add(request('a', 3))
  first.add(request('b', 9))
  const { stationId } = first
  first.close()
  const second = openOutbox(file(), 0).outbox
  expect([second.entries(), second.nextWaiting(), second.stationId, second.durable]).toEqual([
    [waiting('b', 5), waiting('a', 3)],
    waiting('b', 5),
    stationId,
    true,
  ])
  second.close()
})

test('what was refused stays to be seen and is not sent again', () => {
  const { outbox } = openOutbox(file(), 0)
  outbox.add(request('a'))
  outbox.add(request('b'))
  outbox.refuse('a', failure)
  expect([outbox.entries(), outbox.nextWaiting()]).toEqual([[{ ...request('a'), state: 'refused', failure }, waiting('b')], waiting('b')])
  outbox.remove('a')
  outbox.remove('b')
  expect([outbox.entries(), outbox.nextWaiting()]).toEqual([[], undefined])
  outbox.close()
})

test('a refused request is made once more under a new key, behind all others; one that waits or is gone is not', () => {
  const { outbox } = openOutbox(file(), 0)
  for (const key of ['a', 'b', 'c']) outbox.add(request(key))
  outbox.refuse('a', failure)
  const again = { key: 'd', expectedVersion: 4, madeAtMs: 9 }
  const renewed = { ...waiting('a', 9), key: 'd', input: { ...request('a').input, expectedVersion: 4 } }
  expect([outbox.renew('b', again), outbox.renew('gone', again)]).toEqual([undefined, undefined])
  expect(outbox.renew('a', again)).toEqual(renewed)
  outbox.close()
  const reopened = openOutbox(file(), 0).outbox
  expect(reopened.entries()).toEqual([waiting('b'), waiting('c'), renewed])
  reopened.close()
})

test('two stations are two', () => {
  const one = openOutbox(file(), 0).outbox
  const other = openOutbox(join(folder, 'other.sqlite'), 0).outbox
  expect(one.stationId).not.toBe(other.stationId)
  one.close()
  other.close()
})

test('a broken file is moved aside, never deleted', () => {
  writeFileSync(file(), 'requests of yesterday '.repeat(100))
  const { outbox, trouble } = openOutbox(file(), 0)
  outbox.add(request('a'))
  expect([trouble?.code, readFileSync(trouble?.movedTo ?? '', 'utf8').slice(0, 21), outbox.durable]).toEqual([
    'outbox-not-a-database',
    'requests of yesterday',
    true,
  ])
  outbox.close()
  const again = openOutbox(file(), 0)
  expect([again.trouble, again.outbox.entries()]).toEqual([null, [waiting('a')]])
  again.outbox.close()
})

test('a file whose schema was damaged is moved aside too, instead of ending the station', () => {
  openOutbox(file(), 0).outbox.close()
  const bytes = readFileSync(file())
  bytes.write('made_at_mz', bytes.indexOf('made_at_ms REAL'))
  writeFileSync(file(), bytes)
  const { outbox, trouble } = openOutbox(file(), 0)
  outbox.add(request('a'))
  expect([trouble?.code, outbox.durable, outbox.entries()]).toEqual(['outbox-not-a-database', true, [waiting('a')]])
  outbox.close()
})

test('a file from the future is left alone, and requests are kept in memory', () => {
  openAsLaterVersion()
  const before = readFileSync(file())
  const { outbox, trouble } = openOutbox(file(), 0)
  outbox.add(request('a'))
  expect([trouble?.code, outbox.durable, outbox.entries()]).toEqual(['outbox-future-schema', false, [waiting('a')]])
  outbox.close()
  expect(readFileSync(file()).equals(before)).toBe(true)
})

test('without a folder requests are kept in memory, and that is said', () => {
  writeFileSync(join(folder, 'file'), '')
  const { outbox, trouble } = openOutbox(join(folder, 'file', 'outbox.sqlite'), 0)
  expect([trouble?.code, outbox.durable]).toEqual(['outbox-unwritable', false])
  outbox.close()
})

/** Works on the file behind everybody's back, as a bad disk or another program does. */
function behindBacks<T>(work: (database: Database) => T): T {
  const opened = openDatabase({ file: file(), migrations: outboxMigrations, synchronous: 'FULL' })
  if (!opened.ok) throw new Error(opened.detail)
  const result = work(opened.database)
  opened.database.close()
  return result
}

test('a request that is no longer what was written is not sent, and not dropped either: what it says is told and kept', () => {
  const first = openOutbox(file(), 0).outbox
  for (const key of ['a', 'b', 'c']) first.add(request(key))
  first.close()
  behindBacks((database) => database.exec("UPDATE requests SET input = replace(input, 'rõ', 'ro') WHERE key = 'b'"))
  const damaged: DamagedRequest[] = []
  const { outbox, trouble } = openOutbox(file(), 5, (one) => damaged.push(one))
  expect([trouble, outbox.entries()]).toEqual([null, [waiting('a'), waiting('c')]])
  outbox.close()
  const content = JSON.stringify({
    key: 'b',
    type: 'alert.acknowledge',
    input: JSON.stringify(request('b').input).replace('rõ', 'ro'),
    madeAtMs: 1,
  })
  expect(damaged).toEqual([{ file: file(), content }])
  const kept = behindBacks((database) => database.prepare('SELECT * FROM damaged').all())
  expect(kept).toEqual([{ position: 2, found_at_ms: 5, content }])
})

test('a file with a broken page is moved aside, and the requests that can still be read go on waiting', () => {
  const first = openOutbox(file(), 0).outbox
  const keys = Array.from({ length: 200 }, (_, index) => `key-${index}`)
  for (const key of keys) first.add(request(key))
  first.close()
  const bytes = readFileSync(file())
  const pageSize = bytes.readUInt16BE(16)
  // The first page that holds rows in the middle of the table: its header becomes nonsense.
  const page = Math.floor(bytes.indexOf('alert of key-100') / pageSize)
  bytes.fill(0x5a, page * pageSize, page * pageSize + 16)
  writeFileSync(file(), bytes)
  const { outbox, trouble } = openOutbox(file(), 0)
  const left = outbox.entries().map(({ key }) => key)
  outbox.close()
  expect(trouble?.code).toBe('outbox-not-a-database')
  expect(left.length).toBeGreaterThan(100)
  expect(left.length).toBeLessThan(200)
  expect(left).toEqual(keys.filter((key) => left.includes(key)))
  expect(readFileSync(trouble?.movedTo ?? '').length).toBeGreaterThan(0)
})
