import Database from 'better-sqlite3'

/** Opens a second, read-only connection to a database that another connection of this program keeps. Throws what SQLite throws. */
export function openReadOnly(file: string): Database.Database {
  const native = process.env['SQLITE_NATIVE']
  const database = new Database(file, { readonly: true, fileMustExist: true, ...(native ? { nativeBinding: native } : {}) })
  database.pragma('busy_timeout = 2000')
  // Reads of a large file go through the system's page cache without a copy.
  database.pragma('mmap_size = 1073741824')
  return database
}
