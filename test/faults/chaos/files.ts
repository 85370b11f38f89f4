import { createHash } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import Database from 'better-sqlite3'
import type { AlertState } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'
import type { Cursors, StreamName } from '#shared/contract/ids'
import type { Result } from '#shared/contract/result'
import type { RoomState } from '#shared/contract/roomState'
import { alertIdOf, applyAlertFact } from '#shared/domain/alertLifecycle'
import { applyRoomFact, emptyRoom } from '#shared/domain/roomFold'

// Written out rather than taken from the contract, which would bring every schema along.
export const streams = ['alerts', 'readings', 'room'] as const satisfies readonly StreamName[]

/** Facts of one stream, in the order of the file. */
export type FactsByStream = Record<StreamName, Fact[]>

export type LogContent = { epoch: string; facts: FactsByStream; inOrder: Fact[]; answers: Map<string, Result<unknown>>; integrity: string }
export type CacheContent = {
  epoch: string
  cursors: Cursors
  facts: FactsByStream
  stateHash: string
  integrity: string
}
export type OutboxContent = { entries: { key: string; failure: string | null }[]; integrity: string }

/** Everything a gateway's log file holds. Safe while the gateway runs. */
export function readLog(file: string): LogContent {
  return reading(file, (database) => {
    const inOrder = bodies(database, 'SELECT body FROM facts ORDER BY position')
    const answers = database.prepare('SELECT key, result FROM answers').all() as { key: string; result: string }[]
    return {
      epoch: metaOf(database, 'epoch') ?? '',
      inOrder,
      facts: byStream(inOrder),
      answers: new Map(answers.map(({ key, result }) => [key, JSON.parse(result) as Result<unknown>])),
      integrity: integrityOf(database),
    }
  })
}

/** Everything a station's cache file holds of the log it follows. */
export function readCache(file: string): CacheContent {
  return reading(file, (database) => {
    const epoch = metaOf(database, 'epoch') ?? ''
    const room = metaOf(database, 'room')
    return {
      epoch,
      cursors: cursorsOf(database),
      facts: byStream([
        ...packedFacts(database, epoch),
        ...bodies(database, 'SELECT body FROM facts WHERE epoch = ? ORDER BY stream, seq', epoch),
      ]),
      stateHash: stateHash(alertsIn(database), room === null ? emptyRoom : (JSON.parse(room) as RoomState)),
      integrity: integrityOf(database),
    }
  })
}

export function readOutbox(file: string): OutboxContent {
  return reading(file, (database) => ({
    entries: database.prepare('SELECT key, failure FROM requests ORDER BY position').all() as OutboxContent['entries'],
    integrity: integrityOf(database),
  }))
}

/** How far a cache has read. */
export function readCursors(file: string): Cursors {
  return reading(file, cursorsOf)
}

/** The hash of the state that a reader of these facts must have, as far as its cursors go. */
export function foldHash(inOrder: readonly Fact[], cursors: Cursors): string {
  const alerts = new Map<string, AlertState>()
  let room = emptyRoom
  for (const fact of inOrder) {
    if (fact.seq > cursors[fact.stream]) continue
    room = applyRoomFact(room, fact)
    const id = alertIdOf(fact)
    const state = id === undefined ? undefined : applyAlertFact(alerts.get(id), fact)
    if (id !== undefined && state !== undefined) alerts.set(id, state)
  }
  return stateHash([...alerts.values()], room)
}

/** JSON with the keys in order: two things that say the same read the same. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

function stateHash(alerts: readonly AlertState[], room: RoomState): string {
  const ordered = alerts.toSorted((a, b) => (a.alert.id < b.alert.id ? -1 : 1))
  return createHash('sha256')
    .update(canonical({ alerts: ordered, room }))
    .digest('hex')
}

function reading<T>(file: string, work: (database: Database.Database) => T): T {
  const native = process.env['SQLITE_NATIVE']
  const database = new Database(file, { readonly: true, ...(native === undefined ? {} : { nativeBinding: native }) })
  try {
    // One transaction: everything is of one moment, whatever the owner of the file writes meanwhile.
    return database.transaction(() => work(database))()
  } finally {
    database.close()
  }
}

/** Facts that stand in blocks, read without the product's own reader: a line each. */
function packedFacts(database: Database.Database, epoch: string): Fact[] {
  const blocks = database
    .prepare('SELECT body FROM fact_blocks JOIN search_epochs ON number = epoch_number WHERE epoch = ? ORDER BY stream, first_seq')
    .all(epoch) as { body: Buffer }[]
  return blocks.flatMap(({ body }) =>
    inflateRawSync(body)
      .toString()
      .split('\n')
      .map((line) => JSON.parse(line) as Fact),
  )
}

/** All alerts of the present: in rows of their own, or packed since the last snapshot with what a fact says left out. */
function alertsIn(database: Database.Database): AlertState[] {
  const own = database.prepare('SELECT id, body FROM alerts').all() as { id: string; body: string }[]
  const known = new Set(own.map(({ id }) => id))
  const past = database
    .prepare(
      `SELECT alert_id AS id, body, content_seq AS seq, epoch FROM past_alerts JOIN search_alerts USING (row) LEFT JOIN search_epochs ON number = content_epoch_number
       WHERE generation = coalesce((SELECT value FROM meta WHERE key = 'pastGeneration'), 0)`,
    )
    .all() as { id: string; body: string; seq: number | null; epoch: string | null }[]
  const packed = past.filter(({ id }) => !known.has(id))
  const said = new Map(
    [...new Set(packed.flatMap(({ epoch }) => epoch ?? []))].flatMap((epoch) =>
      [...packedFacts(database, epoch), ...bodies(database, "SELECT body FROM facts WHERE epoch = ? AND stream = 'alerts'", epoch)].flatMap(
        (fact) =>
          fact.type === 'alert.raised' || fact.type === 'alert.updated' ? [[`${epoch} ${fact.seq}`, fact.payload.alert] as const] : [],
      ),
    ),
  )
  return [
    ...own.map(({ body }) => JSON.parse(body) as AlertState),
    ...packed.map(
      ({ body, seq, epoch }) =>
        ({ ...(JSON.parse(body) as AlertState), ...(seq === null ? {} : { alert: said.get(`${epoch} ${seq}`) }) }) as AlertState,
    ),
  ]
}

function bodies(database: Database.Database, sql: string, ...values: string[]): Fact[] {
  return (database.prepare(sql).all(...values) as { body: string }[]).map(({ body }) => JSON.parse(body) as Fact)
}

function byStream(facts: readonly Fact[]): FactsByStream {
  const found: FactsByStream = { alerts: [], readings: [], room: [], wall: [] }
  for (const fact of facts) found[fact.stream].push(fact)
  return found
}

function cursorsOf(database: Database.Database): Cursors {
  const rows = database.prepare('SELECT stream, seq FROM cursors').all() as { stream: StreamName; seq: number }[]
  return { alerts: 0, readings: 0, room: 0, wall: 0, ...Object.fromEntries(rows.map(({ stream, seq }) => [stream, seq])) }
}

function metaOf(database: Database.Database, key: string): string | null {
  return (database.prepare('SELECT value FROM meta WHERE key = ?').get(key) as { value: string } | undefined)?.value ?? null
}

function integrityOf(database: Database.Database): string {
  return database.pragma('integrity_check', { simple: true }) as string
}
