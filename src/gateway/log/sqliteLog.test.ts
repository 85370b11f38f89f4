import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '#storage/openDatabase'
import { logMigrations, openSqliteLog } from './sqliteLog'

// What every log has to do is in test/contract/eventLogContract.ts; here is what is SQLite's alone.

let folder: string
const file = (): string => join(folder, 'log.sqlite')
const open = () => openSqliteLog({ file: file(), now: () => 1 })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sqlite-log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Leaves a file as a later version would: with one step more than this one knows. */
function openAsLaterVersion(): void {
  const later = { number: logMigrations.length + 1, name: 'later', sql: 'CREATE TABLE later (a);' }
  const opened = openDatabase({ file: file(), migrations: [...logMigrations, later], synchronous: 'FULL' })
  if (opened.ok) opened.database.close()
}

test('one log is opened once: a second gateway on its folder is told so, and may have it later', () => {
  const first = open()
  const second = open()
  if (!first.ok) throw new Error(first.detail)
  expect(second).toEqual({ ok: false, problem: 'unwritable', file: file(), detail: 'another gateway is working with this log' })
  first.log.close()
  const third = open()
  expect(third.ok).toBe(true)
  if (third.ok) third.log.close()
})

test('a log from the future is left alone', () => {
  openAsLaterVersion()
  expect(open()).toMatchObject({ ok: false, problem: 'future-schema', file: file() })
})

test('a file that is no log is left alone', () => {
  writeFileSync(file(), 'shopping list '.repeat(100))
  expect(open()).toMatchObject({ ok: false, problem: 'not-a-database', file: file() })
})
