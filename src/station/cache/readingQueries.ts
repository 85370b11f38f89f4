import type { Fact } from '#shared/contract/fact'
import { rollUp, type RollUp, type RollUpPeriod } from '#shared/domain/readingRollUp'
import type { Database } from '#storage/openDatabase'
import { rollUpTable } from '#storage/rollUpTable'

/** How much of the readings one slice rolls up or removes, and what stays raw: the young, and so many of the newest. */
export type ReadingsSlice = { limit: number; beforeMs: number; leastKept: number }

/** All SQL about raw readings that are rolled up and then let go. The cursor is not touched: what was read stays read. */
export function readingQueries(database: Database) {
  const nextEpoch = database.prepare<[string], { epoch: string | null }>('SELECT min(epoch) AS epoch FROM facts WHERE epoch > ?')
  const selectAfter = database.prepare<[string, number, number], { seq: number; body: string }>(
    "SELECT seq, body FROM facts WHERE epoch = ? AND stream = 'readings' AND seq > ? ORDER BY seq LIMIT ?",
  )
  const selectNewest = database.prepare<[string, number], { seq: number }>(
    "SELECT seq FROM facts WHERE epoch = ? AND stream = 'readings' ORDER BY seq DESC LIMIT 1 OFFSET ?",
  )
  const selectRaw = database.prepare<[string], { seq: number }>(
    "SELECT seq FROM facts WHERE epoch = ? AND stream = 'readings' ORDER BY seq",
  )
  const removeThrough = database.prepare("DELETE FROM facts WHERE epoch = ? AND stream = 'readings' AND seq <= ?")
  const selectThrough = database.prepare<[string], { seq: number }>('SELECT seq FROM rolled_up WHERE epoch = ?')
  const putThrough = database.prepare('INSERT OR REPLACE INTO rolled_up (epoch, seq) VALUES (?, ?)')
  const table = rollUpTable(database, ['epoch'])

  return {
    /** Rolls up the next readings, or removes old ones once all are rolled up; one transaction. Whether there is more to do. */
    forget: database.transaction((slice: ReadingsSlice): boolean => {
      for (const epoch of epochs()) if (rollUpNext(epoch, slice.limit) || removeOldest(epoch, slice)) return true
      return false
    }),
    raw: (epoch: string): number[] => selectRaw.all(epoch).map(({ seq }) => seq),
    rollUps: (epoch: string, gaugeId: string, period: RollUpPeriod): RollUp[] => table.read([epoch], gaugeId, period),
  }

  // Step by step over the index: there are few epochs and millions of rows.
  function epochs(): string[] {
    const found: string[] = []
    for (let epoch = nextEpoch.get('')?.epoch ?? null; epoch !== null; epoch = nextEpoch.get(epoch)?.epoch ?? null) found.push(epoch)
    return found
  }

  function rollUpNext(epoch: string, limit: number): boolean {
    const rows = selectAfter.all(epoch, selectThrough.get(epoch)?.seq ?? 0, limit)
    const last = rows.at(-1)
    if (last === undefined) return false
    const facts = rows.map(({ body }) => JSON.parse(body) as Fact)
    table.join([epoch], rollUp(facts.flatMap((fact) => (fact.type === 'reading.recorded' ? [fact.payload.reading] : []))))
    putThrough.run(epoch, last.seq)
    return true
  }

  function removeOldest(epoch: string, { limit, beforeMs, leastKept }: ReadingsSlice): boolean {
    const newest = selectNewest.get(epoch, leastKept)?.seq
    if (newest === undefined) return false
    const old = selectAfter
      .all(epoch, 0, limit)
      .filter(({ seq, body }) => seq <= newest && (JSON.parse(body) as Fact).recordedAtMs < beforeMs)
    const last = old.at(-1)
    if (last === undefined) return false
    removeThrough.run(epoch, last.seq)
    return true
  }
}
