import { randomUUID } from 'node:crypto'
import type { AnyRequest } from '#shared/contract/feed'
import type { Failure } from '#shared/contract/result'
import type { OutboxEntry } from '#shared/contract/stationPort'
import { migrationsFrom } from '#storage/migrations'
import { DamagedRow, readRow, rowChecksum } from '#storage/checksum'
import { moveAside, openDatabase, problemAtFirstLook, type Database } from '#storage/openDatabase'

export const outboxMigrations = migrationsFrom(
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
)

/** Requests of this station that wait for the gateway, in a file of their own that survives a power cut. */
export type Outbox = {
  /** Made once and kept with the requests: the gateway knows the station by it. */
  readonly stationId: string
  /** False when requests are kept in memory only and end with the process. */
  readonly durable: boolean
  add(request: KeptRequest): void
  /** Takes a refused request out and keeps it anew under another key, both or neither; undefined when it is not there or was not refused. */
  renew(key: string, renewed: { key: string; expectedVersion: number; madeAtMs: number }): OutboxEntry | undefined
  /** In the order they were made. */
  entries(): OutboxEntry[]
  /** The oldest request that still waits, of those that `isReady` does not pass over. */
  nextWaiting(isReady?: (entry: OutboxEntry) => boolean): OutboxEntry | undefined
  refuse(key: string, failure: Failure): void
  remove(key: string): void
  close(): void
}

/** A request as it is kept: what was asked, under which key, when. */
export type KeptRequest = AnyRequest & { key: string; madeAtMs: number }

export type OutboxTrouble = {
  code: 'outbox-not-a-database' | 'outbox-future-schema' | 'outbox-unwritable'
  file: string
  detail: string
  movedTo: string
}

/** A request whose row is no longer what was written: kept in the file, not sent. */
export type DamagedRequest = { file: string; content: string }

/**
 * Opens the outbox. A broken file is moved aside, never deleted; what can still be read of it goes into the new one.
 * `onDamaged` hears of every request that cannot be trusted any more, now or later, with what its row still says.
 */
export function openOutbox(
  file: string,
  nowMs: number,
  onDamaged: (request: DamagedRequest) => void = () => undefined,
): { outbox: Outbox; trouble: OutboxTrouble | null } {
  const first = tryOpen(file, nowMs, onDamaged)
  if (first.ok) return { outbox: first.outbox, trouble: null }
  const movedTo = first.problem === 'not-a-database' ? moveAside(file, nowMs) : ''
  const trouble: OutboxTrouble = { code: `outbox-${first.problem}`, file, detail: first.detail, movedTo }
  const second = tryOpen(movedTo === '' ? ':memory:' : file, nowMs, onDamaged)
  if (!second.ok) throw new Error(`no outbox at ${file}: ${second.detail}`)
  if (movedTo !== '') for (const request of salvage(movedTo)) second.outbox.add(request)
  return { outbox: second.outbox, trouble }
}

function tryOpen(file: string, nowMs: number, onDamaged: (request: DamagedRequest) => void) {
  const opened = openDatabase({ file, migrations: outboxMigrations, synchronous: 'FULL' })
  if (!opened.ok) return opened
  try {
    const outbox = outboxOn(opened.database, file !== ':memory:', nowMs, (content) => onDamaged({ file, content }))
    // A damaged file may open and fail later, at a request: find that out here, where it can still be moved aside. It is a small file.
    const found = opened.database.pragma('integrity_check(1)', { simple: true })
    if (found !== 'ok') throw new DamagedRow(`outbox: ${String(found)}`)
    outbox.entries()
    return { ok: true as const, outbox }
  } catch (error) {
    opened.database.close()
    const problem = problemAtFirstLook(error)
    if (problem === undefined) throw error
    return { ok: false as const, problem, file, detail: (error as Error).message }
  }
}

/** Requests of a broken file that are still what was written, one by one: a page that cannot be read takes only its own along. */
function salvage(file: string): KeptRequest[] {
  const opened = openDatabase({ file, migrations: outboxMigrations, synchronous: 'FULL' })
  if (!opened.ok) return []
  try {
    const at = opened.database.prepare<[number], Row>(`SELECT ${columns} FROM requests WHERE position >= ? ORDER BY position LIMIT 1`)
    const found: OutboxEntry[] = []
    for (let position = 1, failures = 0; failures < mostUnreadable; position += 1) {
      try {
        const row = at.get(position)
        if (row === undefined) break
        position = row.position
        found.push(read(row))
      } catch {
        failures += 1
      }
    }
    return found.filter(({ state }) => state === 'waiting')
  } catch {
    return []
  } finally {
    opened.database.close()
  }
}

