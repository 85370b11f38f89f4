import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Database from 'better-sqlite3'

/** A row as SQLite has it. */
export type Row = Record<string, unknown>

/** The file of a kind and version that is kept in the project; throws with the way to make it where there is none. */
function fixtureOf(kind: string, version: number): Buffer {
  const file = resolve('test/fixtures/schemas', `${kind}-${String(version).padStart(4, '0')}.sqlite.gz`)
  if (!existsSync(file))
    throw new Error(`${file} is missing: a migration lands with its fixture, which node tools/schemaFixtures.mjs makes`)
  return gunzipSync(readFileSync(file))
}

/** Puts a fixture where it can be worked with. */
export function unpackFixture(kind: string, version: number, to: string): void {
  writeFileSync(to, fixtureOf(kind, version))
}

/** Reads a file as it is, without the product and without changing it. */
export function inDatabase<T>(file: string, work: (database: Database.Database) => T): T {
  const native = process.env['SQLITE_NATIVE']
  const database = new Database(file, native === undefined ? {} : { nativeBinding: native })
  try {
    return work(database)
  } finally {
    database.close()
  }
}

/** All rows of a table; none where there is no such table yet. */
export function rowsOf(file: string, table: string, order: string): Row[] {
  return inDatabase(file, (database) => {
    const exists = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table) !== undefined
    return exists ? (database.prepare(`SELECT * FROM ${table} ORDER BY ${order}`).all() as Row[]) : []
  })
}
