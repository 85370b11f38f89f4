import type { AlertState } from '#shared/contract/alert'
import type { Database } from '#storage/openDatabase'

/** All SQL about alerts in the cache. */
export function alertQueries(database: Database) {
  const put = database.prepare(
    'INSERT INTO alerts (id, in_queue, raised_seq, body) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET in_queue = excluded.in_queue, raised_seq = excluded.raised_seq, body = excluded.body',
  )
  const byId = database.prepare<[string], { body: string }>('SELECT body FROM alerts WHERE id = ?')
  const inQueue = database.prepare<[number], { body: string }>(
    'SELECT body FROM alerts WHERE in_queue = 1 ORDER BY raised_seq DESC LIMIT ?',
  )
  const countInQueue = database.prepare<[], { n: number }>('SELECT count(*) AS n FROM alerts WHERE in_queue = 1')
  const removeAll = database.prepare('DELETE FROM alerts')
  const parse = (row: { body: string }): AlertState => JSON.parse(row.body) as AlertState

  return {
    put: (state: AlertState, isInQueue: boolean): void =>
      void put.run(state.alert.id, isInQueue ? 1 : 0, state.raisedSeq, JSON.stringify(state)),
    byId(id: string): AlertState | undefined {
      const row = byId.get(id)
      return row && parse(row)
    },
    inQueue: (limit: number): AlertState[] => inQueue.all(limit).map(parse),
    countInQueue: (): number => countInQueue.get()?.n ?? 0,
    removeAll: (): void => void removeAll.run(),
  }
}
