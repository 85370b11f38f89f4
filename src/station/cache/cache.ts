import type { AlertState } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'
import type { Cursors } from '#shared/contract/ids'
import type { RoomState } from '#shared/contract/roomState'
import { isInQueue } from '#shared/domain/alertLifecycle'
import type { RollUp, RollUpPeriod } from '#shared/domain/readingRollUp'
import { migrationsFrom } from '#storage/migrations'
import { giveBackPages } from '#storage/freePages'
import { moveAside, openDatabase, problemAtFirstLook, problemOf, type Database } from '#storage/openDatabase'
import { alertQueries } from './alertQueries'
import { beforeAllFacts, factQueries } from './factQueries'
import { pastPacker } from './pastPacker'
import { positionQueries, type Position } from './positionQueries'
import { readingQueries, type ReadingsSlice } from './readingQueries'
import { createRowCheck } from './rowCheck'
import { searchIndex } from './searchIndex'

export const cacheMigrations = migrationsFrom(
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
)

/** Most pages of 4 KiB in the write-ahead log before a commit waits for a checkpoint: five times as many were a stall of most of a second. */
const mostPagesInWal = 2_000

/** Free pages given back to the disk in one slice: a megabyte, some milliseconds. */
const pagesAtOnce = 256

/** What a batch of facts changes, computed before it is written; `room` is null where it stays as it is. */
export type BatchChange = { facts: Fact[]; cursors: Cursors; alerts: AlertState[]; room: RoomState | null }

/** The station's own copy of the log: rows and cursor change in one transaction, so that whatever breaks, they agree. */
export type Cache = {
  position(): Position
  /** When the gateway was last heard; null for never. */
  lastContactMs(): number | null
  /** When the last snapshot was taken in; null for never. */
  lastSnapshotMs(): number | null
  /** Newest first. */
  alertsInQueue(limit: number): AlertState[]
  countInQueue(): number
  alert(id: string): AlertState | undefined
  room(): RoomState
  commitBatch(change: BatchChange): void
  /** Replaces the folded state by that of a log as of some position. Facts of other epochs stay, and those of this one up to there. */
  installSnapshot(snapshot: { epoch: string; asOf: Cursors; alerts: AlertState[]; room: RoomState; takenAtMs?: number }): void
  noteContact(atMs: number): void
  /** Takes the search index one slice of at most `limit` facts further; whether there is more to do. */
  fillIndex(limit: number): boolean
  /** Packs the next facts and alerts that are over, behind the search index, and gives back the room they took; whether there was any. */
  packPast(): boolean
  /** Rolls up the next raw readings, or lets old ones go once all are rolled up; whether there is more to do. */
  forgetReadings(slice: ReadingsSlice): boolean
  /** Roll-ups of one gauge and period as one log had them, oldest first. */
  rollUps(epoch: string, gaugeId: string, period: RollUpPeriod): RollUp[]
  /** Numbers of the readings of one log that are still raw, in order. */
  rawReadings(epoch: string): number[]
  close(): void
}

/** A cache in a database of its own, in a file or in memory, with what keeping it well needs. */
export type OpenedCache = Cache & {
  /** All facts and all alerts: what another cache needs to catch up with this one. */
  contents(): { facts: Fact[]; alerts: AlertState[] }
  /** Alerts in the queue as far as they can be read. */
  readableInQueue(limit: number): AlertState[]
  /** Shows alerts and room of a former file until a snapshot comes; they belong to no log. */
  showMeanwhile(alerts: AlertState[], room: RoomState): void
  /** Checks at most `limit` rows and returns how many, 0 at the end of a round. Throws what `problemOf` calls `not-a-database` at damage. */
  checkRows(limit: number): number
  /** Brings what is in the write-ahead log into the file, as far as no reader is in the way. */
  checkpoint(): void
}

/** What was wrong with the cache file, and what was done about it. */
export type CacheTrouble = {
  code: 'cache-not-a-database' | 'cache-future-schema' | 'cache-unwritable'
  file: string
  detail: string
  movedTo: string
}

/**
 * Opens the cache. A file that is not a database is moved aside and made anew (the gateway has everything in it);
 * a newer file or a folder that cannot be written is left alone, and the station works from memory.
 */
export function openCache(file: string, nowMs: number): { cache: OpenedCache; trouble: CacheTrouble | null } {
  const first = tryOpen(file)
  if (first.ok) return { cache: first.cache, trouble: null }
  if (first.problem === 'not-a-database') {
    const movedTo = moveAside(file, nowMs)
    const second = tryOpen(file)
    const cache = second.ok ? second.cache : openMemoryCache()
    return { cache, trouble: { code: 'cache-not-a-database', file, detail: first.detail, movedTo } }
  }
  return { cache: openMemoryCache(), trouble: { code: `cache-${first.problem}`, file, detail: first.detail, movedTo: '' } }
}

