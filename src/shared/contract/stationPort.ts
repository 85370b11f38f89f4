import { z } from 'zod'
import type { AlertState } from './alert'
import { figuresQuery, type FiguresAnswer } from './alertFigures'
import type { Fact } from './fact'
import { contentWindowCalls, type ContentPush } from './contentPort'
import { feedRequests, requestTypes, type AnyRequest, type RequestInput, type RequestOutput, type RequestType } from './feed'
import { alertId, cursor, cursors, idempotencyKey, timeMs } from './ids'
import { failure, type Failure, type Result } from './result'
import type { UnitPosition } from './position'
import type { RoomState } from './roomState'
import { searchQuery, type AlertHistory, type SearchPage } from './search'

/** THE contract on the port between the station and a window: what is pushed down, what is called up. */

/** State of the line to the gateway, as the station sees it. */
export const linkState = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('connecting'), sinceMs: timeMs, lastContactMs: timeMs.nullable() }),
  z.strictObject({ state: z.literal('catching-up'), sinceMs: timeMs, remaining: z.int().nonnegative() }),
  z.strictObject({ state: z.literal('live'), sinceMs: timeMs, gatewayName: z.string() }),
  /** `sinceMs` is the last time the gateway was heard, or the start of the station when it never was. */
  z.strictObject({ state: z.literal('offline'), sinceMs: timeMs, everConnected: z.boolean(), reason: z.string() }),
  z.strictObject({ state: z.literal('refused'), sinceMs: timeMs, failure }),
])
export type LinkState = z.infer<typeof linkState>

/** A request that the gateway has not confirmed yet, or has refused. `failure` of a conflict says who was first, when and with what. */
export type OutboxEntry = { [T in RequestType]: EntryOf<T> }[RequestType]
type EntryOf<T extends RequestType> = {
  key: string
  type: T
  input: RequestInput<T>
  madeAtMs: number
  state: 'waiting' | 'refused'
  failure: Failure | null
}

/** One schema for each type of request, as a union by type. */
function byType<Shape extends z.ZodRawShape>(rest: Shape) {
  const [first, ...others] = requestTypes.map((type) =>
    z.strictObject({ ...rest, type: z.literal(type), input: feedRequests[type].input as z.ZodType<AnyRequest['input']> }),
  )
  return z.discriminatedUnion('type', [first!, ...others])
}

export const outboxEntry = byType({
  key: idempotencyKey,
  madeAtMs: timeMs,
  state: z.enum(['waiting', 'refused']),
  failure: failure.nullable(),
}) as unknown as z.ZodType<OutboxEntry>

