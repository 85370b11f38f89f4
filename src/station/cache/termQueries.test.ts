import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '#storage/openDatabase'
import { cacheMigrations } from './cache'
import { termQueries } from './termQueries'

test('words of letters are counted; an index from before is taken over slice by slice, with the same result', () => {
  const folder = mkdtempSync(join(tmpdir(), 'terms-'))
  const opened = openDatabase({ file: join(folder, 'cache.sqlite'), migrations: cacheMigrations, synchronous: 'NORMAL' })
  if (!opened.ok) throw new Error(opened.detail)
  const { database } = opened
  const texts = Array.from({ length: 60 }, (_, n) =>
    `ngap so ${n} duong ${'abcdefghij'[n % 10] ?? ''}${'xyz'[n % 3] ?? ''} cap-${n}`.replace('-', ' '),
  )
  const insert = database.prepare('INSERT INTO search_words (rowid, words, tags) VALUES (CAST(? AS INTEGER), ?, ?)')
  const terms = termQueries(database)
  texts.forEach((words, row) => {
    insert.run(row + 1, words, 'severitylow')
    terms.count(words)
  })
  terms.write()
  const held = () => database.prepare('SELECT term, uses FROM search_terms ORDER BY term').all()
  const counted = held()
  expect(counted).toContainEqual({ term: 'ngap', uses: 60 })
  expect(counted.length).toBe(4 + 30)
  database.exec("DELETE FROM search_terms; INSERT INTO meta (key, value) VALUES ('termsAfter', '')")
  let slices = 0
  while (terms.gather()) slices += 1
  expect([held(), slices > 2]).toEqual([counted, true])
  database.close()
  rmSync(folder, { recursive: true, force: true })
})
