import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Fact, FactType } from '#shared/contract/fact'
import type { AlertRequestType } from '#shared/contract/feed'
import { streams, type StreamName } from '#shared/contract/ids'
import type { Result } from '#shared/contract/result'
import type { AlertState } from '#shared/contract/alert'
import type { RoomState } from '#shared/contract/roomState'
import type { OutboxEntry } from '#shared/contract/stationPort'
import { isInQueue } from '#shared/domain/alertLifecycle'
import { isConflict } from '#shared/domain/conflict'
import type { GatewaySide } from './gatewaySide'
import { cacheStateOf, type CacheState } from './memoryCache'
import type { LogDisk } from './memoryLog'
import type { Sender } from './sender'
import type { StationSide } from './stationSide'

/** A request that a person made, and what that person was told of it. */
export type AskedRequest = {
  key: string
  station: StationSide
  type: AlertRequestType
  alertId: string
  /** The station has said that it keeps it. */
  accepted: boolean
  /** The station has said that it could not keep it. */
  notKept: boolean
  /** The number of the fact it became, as the person was told. */
  doneAtSeq: number | null
  /** The person has read its refusal and had it made once more, as this one. */
  madeAgainAs: AskedRequest | null
}

/** Looks at disks and screens only, never into the code under test. */
export type Watch = {
  /** What is wrong, the first thing found; null for nothing. */
  readonly failure: string | null
  fail(what: string): void
  /** After every event: what has to hold at any moment. */
  look(): void
  /** What is not finished yet; null when all are live and have read everything. */
  unsettled(): string | null
  /** What has to hold once all is mended and quiet. */
  lookAtEnd(): void
}

type Watched = {
  disk: LogDisk
  gateway: GatewaySide
  stations: readonly StationSide[]
  senders: readonly Sender[]
  requests: ReadonlyMap<string, AskedRequest>
}

const becomes: Record<AlertRequestType, FactType> = {
  'alert.acknowledge': 'alert.acknowledged',
  'alert.assign': 'alert.assigned',
  'alert.close': 'alert.closed',
  'alert.amend': 'alert.amended',
  'alert.note': 'alert.noted',
  'alert.shelve': 'alert.shelved',
  'alert.unshelve': 'alert.unshelved',
  'alert.take-out-of-service': 'alert.taken-out-of-service',
  'alert.return-to-service': 'alert.returned-to-service',
  'alert.escalate': 'alert.escalated',
  'alert.reopen': 'alert.reopened',
  'alert.see': 'alert.seen',
}

