import type { Fact } from '#shared/contract/fact'
import type { Database } from '#storage/openDatabase'

/** All SQL about facts in the cache. */
export function factQueries(database: Database) {
  const insert = database.prepare('INSERT INTO facts (epoch, stream, seq, type, at_ms, body) VALUES (?, ?, ?, ?, ?, ?)')
  return {
    insert: (epoch: string, fact: Fact): void => void insert.run(epoch, fact.stream, fact.seq, fact.type, fact.atMs, JSON.stringify(fact)),
  }
}
