import type { AlertState, Change } from '#shared/contract/alert'
import { longestShelfMs } from '#shared/contract/alertLimits'
import { alertTypeRequests, type AlertTypeRequest, type AlertTypesState } from '#shared/contract/alertType'
import { factTable, type Actor, type Fact, type FactPayload, type FactType, type NewFact } from '#shared/contract/fact'
import type { AlertRequestType, AnyRequest, RequestInput, RequestOutput } from '#shared/contract/feed'
import { fail, succeed, type Failure, type Result } from '#shared/contract/result'
import { viewpointRequests, type ViewpointRequest } from '#shared/contract/savedViewpoint'
import { wallRequests, type WallRequest } from '#shared/contract/wall'
import { isOver } from '#shared/domain/alertLifecycle'
import { decideOnAlertType, shelvingLimitMsOf } from '#shared/domain/alertTypes'
import { decideOnViewpoint } from '#shared/domain/savedViewpoints'
import { decideOnWall } from '#shared/domain/wallDecision'
import type { RoomModel } from './roomModel'

/** Who asks, from which station, under which key, and when they did it. */
type Asking = { actor: Actor; station: string; key: string; madeAtMs: number }

/** The fact that a request leads to, and what its sender is told once that is in the log. */
type RequestDecision = { facts: NewFact[]; answer(appended: Fact[]): RequestOutput }

/** How far the clock of a station may be ahead of the gateway's, in milliseconds. */
const clockToleranceMs = 60_000

type Refusal = { ok: false; failure: Failure } | undefined

/** What each request needs in order to be taken, and the fact it then becomes. A request that is not in here does not compile. */
const aboutAlerts: { [T in AlertRequestType]: Rule<T> } = {
  'alert.acknowledge': {
    refuse: (state, input, me) => refuseOver(state) ?? refuseClosed(state) ?? refuseAcknowledged(state) ?? refuseUnread(state, input, me),
    fact: ({ expectedVersion: _seen, ...payload }) => ['alert.acknowledged', payload],
  },
  'alert.assign': {
    refuse: (state, input, me) => refuseOver(state) ?? refuseClosed(state) ?? refuseAssigned(state, input, me),
    fact: ({ id, to }) => ['alert.assigned', { id, to }],
  },
  // It takes an alert off every screen: whatever somebody else has done about it since speaks against that, except a note.
  'alert.close': {
    refuse: (state, input, me) =>
      refuseOver(state) ??
      refuseClosed(state) ??
      refuseUnread(state, input, me) ??
      (isSince(state.touched?.acknowledged, input, me) ? refuseAcknowledged(state) : undefined) ??
      refuseAssigned(state, input, me),
    fact: ({ id, disposition, words }) => ['alert.closed', { id, disposition, words }],
  },
  'alert.amend': {
    refuse: (state, input, me) => refuseOver(state) ?? refuseClosed(state) ?? refuseUnread(state, input, me),
    fact: ({ id, correction, reason }) => ['alert.amended', { id, correction, reason }],
  },
  // Notes stand beside each other, also about what is over.
  'alert.note': {
    refuse: () => undefined,
    fact: (payload) => ['alert.noted', payload],
  },
  'alert.shelve': {
    refuse: (state, input, me, room) =>
      refuseEnded(state) ??
      refuseClosed(state) ??
      refuseUnread(state, input, me) ??
      refuseSetAside(state, input, me) ??
      refuseShelf(state, input, room),
    fact: ({ id, untilMs, reason }) => ['alert.shelved', { id, untilMs, reason }],
  },
  'alert.unshelve': {
    refuse: (state, input, me) =>
      refuseOver(state) ??
      refuseClosed(state) ??
      refuseSetAside(state, input, me) ??
      (state.shelved === undefined ? isBack(state, 'unshelved', state.unshelved) : undefined),
    fact: ({ id, reason }) => ['alert.unshelved', { id, why: 'by-hand', reason }],
  },
  'alert.take-out-of-service': {
    refuse: (state, input, me) =>
      refuseEnded(state) ??
      refuseClosed(state) ??
      refuseUnread(state, input, me) ??
      refuseSetAside(state, input, me) ??
      (state.outOfService === undefined ? undefined : isBack(state, 'out-of-service', state.outOfService)),
    fact: ({ id, reason }) => ['alert.taken-out-of-service', { id, reason }],
  },
  'alert.return-to-service': {
    refuse: (state, input, me) =>
      refuseOver(state) ??
      refuseClosed(state) ??
      refuseSetAside(state, input, me) ??
      (state.outOfService === undefined ? isBack(state, 'in-service', state.touched?.service) : undefined),
    fact: ({ id, reason }) => ['alert.returned-to-service', { id, reason }],
  },
  'alert.escalate': {
    refuse: (state, input, me) => refuseOver(state) ?? refuseClosed(state) ?? refuseUnread(state, input, me),
    fact: ({ id, reason }) => ['alert.escalated', { id, level: 2, cause: 'by-hand', reason }],
  },
  // It takes back what somebody has decided: only whoever has seen that decision may.
  'alert.reopen': {
    refuse: (state, input, me) =>
      refuseOver(state) ??
      (isSince(state.touched?.closed, input, me) ? refuseClosed(state) : undefined) ??
      (isSince(state.touched?.acknowledged, input, me) ? refuseAcknowledged(state) : undefined) ??
      refuseOpen(state),
    fact: ({ id, reason }) => ['alert.reopened', { id, reason }],
  },
  // Who has looked has looked, whatever has happened meanwhile.
  'alert.see': {
    refuse: () => undefined,
    fact: ({ id }) => ['alert.seen', { id }],
  },
}

