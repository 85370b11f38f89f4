import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import type { Migration } from './migrations'

export type { Database } from 'better-sqlite3'

/** Why a database file could not be used. The file itself is never changed by finding out. */
export type OpenProblem = {
  problem: 'not-a-database' | 'future-schema' | 'unwritable'
  file: string
  detail: string
}

export type OpenOptions = {
  /** Path of the file, or ':memory:'. */
  file: string
  /** All migrations of this kind of file, in order of their numbers. */
  migrations: Migration[]
  /** FULL where an acknowledged write must survive a power cut; NORMAL where the writer can ask for it again. */
  synchronous: 'FULL' | 'NORMAL'
}

/** Opens (or creates) a database, brings its schema up to date and returns it, or says why that is not possible. */
export function openDatabase(options: OpenOptions): { ok: true; database: Database.Database } | ({ ok: false } & OpenProblem) {
  let database: Database.Database | undefined
  try {
    if (options.file !== ':memory:') mkdirSync(dirname(options.file), { recursive: true })
    database = new Database(options.file, process.env['SQLITE_NATIVE'] ? { nativeBinding: process.env['SQLITE_NATIVE'] } : {})
    const known = options.migrations.at(-1)?.number ?? 0
    const found = database.pragma('user_version', { simple: true }) as number
    if (found > known) {
      database.close()
      return {
        ok: false,
        problem: 'future-schema',
        file: options.file,
        detail: `schema ${found} is newer than ${known}, the newest this version knows`,
      }
    }
    // Only before anything is in it: a file that can be made smaller again without being written anew.
    if (database.pragma('page_count', { simple: true }) === 0) database.pragma('auto_vacuum = INCREMENTAL')
    database.pragma('journal_mode = WAL')
    database.pragma(`synchronous = ${options.synchronous}`)
    database.pragma('foreign_keys = ON')
    database.pragma('busy_timeout = 2000')
    migrate(database, options.migrations, found)
    return { ok: true, database }
  } catch (error) {
    database?.close()
    const problem = problemOf(error)
    if (problem === undefined) throw error
    return { ok: false, problem, file: options.file, detail: (error as Error).message }
  }
}

/**
 * Moves a database file and what belongs to it aside, so that a new one can be made. Nothing is deleted.
 * @returns the new name of the file.
 */
export function moveAside(file: string, nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-')
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, `${file}.broken-${stamp}${suffix}`)
  }
  return `${file}.broken-${stamp}`
}

function migrate(database: Database.Database, migrations: Migration[], from: number): void {
  const missing = migrations.filter((migration) => migration.number > from)
  for (const migration of missing) {
    database.transaction(() => {
      database.exec(migration.sql)
      database.pragma(`user_version = ${migration.number}`)
    })()
  }
  // A schema that is still in the write-ahead log is lost when that log is damaged; put it into the file at once.
  if (missing.length > 0) database.pragma('wal_checkpoint(TRUNCATE)')
}

const problemsByCode: Record<string, OpenProblem['problem']> = {
  SQLITE_NOTADB: 'not-a-database',
  SQLITE_CORRUPT: 'not-a-database',
  // The file ends before what its own index says is in it.
  SQLITE_IOERR_SHORT_READ: 'not-a-database',
  SQLITE_CANTOPEN: 'unwritable',
  SQLITE_READONLY: 'unwritable',
  SQLITE_PERM: 'unwritable',
  SQLITE_FULL: 'unwritable',
  SQLITE_IOERR: 'unwritable',
  EACCES: 'unwritable',
  EPERM: 'unwritable',
  EROFS: 'unwritable',
  ENOSPC: 'unwritable',
  ENOTDIR: 'unwritable',
  EEXIST: 'unwritable',
}

/**
 * As `problemOf`, for the first look into a file whose schema has just been brought up to date: a statement of ours that SQLite no longer
 * understands then says that the schema is not what was written.
 */
export function problemAtFirstLook(error: unknown): OpenProblem['problem'] | undefined {
  return (error as { code?: unknown } | null)?.code === 'SQLITE_ERROR' ? 'not-a-database' : problemOf(error)
}

/** The kind of trouble behind an error of SQLite or of the file system; undefined for a bug of ours. */
export function problemOf(error: unknown): OpenProblem['problem'] | undefined {
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code !== 'string') return undefined
  return problemsByCode[code] ?? problemsByCode[code.split('_').slice(0, 2).join('_')]
}
