import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lockFile } from './fileLock'
import { moveAside, openDatabase, problemOf, type OpenOptions } from './openDatabase'

let folder: string
const file = (): string => join(folder, 'data', 'notes.sqlite')
const first = { number: 1, name: 'notes', sql: 'CREATE TABLE notes (text TEXT NOT NULL) STRICT;' }
const second = { number: 2, name: 'time', sql: 'ALTER TABLE notes ADD COLUMN at_ms REAL NOT NULL DEFAULT 0;' }
const open = (changes: Partial<OpenOptions> = {}) => openDatabase({ file: file(), migrations: [first], synchronous: 'FULL', ...changes })

function opened(changes: Partial<OpenOptions> = {}): Database.Database {
  const result = open(changes)
  if (!result.ok) throw new Error(result.detail)
  return result.database
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'open-database-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('makes the folder, the file and its schema, and sets what the data is worth', () => {
  const settings = (['FULL', 'NORMAL'] as const).map((synchronous) => {
    const database = opened({ synchronous })
    const found = ['journal_mode', 'synchronous', 'foreign_keys', 'user_version'].map((name) => database.pragma(name, { simple: true }))
    database.close()
    return found
  })
  expect(settings).toEqual([
    ['wal', 2, 1, 1],
    ['wal', 1, 1, 1],
  ])
})

test('brings an older file up to date and keeps what is in it', () => {
  const old = opened()
  old.exec("INSERT INTO notes VALUES ('Hiếu')")
  old.close()
  const database = opened({ migrations: [first, second] })
  expect([database.prepare('SELECT * FROM notes').all(), database.pragma('user_version', { simple: true })]).toEqual([
    [{ text: 'Hiếu', at_ms: 0 }],
    2,
  ])
  database.close()
})

test('a step that fails is taken back whole: the file stays what it was', () => {
  opened().close()
  const broken = { number: 2, name: 'broken', sql: 'CREATE TABLE half (a); CREATE TABLE half (a);' }
  expect(() => open({ migrations: [first, broken] })).toThrow('already exists')
  const database = opened()
  expect(database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()).toEqual([{ name: 'notes' }])
  database.close()
})

describe('a file that cannot be used', () => {
  test('because it comes from a later version, is said so and left alone', () => {
    opened({ migrations: [first, second] }).close()
    const before = readFileSync(file())
    expect(open()).toEqual({
      ok: false,
      problem: 'future-schema',
      file: file(),
      detail: 'schema 2 is newer than 1, the newest this version knows',
    })
    expect(readFileSync(file()).equals(before)).toBe(true)
  })

  test('because it is not a database, is said so and left alone', () => {
    mkdirSync(join(folder, 'data'))
    writeFileSync(file(), 'shopping list '.repeat(1_000))
    expect(open()).toMatchObject({ ok: false, problem: 'not-a-database', file: file() })
    expect(readFileSync(file(), 'utf8')).toBe('shopping list '.repeat(1_000))
  })

  test.each([
    ['its folder is a file', () => writeFileSync(join(folder, 'data'), '')],
    ['it is a folder', () => mkdirSync(file(), { recursive: true })],
  ])('because %s, is called unwritable', (_why, prepare) => {
    prepare()
    expect(open()).toMatchObject({ ok: false, problem: 'unwritable', file: file() })
  })
})

test('an empty file is a new database', () => {
  mkdirSync(join(folder, 'data'))
  writeFileSync(file(), '')
  expect(open()).toMatchObject({ ok: true })
})

test('a file is moved aside with all that belongs to it, and nothing is deleted', () => {
  mkdirSync(join(folder, 'data'))
  for (const suffix of ['', '-wal', '-shm']) writeFileSync(file() + suffix, `content${suffix}`)
  const movedTo = moveAside(file(), Date.UTC(2026, 0, 2, 3, 4, 5, 6))
  expect(movedTo).toBe(`${file()}.broken-2026-01-02T03-04-05-006Z`)
  expect(readdirSync(join(folder, 'data')).map((name) => readFileSync(join(folder, 'data', name), 'utf8'))).toEqual([
    'content',
    'content-shm',
    'content-wal',
  ])
})

test.each([
  ['SQLITE_NOTADB', 'not-a-database'],
  ['SQLITE_CORRUPT_INDEX', 'not-a-database'],
  ['SQLITE_IOERR_SHORT_READ', 'not-a-database'],
  ['SQLITE_IOERR_READ', 'unwritable'],
  ['SQLITE_READONLY_DBMOVED', 'unwritable'],
  ['SQLITE_FULL', 'unwritable'],
  ['ENOSPC', 'unwritable'],
  ['SQLITE_CONSTRAINT_UNIQUE', undefined],
  ['ERR_ASSERTION', undefined],
  [5, undefined],
])('error %j is %j', (code, problem) => {
  expect(problemOf(Object.assign(new Error('x'), { code }))).toBe(problem)
})

test('a claim is for one, until it is given back', () => {
  const claim = join(folder, 'claim')
  const mine = lockFile(claim)
  expect([mine === null, lockFile(claim)]).toEqual([false, null])
  mine?.release()
  const next = lockFile(claim)
  expect(next).not.toBeNull()
  next?.release()
})
