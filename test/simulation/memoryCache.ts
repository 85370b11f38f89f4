import type { AlertState } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'
import { noCursors, type Cursors } from '#shared/contract/ids'
import type { RoomState } from '#shared/contract/roomState'
import { isInQueue } from '#shared/domain/alertLifecycle'
import { emptyRoom } from '#shared/domain/roomFold'
import type { BatchChange, Cache } from '#station/cache/cache'
import type { Position } from '#station/cache/positionQueries'

/** What a cache holds after one of its transactions. Never changed in place. */
export type CacheState = {
  epoch: string | null
  cursors: Cursors
  /** Where its facts begin: behind the last snapshot. */
  base: Cursors
  room: RoomState
  lastContactMs: number | null
  alerts: ReadonlyMap<string, AlertState>
  rows: readonly { epoch: string; fact: Fact }[]
}

/** The last transactions of a cache, the newest last: with synchronous NORMAL a power cut may go back over some of them. */
export type CacheDisk = { states: CacheState[] }

/** Most transactions that a power cut may take back. */
const volatileTransactions = 6

export const emptyCacheDisk = (): CacheDisk => ({
  states: [{ epoch: null, cursors: noCursors, base: noCursors, room: emptyRoom, lastContactMs: null, alerts: new Map(), rows: [] }],
})

/** What the disk holds now. */
export const cacheStateOf = (disk: CacheDisk): CacheState => disk.states.at(-1)!

/** The power goes: the last `lost` transactions were not on the disk yet. */
export function losePower(disk: CacheDisk, lost: number): void {
  disk.states = disk.states.slice(0, Math.max(1, disk.states.length - lost))
}

/** Writes one transaction; `commit` makes it durable, or throws and nothing of it is there. */
export function writeState(disk: CacheDisk, change: Partial<CacheState>, commit: (write: () => void) => void): void {
  const next = { ...cacheStateOf(disk), ...change }
  commit(() => (disk.states = [...disk.states.slice(-volatileTransactions), next]))
}

/** A cache over a disk in memory, as far as the line needs it: what searches it is not simulated. */
export function openMemoryCache(disk: CacheDisk, commit: (write: () => void) => void): Cache {
  const state = (): CacheState => cacheStateOf(disk)
  const cache = {
    position: (): Position => ({ epoch: state().epoch, cursors: state().cursors }),
    lastContactMs: () => state().lastContactMs,
    lastSnapshotMs: () => null,
    fillIndex: () => false,
    packPast: () => false,
    forgetReadings: () => false,
    rollUps: () => [],
    rawReadings: () => [],
    alertsInQueue: (limit: number) =>
      [...state().alerts.values()]
        .filter(isInQueue)
        .toSorted((a, b) => b.raisedSeq - a.raisedSeq)
        .slice(0, limit),
    countInQueue: () => [...state().alerts.values()].filter(isInQueue).length,
    alert: (id: string) => state().alerts.get(id),
    room: () => state().room,
    commitBatch({ facts, cursors, alerts, room }: BatchChange): void {
      const { epoch, rows } = state()
      if (epoch === null) throw new Error('facts before a snapshot: the cache belongs to no log yet')
      const added = facts.map((fact) => ({ epoch, fact }))
      const isHeld = (fact: Fact): boolean =>
        rows.some((row) => row.epoch === epoch && row.fact.stream === fact.stream && row.fact.seq === fact.seq)
      if (facts.some(isHeld)) throw new Error('UNIQUE constraint failed: facts.epoch, facts.stream, facts.seq')
      writeState(
        disk,
        { rows: [...rows, ...added], cursors, alerts: withAlerts(state().alerts, alerts), room: room ?? state().room },
        commit,
      )
    },
    installSnapshot({ epoch, asOf, alerts, room }: Parameters<Cache['installSnapshot']>[0]): void {
      const rows = state().rows.filter((row) => row.epoch !== epoch || row.fact.seq <= asOf[row.fact.stream])
      writeState(disk, { epoch, cursors: asOf, base: asOf, rows, alerts: withAlerts(new Map(), alerts), room }, commit)
    },
    noteContact: (atMs: number) => writeState(disk, { lastContactMs: atMs }, commit),
    close: () => undefined,
  }
  return cache as Cache
}

function withAlerts(before: ReadonlyMap<string, AlertState>, changed: readonly AlertState[]): ReadonlyMap<string, AlertState> {
  return new Map([...before, ...changed.map((state) => [state.alert.id, state] as const)])
}
