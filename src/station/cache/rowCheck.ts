import type { Database } from '#storage/openDatabase'
import { alertQueries } from './alertQueries'
import { beforeAllFacts, factQueries } from './factQueries'
import { pastRows } from './pastQueries'
import { positionQueries } from './positionQueries'

/** A block is so many facts, and takes as long to check as this many rows. */
const rowsPerBlock = 20

/**
 * Walks all rows of a cache, a slice at a time, so that damage that nobody stumbles over is found too, without a scan at the start.
 * `slice` reads at most `limit` rows and returns how many it read, 0 at the end; the next one then begins anew. Throws DamagedRow, or
 * what SQLite throws where the file no longer makes sense.
 */
export function createRowCheck(database: Database): { slice(limit: number): number } {
  const facts = factQueries(database)
  const alerts = alertQueries(database)
  const past = pastRows(database)
  const position = positionQueries(database)
  let stages = walk()

  return {
    slice(limit) {
      for (let stage = stages[0]; stage !== undefined; stage = stages[0]) {
        const read = stage(limit)
        if (read > 0) return read
        stages.shift()
      }
      position.read()
      position.room()
      stages = walk()
      // What is still in memory would hide what the disk has made of it.
      database.pragma('shrink_memory')
      return 0
    },
  }

  /** One table after the other; each stage goes on where it was. */
  function walk(): ((limit: number) => number)[] {
    let fact = beforeAllFacts
    let alert = ''
    let block = 0
    let row = 0
    return [
      (limit) => {
        const read = facts.after(fact, limit)
        fact = read.at(-1)?.place ?? fact
        return read.length
      },
      (limit) => {
        const read = alerts.after(alert, limit)
        alert = read.at(-1)?.alert.id ?? alert
        return read.length
      },
      (limit) => {
        const read = past.checkBlocks(block, Math.ceil(limit / rowsPerBlock))
        block = read.last
        return read.count
      },
      (limit) => {
        const read = past.checkAlerts(row, limit)
        row = read.last
        return read.count
      },
    ]
  }
}
