import { statSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testFolder } from '#test/builders/folderBuilder'
import { giveBackPages } from './freePages'
import { openDatabase, type Database } from './openDatabase'

let folder: ReturnType<typeof testFolder>
let database: Database
const file = (): string => folder.at('data.sqlite')
beforeEach(() => {
  folder = testFolder('free-pages')
  const sql = 'CREATE TABLE things (id INTEGER PRIMARY KEY, body TEXT)'
  const opened = openDatabase({ file: file(), migrations: [{ number: 1, name: 'things', sql }], synchronous: 'NORMAL' })
  if (!opened.ok) throw new Error(opened.detail)
  database = opened.database
})
afterEach(() => {
  database.close()
  folder.remove()
})
const size = (): number => {
  database.pragma('wal_checkpoint(TRUNCATE)')
  return statSync(file()).size
}

test('a file gets smaller step by step once rows are gone, keeps its stock, and every other row', () => {
  const insert = database.prepare('INSERT INTO things (body) VALUES (?)')
  database.transaction(() => {
    for (let n = 0; n < 2_000; n += 1) insert.run('x'.repeat(3_000))
  })()
  const before = size()
  expect(giveBackPages(database, 100, 50)).toBe(false)
  database.exec('DELETE FROM things WHERE id % 10 <> 0')
  expect(size()).toBe(before)
  let steps = 1
  while (giveBackPages(database, 100, 50)) steps += 1
  expect([steps > 10, size() < before / 5, database.pragma('freelist_count', { simple: true })]).toEqual([true, true, 50])
  expect(database.prepare('SELECT count(*) AS n, sum(length(body)) AS length FROM things').get()).toEqual({ n: 200, length: 600_000 })
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
})

test('a file from before keeps its size', () => {
  database.pragma('auto_vacuum = NONE')
  database.pragma('journal_mode = DELETE')
  database.exec('VACUUM; INSERT INTO things (body) VALUES (zeroblob(900000)); DELETE FROM things')
  const before = statSync(file()).size
  expect([giveBackPages(database, 100, 0), statSync(file()).size]).toEqual([false, before])
})
