import type { AlertState } from '#shared/contract/alert'
import { readRow, rowChecksum } from '#storage/checksum'
import type { Database } from '#storage/openDatabase'

/** An alert as it stands in the cache. */
type AlertRow = { id: string; in_queue: number; raised_seq: number; body: string; checksum: number | null }

const columns = 'id, in_queue, raised_seq, body, checksum'

/** All SQL about alerts in the cache. Every row is checked when it is read; one that was changed by no one of us throws DamagedRow. */
export function alertQueries(database: Database) {
  const put = database.prepare(
    'INSERT INTO alerts (id, in_queue, raised_seq, body, checksum) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET in_queue = excluded.in_queue, raised_seq = excluded.raised_seq, body = excluded.body, checksum = excluded.checksum',
  )
  const byId = database.prepare<[string], AlertRow>(`SELECT ${columns} FROM alerts WHERE id = ?`)
  const inQueue = database.prepare<[number], AlertRow>(`SELECT ${columns} FROM alerts WHERE in_queue = 1 ORDER BY raised_seq DESC LIMIT ?`)
  const after = database.prepare<[string, number], AlertRow>(`SELECT ${columns} FROM alerts WHERE id > ? ORDER BY id LIMIT ?`)
  const countInQueue = database.prepare<[], { n: number }>('SELECT count(*) AS n FROM alerts WHERE in_queue = 1')
  const removeAll = database.prepare('DELETE FROM alerts')

  return {
    put(state: AlertState, isInQueue: boolean): void {
      const row = { id: state.alert.id, in_queue: isInQueue ? 1 : 0, raised_seq: state.raisedSeq }
      const body = JSON.stringify(state)
      put.run(row.id, row.in_queue, row.raised_seq, body, rowChecksum(nameOf(row), body))
    },
    byId(id: string): AlertState | undefined {
      const row = byId.get(id)
      return row && read(row)
    },
    inQueue: (limit: number): AlertState[] => inQueue.all(limit).map(read),
    /** As `inQueue`, without the rows that are damaged. */
    readableInQueue: (limit: number): AlertState[] =>
      inQueue.all(limit).flatMap((row) => {
        try {
          return [read(row)]
        } catch {
          return []
        }
      }),
    /** Alerts behind an id, in the order of ids. */
    after: (id: string, limit: number): AlertState[] => after.all(id, limit).map(read),
    countInQueue: (): number => countInQueue.get()?.n ?? 0,
    removeAll: (): void => void removeAll.run(),
  }
}

function nameOf({ id, in_queue, raised_seq }: Pick<AlertRow, 'id' | 'in_queue' | 'raised_seq'>): string {
  return `alert ${id} ${in_queue} ${raised_seq}`
}

function read(row: AlertRow): AlertState {
  return readRow(row.checksum, nameOf(row), row.body)
}
