import Database from 'better-sqlite3'

const patienceMs = 1_000

/** A claim on something that one process at a time may have; it ends with `release` or with the process, however that ends. */
export type FileLock = { release(): void }

/**
 * Claims `file`, or returns null when another process has it. The claim is SQLite's own lock on an empty database of that name: the
 * system gives it back when its holder dies, which a file with a process id in it does not. Throws what SQLite throws when the
 * file cannot be made.
 */
export function lockFile(file: string): FileLock | null {
  const native = process.env['SQLITE_NATIVE']
  const database = new Database(file, { timeout: patienceMs, ...(native ? { nativeBinding: native } : {}) })
  try {
    database.exec('BEGIN EXCLUSIVE')
    return { release: () => void database.close() }
  } catch (error) {
    database.close()
    if ((error as { code?: unknown }).code === 'SQLITE_BUSY') return null
    throw error
  }
}