/** What a decision may need beside the alert: the gateway's clock, and the room's table of alert types. */
type RoomNow = { nowMs: number; alertTypes: AlertTypesState | undefined }

type Rule<T extends AlertRequestType> = {
  refuse(state: AlertState, input: RequestInput<T>, me: string, room: RoomNow): Refusal
  fact(input: RequestInput<T>): { [F in FactType]: [F, FactPayload<F>] }[FactType]
}

/**
 * Decides on a person's request: the first wins, thing by thing, and who was late is told who did what and when. What a person did
 * themselves meanwhile (several requests made one after another while the line was away) never speaks against their next request.
 */
export function decideRequest(
  model: RoomModel,
  request: AnyRequest,
  by: Asking,
  at: { newId(): string; nowMs: number },
): Result<RequestDecision> {
  if (isAboutViewpoint(request)) return decideAboutViewpoint(model, request, by, at.newId)
  if (isAboutAlertType(request)) return decideAboutAlertType(model, request, by, at.newId)
  return isAboutWalls(request) ? decideAboutWalls(model, request, by, at) : decideAboutAlert(model, request, by, at)
}

function isAboutAlertType(request: AnyRequest): request is AlertTypeRequest {
  return request.type in alertTypeRequests
}

function decideAboutAlertType(model: RoomModel, request: AlertTypeRequest, by: Asking, newId: () => string): Result<RequestDecision> {
  const decision = decideOnAlertType(model.room().alertTypes, request, by.actor.id)
  if (!decision.ok) return decision
  const { fact, version } = decision.value
  const about = { atMs: by.madeAtMs, drill: false, source: by.station, actor: by.actor, causedBy: by.key }
  return succeed({
    facts: [{ stream: 'room', id: newId(), ...fact, ...about } as NewFact],
    answer: ([first]) => ({ version, seq: first?.seq ?? 0 }),
  })
}

function isAboutWalls(request: AnyRequest): request is WallRequest {
  return request.type in wallRequests
}

function isAboutViewpoint(request: AnyRequest): request is ViewpointRequest {
  return request.type in viewpointRequests
}

