import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { logMigrations, openSqliteLog } from './sqliteLog'

// What every log has to do is in test/contract/eventLogContract.ts; here is what is SQLite's alone.

let folder: string
const file = (): string => join(folder, 'log.sqlite')
const open = () => openSqliteLog({ file: file(), now: () => 1 })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sqlite-log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

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
  const database = new Database(file())
  database.pragma(`user_version = ${logMigrations.length + 1}`)
  database.close()
  expect(open()).toMatchObject({ ok: false, problem: 'future-schema', file: file() })
})

test('a file that is no log is left alone', () => {
  writeFileSync(file(), 'shopping list '.repeat(100))
  expect(open()).toMatchObject({ ok: false, problem: 'not-a-database', file: file() })
})

test('a new log is in WAL mode, at the newest schema', () => {
  const opened = open()
  if (!opened.ok) throw new Error(opened.detail)
  opened.log.close()
  const database = new Database(file())
  expect([database.pragma('journal_mode', { simple: true }), database.pragma('user_version', { simple: true })]).toEqual([
    'wal',
    logMigrations.length,
  ])
  database.close()
})
