import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '#storage/openDatabase'
import { openOutbox, outboxMigrations } from './outbox'

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