function decideAboutViewpoint(model: RoomModel, request: ViewpointRequest, by: Asking, newId: () => string): Result<RequestDecision> {
  const decision = decideOnViewpoint(model.room().viewpoints ?? [], request)
  if (!decision.ok) return decision
  const { fact, version } = decision.value
  const about = { atMs: by.madeAtMs, drill: false, source: by.station, actor: by.actor, causedBy: by.key }
  return succeed({
    facts: [{ stream: 'room', id: newId(), ...fact, ...about } as NewFact],
    answer: ([first]) => ({ version, seq: first?.seq ?? 0 }),
  })
}

/** Walls have no versions of their own: the number of the fact stands for it. */
function decideAboutWalls(
  model: RoomModel,
  request: WallRequest,
  by: Asking,
  { newId, nowMs }: { newId(): string; nowMs: number },
): Result<RequestDecision> {
  const { id, name } = by.actor
  const decision = decideOnWall(model.room().walls, request, { id, name }, nowMs)
  if (!decision.ok) return decision
  const about = { atMs: by.madeAtMs, drill: false, source: by.station, actor: by.actor, causedBy: by.key }
  const facts = decision.value.map((fact) => ({ stream: 'wall', id: newId(), ...fact, ...about }) as NewFact)
  return succeed({ facts, answer: ([first]) => ({ version: first?.seq ?? 0, seq: first?.seq ?? 0 }) })
}

function decideAboutAlert<T extends AlertRequestType>(
  model: RoomModel,
  { type, input }: { type: T; input: RequestInput<T> },
  by: Asking,
  { newId, nowMs }: { newId(): string; nowMs: number },
): Result<RequestDecision> {
  const state = model.alerts.get(input.id)
  if (state === undefined) return fail('not-found', `there is no alert ${input.id}`, { id: input.id })
  const rule: Rule<T> = aboutAlerts[type]
  const refusal = rule.refuse(state, input, by.actor.id, { nowMs, alertTypes: model.room().alertTypes })
  if (refusal !== undefined) return refusal
  const [factType, payload] = rule.fact(input)
  const fact = {
    stream: factTable[factType].stream,
    id: newId(),
    type: factType,
    atMs: by.madeAtMs,
    drill: state.drill,
    source: by.station,
    actor: by.actor,
    causedBy: by.key,
    payload,
  } as NewFact
  return succeed({ facts: [fact], answer: (appended) => ({ version: state.version + 1, seq: appended[0]?.seq ?? 0 }) })
}

/** Whether somebody else has made this change after what the asker saw. */
function isSince(change: Change | undefined, { expectedVersion }: { expectedVersion: number }, me: string): change is Change {
  return change !== undefined && change.version > expectedVersion && change.byId !== me
}

function refuseOver(state: AlertState): Refusal {
  if (!isOver(state) || state.cleared === null) return undefined
  const by = state.acknowledged?.by ?? state.closed?.by ?? ''
  return refuse(state, 'already-over', `the alert is over since ${new Date(state.cleared.atMs).toISOString()}`, {
    by,
    atMs: state.cleared.atMs,
    reason: state.cleared.reason,
  })
}

/** What has ended is not set aside any more, even where it waits to be acknowledged. */
function refuseEnded(state: AlertState): Refusal {
  if (state.cleared === null) return undefined
  const { atMs, reason } = state.cleared
  return refuseOver(state) ?? refuse(state, 'already-over', 'its source has ended it', { by: '', atMs, reason })
}

function refuseClosed(state: AlertState): Refusal {
  if (state.closed === undefined) return undefined
  const { by, atMs, disposition, words } = state.closed
  return refuse(state, 'already-closed', `${by} closed it already`, { by, atMs, disposition, words })
}

function refuseAcknowledged(state: AlertState): Refusal {
  if (state.acknowledged === null) return undefined
  const { by, atMs, disposition = '', next = '' } = state.acknowledged
  return refuse(state, 'already-acknowledged', `${by} acknowledged it already`, { by, atMs, disposition, next })
}

