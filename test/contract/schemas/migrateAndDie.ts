import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openDatabase } from '../../../src/storage/openDatabase.ts'

// A process of its own that brings a file up to date and is killed on the way: `file`, the folder of the migrations, and after how many
// steps. A step is a statement of a migration, the noting of its number, or the checkpoint at the end. Run by plain Node.

const [file = '', folder = '', after = ''] = process.argv.slice(2)
let left = Number(after)

function step(): void {
  if (left === 0) process.kill(process.pid, 'SIGKILL')
  left -= 1
}

const { exec, pragma } = Database.prototype
Database.prototype.exec = function (this: Database.Database, sql: string) {
  for (const statement of statementsIn(this, sql)) {
    step()
    exec.call(this, statement)
  }
  return this
}
Database.prototype.pragma = function (this: Database.Database, source: string, options?: Database.PragmaOptions) {
  if (source.startsWith('user_version =') || source.startsWith('wal_checkpoint')) step()
  return pragma.call(this, source, options)
}

const migrations = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .toSorted()
  .map((name, index) => ({ number: index + 1, name, sql: readFileSync(join(folder, name), 'utf8') }))
const opened = openDatabase({ file, migrations, synchronous: 'FULL' })
if (!opened.ok) throw new Error(opened.detail)
opened.database.close()

/** A statement ends with a line's last semicolon, but for one inside a trigger, which makes no sense without the rest. */
function statementsIn(database: Database.Database, sql: string): string[] {
  const statements: string[] = []
  let statement = ''
  for (const line of sql.split('\n')) {
    statement += `${line}\n`
    if (line.trimEnd().endsWith(';') && isWhole(database, statement)) {
      statements.push(statement)
      statement = ''
    }
  }
  return statements
}

function isWhole(database: Database.Database, statement: string): boolean {
  try {
    database.prepare(statement)
    return true
  } catch (error) {
    // Of a table that an earlier statement makes, it may say that there is none: that is a whole statement too.
    return !(error as Error).message.includes('incomplete')
  }
}
