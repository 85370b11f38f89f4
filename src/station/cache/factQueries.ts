import type { Fact } from '#shared/contract/fact'
import { streams, type Cursors } from '#shared/contract/ids'
import type { Database } from '#storage/openDatabase'
import { factText } from '../factText'

/** All SQL about facts in the cache. */
export function factQueries(database: Database) {
  const insert = database.prepare('INSERT INTO facts (epoch, stream, seq, type, at_ms, body) VALUES (?, ?, ?, ?, ?, ?)')
  const removeAfter = database.prepare('DELETE FROM facts WHERE epoch = ? AND stream = ? AND seq > ?')
  return {
    /** Facts that this log no longer has: it was put back to an earlier state. */
    removeAfter(epoch: string, cursors: Cursors): void {
      for (const stream of streams) removeAfter.run(epoch, stream, cursors[stream])
    },
    insert: (epoch: string, fact: Fact): void => void insert.run(epoch, fact.stream, fact.seq, fact.type, fact.atMs, factText(fact)),
  }
}