/** Rows in a row that cannot be read before a broken file is given up. */
const mostUnreadable = 10_000

type Row = {
  position: number
  key: string
  type: OutboxEntry['type']
  input: string
  made_at_ms: number
  failure: string | null
  checksum: number | null
}

const columns = 'position, key, type, input, made_at_ms, failure, checksum'

function outboxOn(database: Database, durable: boolean, nowMs: number, onDamaged: (content: string) => void): Outbox {
  const insert = database.prepare('INSERT OR IGNORE INTO requests (key, type, input, made_at_ms, checksum) VALUES (?, ?, ?, ?, ?)')
  const selectAll = database.prepare<[], Row>(`SELECT ${columns} FROM requests ORDER BY position`)
  const selectByKey = database.prepare<[string], Row>(`SELECT ${columns} FROM requests WHERE key = ?`)
  const selectWaiting = database.prepare<[number], Row>(
    `SELECT ${columns} FROM requests WHERE failure IS NULL AND position > ? ORDER BY position LIMIT 1`,
  )
  const setFailure = database.prepare('UPDATE requests SET failure = ? WHERE key = ?')
  const remove = database.prepare('DELETE FROM requests WHERE key = ?')
  const removeAt = database.prepare('DELETE FROM requests WHERE position = ?')
  const keepDamaged = database.prepare('INSERT OR REPLACE INTO damaged (position, found_at_ms, content) VALUES (?, ?, ?)')

  /** Takes a row that is not what was written out of the queue, and keeps what it says. */
  const setAside = database.transaction((row: Row) => {
    const content = JSON.stringify({ key: row.key, type: row.type, input: row.input, madeAtMs: row.made_at_ms })
    keepDamaged.run(row.position, nowMs, content)
    removeAt.run(row.position)
    return content
  })

  function readOrSetAside(row: Row): OutboxEntry[] {
    try {
      return [read(row)]
    } catch (error) {
      if (!(error instanceof DamagedRow)) throw error
      onDamaged(setAside(row))
      return []
    }
  }

  function add({ key, type, input, madeAtMs }: KeptRequest): void {
    const body = JSON.stringify(input)
    insert.run(key, type, body, madeAtMs, rowChecksum(nameOf({ key, type, made_at_ms: madeAtMs }), body))
  }

  const renew = database.transaction<Outbox['renew']>((key, { key: newKey, expectedVersion, madeAtMs }) => {
    const row = selectByKey.get(key)
    const [entry] = row === undefined ? [] : readOrSetAside(row)
    if (entry?.state !== 'refused') return undefined
    const input = 'expectedVersion' in entry.input ? { ...entry.input, expectedVersion } : entry.input
    const renewed = { ...entry, key: newKey, input, madeAtMs, state: 'waiting', failure: null } as OutboxEntry
    remove.run(key)
    add(renewed)
    return renewed
  })

  return {
    stationId: readStationId(database),
    durable,
    add,
    renew,
    entries: () => selectAll.all().flatMap(readOrSetAside),
    nextWaiting(isReady = () => true) {
      for (let after = 0; ;) {
        const row = selectWaiting.get(after)
        if (row === undefined) return undefined
        after = row.position
        const [entry] = readOrSetAside(row)
        if (entry !== undefined && isReady(entry)) return entry
      }
    },
    refuse: (key, failure) => void setFailure.run(JSON.stringify(failure), key),
    remove: (key) => void remove.run(key),
    close: () => void database.close(),
  }
}

// Not the failure: it is the gateway's, and only shown.
function nameOf({ key, type, made_at_ms }: Pick<Row, 'key' | 'type' | 'made_at_ms'>): string {
  return `request ${key} ${type} ${made_at_ms}`
}

function read(row: Row): OutboxEntry {
  return {
    key: row.key,
    type: row.type,
    input: readRow(row.checksum, nameOf(row), row.input),
    madeAtMs: row.made_at_ms,
    state: row.failure === null ? 'waiting' : 'refused',
    failure: row.failure === null ? null : readRow<Failure>(null, `failure of ${row.key}`, row.failure),
  } as OutboxEntry
}

function readStationId(database: Database): string {
  database.prepare("INSERT OR IGNORE INTO meta (key, value) VALUES ('stationId', ?)").run(randomUUID())
  return (database.prepare("SELECT value FROM meta WHERE key = 'stationId'").get() as { value: string }).value
}
