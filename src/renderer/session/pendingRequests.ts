import type { AlertState } from '#shared/contract/alert'
import type { AnyRequest } from '#shared/contract/feed'
import type { Failure } from '#shared/contract/result'
import type { OutboxEntry, StationPush } from '#shared/contract/stationPort'

/**
 * A request of this window that its alert does not show yet. `sending`: no word so far; `waiting`: kept for when the link is back;
 * `lost`: the station was away or died before it kept the request, so it has to be made again.
 */
export type PendingRequest = {
  key: string
  alertId: string
  asked: AnyRequest
  madeAtMs: number
  state: 'sending' | 'waiting' | 'refused' | 'lost'
  failure: Failure | null
  /** The version its fact gives the alert, once the gateway has accepted it. */
  acceptedVersion: number | null
}

type Answer = Extract<StationPush, { kind: 'answer' }>

/** Requests made in this window, by key, oldest first. */
export type OwnRequests = ReadonlyMap<string, PendingRequest>

const keptOwnRequests = 200

/** Adds a request just made: handed to the station, or lost at once. It replaces lost ones of its kind; the oldest go beyond a bound. */
export function withRequest(own: OwnRequests, key: string, asked: AnyRequest, madeAtMs: number, state: 'sending' | 'lost'): OwnRequests {
  const isReplaced = (request: PendingRequest) => request.state === 'lost' && isSameWish(request.asked, asked)
  const kept = [...own].filter(([, request]) => !isReplaced(request))
  const alertId = asked.input.id
  const next = new Map(kept).set(key, { key, alertId, asked, madeAtMs, state, failure: null, acceptedVersion: null })
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
        ? { ...request, state: 'sending', acceptedVersion: result.value.version }
        : { ...request, state: 'refused', failure: result.failure }
  return new Map(own).set(answer.key, answered)
}

/**
 * Compares with the outbox of a station that has just told its whole state (it may have been restarted): what it neither keeps nor has
 * answered is lost. Should its answer come nevertheless, `withAnswer` corrects that.
 */
export function withoutWord(own: OwnRequests, outbox: ReadonlyMap<string, OutboxEntry>): OwnRequests {
  const isLost = (request: PendingRequest) =>
    (request.state === 'sending' || request.state === 'waiting') && request.acceptedVersion === null && !outbox.has(request.key)
  return new Map([...own].map(([key, request]) => [key, isLost(request) ? { ...request, state: 'lost' } : request]))
}

/** Drops one request, when its refusal has been read. */
export function withoutRequest(own: OwnRequests, key: string): OwnRequests {
  if (!own.has(key)) return own
  const next = new Map(own)
  next.delete(key)
  return next
}

/**
 * The requests to show for each alert, oldest first, of each kind the newest (all notes): from this window's own and from the station's
 * outbox, which is the truth for its keys.
 * A `waiting` request that has left the outbox was sent, so it counts as `sending` until its answer says more.
 */
export function pendingByAlert(own: OwnRequests, outbox: ReadonlyMap<string, OutboxEntry>): Map<string, readonly PendingRequest[]> {
  const fromOutbox = [...outbox.values()].map((entry): PendingRequest => ({
    key: entry.key,
    alertId: entry.input.id,
    asked: { type: entry.type, input: entry.input } as AnyRequest,
    madeAtMs: entry.madeAtMs,
    state: entry.state,
    failure: entry.failure,
    acceptedVersion: null,
  }))
  const fromWindow = [...own.values()]
    .filter((request) => !outbox.has(request.key))
    .map((request): PendingRequest => (request.state === 'waiting' ? { ...request, state: 'sending' } : request))
  const byAlert = new Map<string, PendingRequest[]>()
  for (const request of [...fromWindow, ...fromOutbox].toSorted((a, b) => a.madeAtMs - b.madeAtMs)) {
    const others = byAlert.get(request.alertId)?.filter(({ asked }) => !isSameWish(asked, request.asked)) ?? []
    byAlert.set(request.alertId, [...others, request])
  }
  return byAlert
}

/** Whether a second request takes the place of the first: of two acknowledgements one is enough, of two notes it is not. */
function isSameWish(one: AnyRequest, other: AnyRequest): boolean {
  return one.input.id === other.input.id && one.type === other.type && one.type !== 'alert.note'
}

/**
 * Whether an alert still has to show the request: an accepted one is over once its fact has arrived, a lost acknowledgement once the
 * alert is acknowledged after all (by somebody else, or because only the answer was lost).
 */
export function isStillPending(request: PendingRequest, { version, acknowledged }: Pick<AlertState, 'version' | 'acknowledged'>): boolean {
  if (request.state === 'lost') return request.asked.type !== 'alert.acknowledge' || acknowledged === null
  return request.acceptedVersion === null || version < request.acceptedVersion
}