function refuseAssigned(state: AlertState, input: { expectedVersion: number }, me: string): Refusal {
  const change = state.touched?.assigned
  if (!isSince(change, input, me)) return undefined
  const to = state.assigned?.to.name ?? ''
  return refuse(state, 'already-assigned', `${change.by} assigned it to ${to === '' ? 'nobody' : to}`, {
    by: change.by,
    atMs: change.atMs,
    to,
  })
}

/** Somebody else has set it aside or brought it back since. */
function refuseSetAside(state: AlertState, input: { expectedVersion: number }, me: string): Refusal {
  const { shelved, service } = state.touched ?? {}
  if (isSince(service, input, me)) return isBack(state, state.outOfService === undefined ? 'in-service' : 'out-of-service', service)
  return isSince(shelved, input, me) ? isBack(state, state.shelved === undefined ? 'unshelved' : 'shelved', shelved) : undefined
}

/** How it stands already, or again. */
function isBack(
  state: AlertState,
  how: 'shelved' | 'unshelved' | 'out-of-service' | 'in-service',
  done: { by: string; atMs: number } | undefined,
): Refusal {
  return refuse(state, 'already-set-aside', `the alert is ${how}`, { how, by: done?.by ?? '', atMs: done?.atMs ?? state.updatedAtMs })
}

/** A shelf has a limit, and one that was asked for long ago may be over before it begins. */
function refuseShelf(state: AlertState, { untilMs }: { untilMs: number }, { nowMs, alertTypes }: RoomNow): Refusal {
  if (untilMs <= nowMs) return refuse(state, 'too-late', 'the time on the shelf is over already', { untilMs })
  const limitMs = Math.min(shelvingLimitMsOf(state, alertTypes), longestShelfMs)
  // A station's clock may be a little ahead of the gateway's.
  if (untilMs - nowMs <= limitMs + clockToleranceMs && limitMs > 0) return undefined
  return refuse(state, 'shelving-limit', `it may be shelved for ${limitMs / 60_000} minutes at most`, { minutes: limitMs / 60_000 })
}

/** There is nothing to take back: it is neither closed nor acknowledged. */
function refuseOpen(state: AlertState): Refusal {
  if (state.closed !== undefined || state.acknowledged !== null) return undefined
  const { by, atMs } = state.reopenedByHand ?? { by: state.reopened?.closedBy ?? '', atMs: state.reopened?.atMs ?? state.updatedAtMs }
  return refuse(state, 'already-reopened', 'the alert is open and nobody has acknowledged it', { by, atMs })
}

/** One cannot decide about what one has not read: neither a newer word of the source nor somebody else's correction of it. */
function refuseUnread(state: AlertState, input: { expectedVersion: number }, me: string): Refusal {
  if (input.expectedVersion >= state.contentVersion) return undefined
  const amended = state.touched?.amended
  if (amended?.version === state.contentVersion) {
    if (!isSince(amended, input, me)) return undefined
    return refuse(state, 'already-amended', `${amended.by} corrected it since version ${input.expectedVersion}`, {
      by: amended.by,
      atMs: amended.atMs,
      reason: state.amended?.reason ?? '',
      ...saysNow(state),
    })
  }
  const { senderName, sender } = state.alert.source
  return refuse(state, 'stale-version', `the alert has changed since version ${input.expectedVersion}`, {
    expected: input.expectedVersion,
    by: senderName === '' ? sender : senderName,
    atMs: state.updatedAtMs,
    ...saysNow(state),
  })
}

function saysNow({ alert }: AlertState): { severity: string; headline: string } {
  return { severity: alert.severity, headline: alert.texts[0]?.headline ?? '' }
}

/** `found` is the version to ask for again. */
function refuse(state: AlertState, code: Failure['code'], message: string, details: NonNullable<Failure['details']>): Refusal {
  return fail(code, message, { found: state.version, ...details })
}