/** Things a person at this station must know, said once each. The sentence is in the catalogue under its code. */
export const noticeCodes = [
  'cache-not-a-database',
  'cache-future-schema',
  'cache-unwritable',
  'cache-writable-again',
  'outbox-not-a-database',
  'outbox-future-schema',
  'outbox-unwritable',
  'outbox-writable-again',
  'outbox-request-damaged',
  'attachments-unavailable',
  'bad-page-from-gateway',
  'gateway-failed',
  'gateway-port-busy',
  'gateway-log-future-schema',
  'gateway-log-not-a-database',
  'gateway-log-unwritable',
  'gateway-disk-refuses',
  'gateway-disk-recovered',
  'evaluation-runtime',
  'process-restarted',
  'page-reloaded',
] as const
export const notice = z.strictObject({
  id: z.string().min(1).max(120),
  atMs: timeMs,
  level: z.enum(['info', 'warning', 'error']),
  code: z.enum(noticeCodes),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type Notice = z.infer<typeof notice>

/** What the station has counted since it started; shown under the link state. */
export type LinkCounters = { facts: number; duplicates: number; gaps: number; rejected: number; resumes: number }

/** What the link panel tells beside the counters. */
export const linkDetails = z.strictObject({
  cursors,
  /** Heads of the gateway's log as far as the station knows; null before the first contact since it started. */
  heads: cursors.nullable(),
  /** How old the last fact read was when the gateway had written it down, while the station is not at the head; 0 at the head. */
  lagMs: z.number().nonnegative().nullable(),
  lastSnapshotAtMs: timeMs.nullable(),
  /** Bytes of the cache on disk; 0 when it is in memory. */
  cacheBytes: z.int().nonnegative(),
  /** When the oldest fact of the cache was written down; null for none. */
  oldestAtMs: timeMs.nullable(),
  /** How far the search index has come in the alerts stream. */
  indexedSeq: cursor,
})
export type LinkDetails = z.infer<typeof linkDetails>

/** Most alerts a window is given: the newest that are still in the queue. `total` says how many there are in all. */
export const maximumWindowAlerts = 10_000

/** Station -> window. A `state` replaces everything; `facts` continue from it, in log order, without gap or repeat. */
export type StationPush =
  | { kind: 'state'; alerts: AlertState[]; totalAlerts: number; room: RoomState }
  | { kind: 'facts'; facts: Fact[] }
  /** The same as JSON text: written once for all windows, where copying the objects would cost each window as much again. */
  | { kind: 'facts-text'; text: string }
  | { kind: 'link'; link: LinkState; counters: LinkCounters }
  /** All critical alerts that the gateway has told ahead of their facts, while the station catches up; it replaces the one before. */
  | { kind: 'urgent'; alerts: AlertState[] }
  /** Where units are now: the newest position of those that have moved, at first of all. No facts; see `position.ts`. */
  | { kind: 'positions'; positions: readonly UnitPosition[] }
  /** All requests that wait or were refused, in the order they were made. */
  | { kind: 'outbox'; entries: OutboxEntry[] }
  /** What has changed of them since: entries that are new or were refused, and keys of those that are gone. */
  | { kind: 'outbox-changed'; entries: OutboxEntry[]; removed: string[] }
  /** Which station this is, as others read it beside what it did. */
  | { kind: 'self'; id: string; name: string }
  | { kind: 'notices'; notices: Notice[] }
  | { kind: 'found'; id: string; result: Result<SearchPage> }
  | { kind: 'history'; id: string; result: Result<AlertHistory> }
  | { kind: 'alert-figures'; id: string; result: Result<FiguresAnswer> }
  | { kind: 'link-details'; id: string; details: LinkDetails }
  | ContentPush
  | { kind: 'answer'; key: string; result: Result<RequestOutput> | { ok: 'waiting' } }

const anyCall = z.discriminatedUnion('kind', [
  byType({ kind: z.literal('request'), key: idempotencyKey }),
  z.strictObject({ kind: z.literal('dismiss-notice'), id: z.string().max(120) }),
  z.strictObject({ kind: z.literal('dismiss-refused'), key: idempotencyKey }),
  /** A refused request is made once more, under a new key, on the version that the person now sees. */
  z.strictObject({ kind: z.literal('apply-again'), key: idempotencyKey, newKey: idempotencyKey, expectedVersion: z.int().positive() }),
  /** A search of this window; it supersedes the one before. The answer, `found`, carries the same id. */
  z.strictObject({ kind: z.literal('search'), id: z.uuid(), query: searchQuery }),
  z.strictObject({ kind: z.literal('history'), id: z.uuid(), alertId }),
  /** The alert system's own figures for a period, counted in this station's copy of the log. */
  z.strictObject({ kind: z.literal('alert-figures'), id: z.uuid(), query: figuresQuery }),
  z.strictObject({ kind: z.literal('link-details'), id: z.uuid() }),
  ...contentWindowCalls,
])

export type WindowRequest = AnyRequest & { kind: 'request'; key: string }
/** Window -> station. */
export type WindowCall = Exclude<z.infer<typeof anyCall>, { kind: 'request' }> | WindowRequest
export const windowCall = anyCall as unknown as z.ZodType<WindowCall>