/** Whether an error says that the file is damaged, rather than that the disk refuses. */
export function isDamage(error: unknown): boolean {
  return problemOf(error) === 'not-a-database'
}

/** Moves a damaged cache aside; returns its new name. */
export function setCacheAside(file: string, nowMs: number): string {
  return moveAside(file, nowMs)
}

/** A cache that ends with the process. */
export function openMemoryCache(): OpenedCache {
  const opened = tryOpen(':memory:')
  if (!opened.ok) throw new Error(`no database in memory: ${opened.detail}`)
  return opened.cache
}

function tryOpen(
  file: string,
): { ok: true; cache: OpenedCache } | { ok: false; problem: 'not-a-database' | 'future-schema' | 'unwritable'; detail: string } {
  const opened = openDatabase({ file, migrations: cacheMigrations, synchronous: 'NORMAL' })
  if (!opened.ok) return opened
  try {
    const cache = cacheOn(opened.database)
    // A damaged file may open and fail at its first row: find that out here, where it can still be moved aside.
    cache.position()
    cache.room()
    cache.alertsInQueue(1)
    return { ok: true, cache }
  } catch (error) {
    opened.database.close()
    const problem = problemAtFirstLook(error)
    if (problem === undefined) throw error
    return { ok: false, problem, detail: (error as Error).message }
  }
}

function cacheOn(database: Database): OpenedCache {
  // Checkpoints are made when the line is idle; this is only for a flood that leaves no idle time.
  database.pragma(`wal_autocheckpoint = ${mostPagesInWal}`)
  const alerts = alertQueries(database)
  const facts = factQueries(database)
  const position = positionQueries(database)
  const index = searchIndex(database)
  const past = pastPacker(database)
  const readings = readingQueries(database)
  const rowCheck = createRowCheck(database)

  const commitBatch = database.transaction((change: BatchChange) => {
    const { epoch } = position.read()
    if (epoch === null) throw new Error('facts before a snapshot: the cache belongs to no log yet')
    for (const fact of change.facts) facts.insert(epoch, fact)
    for (const state of change.alerts) alerts.put(state, isInQueue(state))
    if (change.room !== null) position.putRoom(change.room)
    position.putCursors(change.cursors)
  })
  const installSnapshot: Cache['installSnapshot'] = database.transaction((snapshot) => {
    past.closeGeneration()
    alerts.removeAll()
    for (const state of snapshot.alerts) alerts.put(state, isInQueue(state))
    facts.removeAfter(snapshot.epoch, snapshot.asOf)
    past.removeAfter(snapshot.epoch, snapshot.asOf)
    position.putRoom(snapshot.room)
    position.putEpoch(snapshot.epoch)
    position.putCursors(snapshot.asOf)
    index.noteSnapshot(snapshot.asOf.alerts)
    if (snapshot.takenAtMs !== undefined) position.putSnapshotTime(snapshot.takenAtMs)
  })

  const showMeanwhile = database.transaction((states: AlertState[], room: RoomState) => {
    for (const state of states) alerts.put(state, isInQueue(state))
    position.putRoom(room)
  })

  function packBehindIndex(): boolean {
    const { epoch } = position.read()
    const throughSeq = epoch === null ? null : index.passed(epoch)
    return epoch !== null && throughSeq !== null && past.pack(epoch, throughSeq)
  }

  return {
    position: position.read,
    lastContactMs: position.lastContactMs,
    lastSnapshotMs: position.lastSnapshotMs,
    alertsInQueue: alerts.inQueue,
    countInQueue: alerts.countInQueue,
    alert: (id) => alerts.byId(id) ?? past.alert(id),
    room: position.room,
    commitBatch,
    installSnapshot,
    noteContact: position.putContact,
    fillIndex: index.fill,
    // In memory nothing is packed: it is for a while only, and then given to the file whole.
    packPast: () => !database.memory && (packBehindIndex() || giveBackPages(database, pagesAtOnce)),
    forgetReadings: readings.forget,
    rollUps: readings.rollUps,
    rawReadings: readings.raw,
    contents: () => ({
      facts: facts.after(beforeAllFacts, Number.MAX_SAFE_INTEGER).map(({ fact }) => fact),
      alerts: alerts.after('', Number.MAX_SAFE_INTEGER),
    }),
    readableInQueue: alerts.readableInQueue,
    showMeanwhile,
    checkRows: rowCheck.slice,
    checkpoint: () => void database.pragma('wal_checkpoint(PASSIVE)'),
    close: () => void database.close(),
  }
}
