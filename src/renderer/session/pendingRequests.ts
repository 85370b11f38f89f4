import type { Failure } from '#shared/contract/result'
import type { OutboxEntry, StationPush } from '#shared/contract/stationPort'

/** A request of this window that its alert does not show yet. `sending`: no word so far; `waiting`: kept for when the link is back. */
export type PendingRequest = {
  key: string
  alertId: string
  madeAtMs: number
  state: 'sending' | 'waiting' | 'refused'
  failure: Failure | null
  /** The version its fact gives the alert, once the gateway has accepted it. */
  acceptedVersion: number | null
}

type Answer = Extract<StationPush, { kind: 'answer' }>

/** Requests made in this window, by key, oldest first. */
export type OwnRequests = ReadonlyMap<string, PendingRequest>

const keptOwnRequests = 200

/** Adds a request just handed to the station; the oldest are forgotten beyond a bound. */
export function withRequest(own: OwnRequests, key: string, alertId: string, madeAtMs: number): OwnRequests {
  const next = new Map(own).set(key, { key, alertId, madeAtMs, state: 'sending', failure: null, acceptedVersion: null })
  for (const oldest of next.keys()) {
    if (next.size <= keptOwnRequests) break
    next.delete(oldest)
  }
  return next
}

/** Notes what the station answered; answers to requests of other windows are not ours to note. */
export function withAnswer(own: OwnRequests, answer: Answer): OwnRequests {
  const request = own.get(answer.key)
  if (request === undefined) return own
  const { result } = answer
  const answered: PendingRequest =
    result.ok === 'waiting'
      ? { ...request, state: 'waiting' }
      : result.ok
        ? { ...request, acceptedVersion: result.value.version }
        : { ...request, state: 'refused', failure: result.failure }
  return new Map(own).set(answer.key, answered)
}

/** Drops one request, when its refusal has been read. */
export function withoutRequest(own: OwnRequests, key: string): OwnRequests {
  if (!own.has(key)) return own
  const next = new Map(own)
  next.delete(key)
  return next
}

/**
 * The request to show for each alert: the newest, from this window's own and from the station's outbox (which is the truth for its keys).
 * A `waiting` request that has left the outbox was sent, so it counts as `sending` until its answer says more.
 */
export function pendingByAlert(own: OwnRequests, outbox: readonly OutboxEntry[]): Map<string, PendingRequest> {
  const listed = new Set(outbox.map((entry) => entry.key))
  const fromOutbox = outbox.map((entry): PendingRequest => ({
    key: entry.key,
    alertId: entry.input.id,
    madeAtMs: entry.madeAtMs,
    state: entry.state,
    failure: entry.failure,
    acceptedVersion: null,
  }))
  const fromWindow = [...own.values()]
    .filter((request) => !listed.has(request.key))
    .map((request): PendingRequest => (request.state === 'waiting' ? { ...request, state: 'sending' } : request))
  const newestLast = [...fromWindow, ...fromOutbox].toSorted((a, b) => a.madeAtMs - b.madeAtMs)
  return new Map(newestLast.map((request) => [request.alertId, request]))
}

/** Whether an alert at `version` still has to show the request: an accepted one is over once its fact has arrived. */
export function isStillPending(request: PendingRequest | undefined, version: number): request is PendingRequest {
  if (request === undefined) return false
  return request.acceptedVersion === null || version < request.acceptedVersion
}
