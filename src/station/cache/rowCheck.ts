import type { Database } from '#storage/openDatabase'
import { alertQueries } from './alertQueries'
import { beforeAllFacts, factQueries } from './factQueries'
import { positionQueries } from './positionQueries'

/**
 * Walks all rows of a cache, a slice at a time, so that damage that nobody stumbles over is found too, without a scan at the start.
 * `slice` reads at most `limit` rows and returns how many it read, 0 at the end; the next one then begins anew. Throws DamagedRow, or
 * what SQLite throws where the file no longer makes sense.
 */
export function createRowCheck(database: Database): { slice(limit: number): number } {
  const facts = factQueries(database)
  const alerts = alertQueries(database)
  const position = positionQueries(database)
  let lastFact = beforeAllFacts
  let lastAlert = ''
  let inAlerts = false

  function beginAnew(): void {
    lastFact = beforeAllFacts
    lastAlert = ''
    inAlerts = false
    // What is still in memory would hide what the disk has made of it.
    database.pragma('shrink_memory')
  }

  return {
    slice(limit) {
      if (!inAlerts) {
        const read = facts.after(lastFact, limit)
        lastFact = read.at(-1)?.place ?? lastFact
        if (read.length > 0) return read.length
        inAlerts = true
      }
      const read = alerts.after(lastAlert, limit)
      lastAlert = read.at(-1)?.alert.id ?? lastAlert
      if (read.length > 0) return read.length
      position.read()
      position.room()
      beginAnew()
      return 0
    },
  }
}