export function createWatch({ disk, gateway, stations, senders, requests }: Watched): Watch {
  const log: Record<StreamName, Fact[]> = { alerts: [], readings: [], room: [], wall: [] }
  const factByRequest = new Map<string, Fact>()
  const messageKeys = new Set<string>()
  const seen = new Map<StationSide, CacheState>()
  let looked = 0
  let failure: string | null = null

  const watch: Watch = {
    get failure() {
      return failure
    },
    fail: (what) => (failure ??= what),
    look() {
      for (; looked < disk.facts.length; looked += 1) lookAtFact(disk.facts[looked]!.fact)
      for (const station of stations) {
        const state = cacheStateOf(station.cacheDisk)
        if (seen.get(station) === state) continue
        seen.set(station, state)
        lookAtCache(station, state)
      }
    },
    unsettled() {
      if (gateway.core() === null) return 'the gateway is down'
      if (!senders.every(({ idle }) => idle)) return 'a sender waits'
      for (const station of stations) {
        const { cursors } = cacheStateOf(station.cacheDisk)
        const behind = streams.filter((stream) => cursors[stream] !== log[stream].length)
        if (behind.length > 0) return `${station.name} has not read all of ${behind.join(', ')}`
        const link = station.station()?.link().state
        if (link !== 'live') return `${station.name} is ${link ?? 'down'}`
        const waiting = station.outboxDisk.entries.filter(({ state }) => state === 'waiting')
        if (waiting.length > 0) return `${waiting.length} requests wait at ${station.name}`
      }
      return null
    },
    lookAtEnd() {
      lookAtSenders()
      lookAtRequests()
      lookAtOrder()
      lookAtStates()
    },
  }
  return watch

  function lookAtFact(fact: Fact): void {
    const stream = log[fact.stream]
    stream.push(fact)
    if (fact.seq !== stream.length) watch.fail(`the log has ${fact.stream} ${fact.seq} where ${stream.length} should be`)
    if (fact.actor.kind === 'person' && fact.causedBy !== null) {
      const asked = requests.get(fact.causedBy)
      if (asked !== undefined && fact.type !== becomes[asked.type])
        watch.fail(`request ${fact.causedBy} (${asked.type}) became ${fact.type}`)
      if (factByRequest.has(fact.causedBy)) watch.fail(`request ${fact.causedBy} had its effect twice`)
      factByRequest.set(fact.causedBy, fact)
      if (requests.get(fact.causedBy)?.notKept) watch.fail(`request ${fact.causedBy} was given up, and had an effect`)
    }
    if (fact.type === 'alert.cleared' && fact.payload.reason === 'cancelled') noteMessage(`cancel of ${fact.atMs}, ${fact.payload.id}`)
    if (fact.type === 'alert.raised' || fact.type === 'alert.updated') noteMessage(fact.payload.alert.source.key)
  }

  function noteMessage(key: string): void {
    if (messageKeys.has(key)) watch.fail(`message ${key} had its effect twice`)
    messageKeys.add(key)
  }

  /** A station holds a prefix of the log from where its snapshot was taken, and its cursor says which. */
  function lookAtCache({ name }: StationSide, { epoch, cursors, base, rows }: CacheState): void {
    const next = { ...base }
    for (const row of rows) {
      const { stream, seq, id } = row.fact
      if (row.epoch !== epoch || seq <= base[stream]) continue
      next[stream] += 1
      if (seq !== next[stream]) return watch.fail(`${name} holds ${stream} ${seq} where ${next[stream]} should be`)
      if (log[stream][seq - 1]?.id !== id) return watch.fail(`${name} holds ${stream} ${seq}, which the log does not`)
    }
    for (const stream of streams) {
      if (cursors[stream] === next[stream]) continue
      return watch.fail(`the cursor of ${name} is at ${stream} ${cursors[stream]}, its rows end at ${next[stream]}`)
    }
  }

  function lookAtSenders(): void {
    for (const { observation } of senders.flatMap(({ confirmed }) => confirmed)) {
      const isMessage = observation.kind === 'alert' || observation.kind === 'update'
      if (isMessage && !messageKeys.has(observation.alert.source.key)) {
        watch.fail(`message ${observation.alert.source.key} was confirmed and is not in the log`)
      }
    }
  }

  /** Every request that a station has promised to keep is in the log, or in that station's list of the refused. */
  function lookAtRequests(): void {
    const answers = new Map(disk.answers.map(({ key, result }) => [key, result as Result<unknown>]))
    for (const { key, station, accepted, doneAtSeq, madeAgainAs } of requests.values()) {
      const fact = factByRequest.get(key)
      const entryOf = (each: string) => station.outboxDisk.entries.find((entry) => entry.key === each)
      const entry = entryOf(key)
      const answer = answers.get(key)
      if (entry !== undefined) lookAtConflict(station, entry)
      // Made once more, the first gives way to the second in one transaction.
      if (entry === undefined && madeAgainAs !== null && (answers.has(madeAgainAs.key) || entryOf(madeAgainAs.key) !== undefined)) continue
      if (accepted && fact === undefined && entry === undefined) watch.fail(`request ${key} was accepted by ${station.name} and is lost`)
      if (fact !== undefined && entry?.state === 'refused') watch.fail(`request ${key} had an effect and is listed as refused`)
      if (answer?.ok === false && entry === undefined) watch.fail(`request ${key} was refused and ${station.name} does not list it`)
      if (doneAtSeq !== null && fact?.seq !== doneAtSeq) watch.fail(`request ${key} was said to be alerts ${doneAtSeq} and is not`)
    }
  }

  /** Who was late is told who was first, when, and on which version to ask again; and nobody was late because of himself. */
  function lookAtConflict({ name }: StationSide, { key, failure: refusal }: OutboxEntry): void {
    if (refusal === null || !isConflict(refusal)) return
    const { by, atMs, found } = refusal.details ?? {}
    if (typeof by !== 'string' || typeof atMs !== 'number' || typeof found !== 'number') {
      watch.fail(`request ${key} was refused as ${refusal.code} without a word about who, when and what`)
    }
    if (by === name && (refusal.code === 'already-assigned' || refusal.code === 'already-amended')) {
      watch.fail(`request ${key} was refused as ${refusal.code} because of what ${name} did itself`)
    }
  }

  /** The gateway has answered the requests of each station in the order they were made. */
  function lookAtOrder(): void {
    const order = new Map([...requests.keys()].map((key, index) => [key, index]))
    const last = new Map<StationSide, number>()
    for (const { key } of disk.answers) {
      const station = requests.get(key)?.station
      const index = order.get(key)
      if (station === undefined || index === undefined) continue
      if (index < (last.get(station) ?? -1)) watch.fail(`request ${key} of ${station.name} was answered after a later one`)
      last.set(station, index)
    }
  }

  function lookAtStates(): void {
    const core = gateway.core()
    if (core === null) return
    const { model } = core
    const expected = hashOf(queueOf(model.alerts.values()), model.room())
    for (const station of stations) {
      const { alerts, room } = cacheStateOf(station.cacheDisk)
      if (hashOf(queueOf(alerts.values()), room) !== expected) {
        watch.fail(`${station.name} has another state than the gateway: ${difference(model.alerts, alerts)}`)
      }
      const stale = [...alerts.values()].find((state) => !isDeepStrictEqual(state, model.alerts.get(state.alert.id)))
      if (stale !== undefined) watch.fail(`${station.name} has another alert ${stale.alert.id} than the gateway`)
      const view = station.view()
      if (view === null || !isDeepStrictEqual([sorted(view.alerts.queue), view.room], [sorted(queueOf(alerts.values())), room])) {
        watch.fail(`the window of ${station.name} shows another state than its station has`)
      }
      const listed = new Map(station.outboxDisk.entries.map((entry) => [entry.key, entry]))
      if (view !== null && !isDeepStrictEqual(view.outbox, listed)) {
        watch.fail(`the window of ${station.name} shows another outbox than its station has`)
      }
    }
  }
}

const queueOf = (alerts: Iterable<AlertState>): AlertState[] => [...alerts].filter(isInQueue)

/** Hash of what people see: the queue and the room, whatever the order they are kept in. */
function hashOf(queue: AlertState[], room: RoomState): string {
  return createHash('sha256')
    .update(canonical({ queue: sorted(queue), room }))
    .digest('hex')
}

const sorted = (queue: readonly AlertState[]): AlertState[] => queue.toSorted((a, b) => (a.alert.id < b.alert.id ? -1 : 1))

/** JSON with the keys of every object in order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const parts = value as Record<string, unknown>
  return `{${Object.keys(parts)
    .toSorted()
    .map((name) => `"${name}":${canonical(parts[name])}`)
    .join(',')}}`
}

function difference(expected: ReadonlyMap<string, AlertState>, found: ReadonlyMap<string, AlertState>): string {
  const ids = new Set([...queueOf(expected.values()), ...queueOf(found.values())].map(({ alert }) => alert.id))
  const different = [...ids].filter((id) => !isDeepStrictEqual(expected.get(id), found.get(id)))
  return different.length === 0 ? 'the room' : `alerts ${different.join(', ')}`
}
