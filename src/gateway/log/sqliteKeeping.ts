import type { StreamName } from '#shared/contract/ids'
import { giveBackPages } from '#storage/freePages'
import type { Database } from '#storage/openDatabase'
import type { LogKeeping, Removable } from './logKeeping'
import { sqliteRollUps } from './sqliteRollUps'
import { sqliteSnapshots } from './sqliteSnapshots'

/** Two megabytes: some milliseconds. */
const pagesAtOnce = 512

/** What is kept beside the facts in the log's own file. `headOf` and `onRemoved` keep it in step with the log that is open on it. */
export function sqliteKeeping(database: Database, headOf: (stream: StreamName) => number, onRemoved: () => void): LogKeeping {
  const selectOldest = database.prepare<[string, number], { seq: number; position: number; recordedAtMs: number }>(
    'SELECT seq, position, recorded_at_ms AS recordedAtMs FROM facts WHERE stream = ? ORDER BY seq LIMIT ?',
  )
  const removeThrough = database.prepare<[string, number]>('DELETE FROM facts WHERE stream = ? AND seq <= ?')
  const removeAnswers = database.prepare<[number, number]>(
    'DELETE FROM answers WHERE key IN (SELECT key FROM answers WHERE answered_at_ms < ? ORDER BY answered_at_ms LIMIT ?)',
  )
  const selectKeptAnswer = database.prepare<[number], { atMs: number }>(
    'SELECT answered_at_ms AS atMs FROM answers ORDER BY answered_at_ms DESC LIMIT 1 OFFSET ?',
  )
  const selectEpochs = database.prepare<[], { epoch: string; endedAtMs: number; lastPosition: number; why: string }>(
    'SELECT epoch, ended_at_ms AS endedAtMs, last_position AS lastPosition, why FROM epochs ORDER BY ended_at_ms, epoch',
  )
  const selectId = database.prepare<[number], { id: string }>('SELECT id FROM facts WHERE position = ?')

  return {
    snapshots: sqliteSnapshots(database),
    ...sqliteRollUps(database),
    remove(what, limit) {
      const through = lastToGo(what, limit)
      if (through === undefined) return 0
      const { changes } = removeThrough.run(what.stream, through)
      onRemoved()
      return changes
    },
    removeAnswers(beforeMs, leastKept, limit) {
      const kept = leastKept === 0 ? undefined : selectKeptAnswer.get(leastKept - 1)
      if (leastKept > 0 && kept === undefined) return 0
      return removeAnswers.run(Math.min(beforeMs, kept?.atMs ?? Infinity), limit).changes
    },
    shrink: () => giveBackPages(database, pagesAtOnce),
    formerEpochs: () => selectEpochs.all(),
    factIdAt: (position) => selectId.get(position)?.id,
  }

  function lastToGo(what: Removable, limit: number): number | undefined {
    const newest = Math.min(what.throughSeq, headOf(what.stream) - Math.max(1, what.leastKept))
    let last: number | undefined
    for (const fact of selectOldest.all(what.stream, limit)) {
      if (fact.seq > newest || fact.position > what.throughPosition || fact.recordedAtMs >= what.beforeMs) break
      last = fact.seq
    }
    return last
  }
}
