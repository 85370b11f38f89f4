import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { migrationsFrom } from './migrations'

test('are ordered by number and told by name', () => {
  expect(migrationsFrom({ './migrations/0002-more.sql': 'B', './migrations/0001-facts.sql': 'A' })).toEqual([
    { number: 1, name: 'facts', sql: 'A' },
    { number: 2, name: 'more', sql: 'B' },
  ])
})

test.each([
  ['one is missing', { '0001-a.sql': '', '0003-c.sql': '' }],
  ['the first is missing', { '0002-b.sql': '' }],
  ['one is doubled', { '0001-a.sql': '', '0001-b.sql': '' }],
  ['one has no number', { 'facts.sql': '' }],
  ['one has a short number', { '1-facts.sql': '' }],
])('are refused when %s', (_what, files) => {
  expect(() => migrationsFrom(files as Record<string, string>)).toThrow('migration')
})

/** Every folder of migrations in the product. The numbers it must have are counted from the files, so a new one is covered at once. */
const folders = ['gateway/log', 'station/cache', 'station/outbox'].map((owner) => join(import.meta.dirname, '..', owner, 'migrations'))

describe.each(folders)('%s', (folder) => {
  const files = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
  const migrations = migrationsFrom(files)

  /** The schema after each step, one statement a line. */
  function schemasOver(from: Database.Database, steps: typeof migrations): string[][] {
    return steps.map(({ sql }) => {
      from.exec(sql)
      return (from.prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name').all() as { sql: string }[]).map(
        (row) => row.sql,
      )
    })
  }

  test('every file is a migration, and every step changes the schema', () => {
    const schemas = schemasOver(new Database(':memory:'), migrations)
    expect([migrations.length, new Set(schemas.map((schema) => schema.join('\n'))).size]).toEqual([
      Object.keys(files).length,
      Object.keys(files).length,
    ])
  })

  test.each(migrations)('step $number ($name) can be taken from the one before it, alone', ({ number }) => {
    const database = new Database(':memory:')
    schemasOver(database, migrations.slice(0, number - 1))
    const schema = (): unknown[] => database.prepare('SELECT sql FROM sqlite_schema ORDER BY name').all()
    const before = schema()
    database.transaction(() => database.exec(migrations[number - 1]?.sql ?? ''))()
    expect(schema()).not.toEqual(before)
  })
})
