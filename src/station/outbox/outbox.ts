import { randomUUID } from 'node:crypto'
import type { Failure } from '#shared/contract/result'
import type { OutboxEntry } from '#shared/contract/stationPort'
import { migrationsFrom } from '#storage/migrations'
import { moveAside, openDatabase, type Database } from '#storage/openDatabase'

export const outboxMigrations = migrationsFrom(
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
)

/** Requests of this station that wait for the gateway, in a file of their own that survives a power cut. */
export type Outbox = {
  /** Made once and kept with the requests: the gateway knows the station by it. */
  readonly stationId: string
  /** False when requests are kept in memory only and end with the process. */
  readonly durable: boolean
  add(entry: Pick<OutboxEntry, 'key' | 'type' | 'input' | 'madeAtMs'>): void
  /** In the order they were made. */
  entries(): OutboxEntry[]
  /** The oldest request that still waits. */
  nextWaiting(): OutboxEntry | undefined
  refuse(key: string, failure: Failure): void
  remove(key: string): void
  close(): void
}

export type OutboxTrouble = {
  code: 'outbox-not-a-database' | 'outbox-future-schema' | 'outbox-unwritable'
  file: string
  detail: string
  movedTo: string
}

/** Opens the outbox. A broken file is moved aside, never deleted: what waited in it can still be read by hand. */
export function openOutbox(file: string, nowMs: number): { outbox: Outbox; trouble: OutboxTrouble | null } {
  const open = (path: string) => openDatabase({ file: path, migrations: outboxMigrations, synchronous: 'FULL' })
  const first = open(file)
  if (first.ok) return { outbox: outboxOn(first.database, true), trouble: null }
  const movedTo = first.problem === 'not-a-database' ? moveAside(file, nowMs) : ''
  const trouble: OutboxTrouble = { code: `outbox-${first.problem}`, file, detail: first.detail, movedTo }
  const second = movedTo === '' ? open(':memory:') : open(file)
  if (!second.ok) throw new Error(`no outbox at ${file}: ${second.detail}`)
  return { outbox: outboxOn(second.database, movedTo !== ''), trouble }
}

type Row = { key: string; type: OutboxEntry['type']; input: string; made_at_ms: number; failure: string | null }

function outboxOn(database: Database, durable: boolean): Outbox {
  const insert = database.prepare('INSERT OR IGNORE INTO requests (key, type, input, made_at_ms) VALUES (?, ?, ?, ?)')
  const selectAll = database.prepare<[], Row>('SELECT key, type, input, made_at_ms, failure FROM requests ORDER BY position')
  const selectWaiting = database.prepare<[], Row>(
    'SELECT key, type, input, made_at_ms, failure FROM requests WHERE failure IS NULL ORDER BY position LIMIT 1',
  )
  const setFailure = database.prepare('UPDATE requests SET failure = ? WHERE key = ?')
  const remove = database.prepare('DELETE FROM requests WHERE key = ?')
  return {
    stationId: readStationId(database),
    durable,
    add: (entry) => void insert.run(entry.key, entry.type, JSON.stringify(entry.input), entry.madeAtMs),
    entries: () => selectAll.all().map(toEntry),
    nextWaiting() {
      const row = selectWaiting.get()
      return row && toEntry(row)
    },
    refuse: (key, failure) => void setFailure.run(JSON.stringify(failure), key),
    remove: (key) => void remove.run(key),
    close: () => void database.close(),
  }
}

function toEntry(row: Row): OutboxEntry {
  return {
    key: row.key,
    type: row.type,
    input: JSON.parse(row.input) as OutboxEntry['input'],
    madeAtMs: row.made_at_ms,
    state: row.failure === null ? 'waiting' : 'refused',
    failure: row.failure === null ? null : (JSON.parse(row.failure) as Failure),
  }
}

function readStationId(database: Database): string {
  database.prepare("INSERT OR IGNORE INTO meta (key, value) VALUES ('stationId', ?)").run(randomUUID())
  return (database.prepare("SELECT value FROM meta WHERE key = 'stationId'").get() as { value: string }).value
}
