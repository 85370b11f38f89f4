import type { Database } from './openDatabase'

/** Free pages of 4 KiB that a file keeps: what is written next goes there, and only what is beyond a working stock is given back. */
const stockPages = 4_096

/**
 * Gives at most `atOnce` free pages of a file back to the disk, in a transaction of its own; whether there are more. A file that was made
 * before files could do that keeps its size, and uses its free pages itself.
 */
export function giveBackPages(database: Database, atOnce: number, stock = stockPages): boolean {
  const free = database.pragma('freelist_count', { simple: true }) as number
  if (free <= stock || database.pragma('auto_vacuum', { simple: true }) !== incremental) return false
  database.pragma(`incremental_vacuum(${Math.min(atOnce, free - stock)})`)
  return free - atOnce > stock
}

/** What SQLite calls a file that can be made smaller step by step. */
const incremental = 2
