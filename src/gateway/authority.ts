import { createHash } from 'node:crypto'
import type { Alert, AlertState, ClearReason } from '#shared/contract/alert'
import type { AlertTypesFile } from '#shared/contract/alertType'
import type { Gauge } from '#shared/contract/city'
import type { Actor, FactPayload, FactType, NewFact } from '#shared/contract/fact'
import { factTable } from '#shared/contract/fact'
import type { Reading } from '#shared/contract/reading'
import type { ConnectorReport } from '#shared/contract/room'
import { fail, succeed, type Result } from '#shared/contract/result'
import { clipText } from '#shared/contract/text'
import { sourceAlertOf } from '#shared/domain/alertAmendment'
import { nextDueOf } from '#shared/domain/alertDue'
import { isOver } from '#shared/domain/alertLifecycle'
import { suppressionChanges } from '#shared/domain/alertSuppression'
import { escalationTimesIn } from '#shared/domain/alertTypes'
import { decideOnReading } from '#shared/domain/floodRule'
import { messageKey, type Accepted, type MessageReference, type Observation } from './connectors/connector'
import type { RoomModel } from './roomModel'

/** What the authority is told besides the world's observations: its own clock, and what the connectors have counted. */
export type Event =
  Observation | { kind: 'time-passed'; atMs: number } | { kind: 'connector-report'; report: ConnectorReport; atMs: number }

/** What pure code cannot make for itself. */
export type Circumstances = { newId(): string; nowMs: number; gauges: ReadonlyMap<string, Gauge> }

/** Facts an event or request leads to, and what its sender is told. */
export type Decision<T> = { facts: NewFact[]; answer: T }

/** Longest `causedBy` of a fact. */
const maximumCause = 120
/** Most facts that the passing of time leads to in one transaction. */
const maximumDue = 500

const systemActor: Actor = { kind: 'system', id: 'authority', name: 'Gateway' }

/** Decides what an event means: new facts, nothing (a duplicate), or a refusal with a reason. Changes nothing itself. */
export function decide(model: RoomModel, event: Event, circumstances: Circumstances): Result<Decision<Accepted>> {
  switch (event.kind) {
    case 'alert':
      return raise(model, event.alert, event.drill, circumstances)
    case 'update':
      return update(model, event.alert, event.references, event.drill, circumstances)
    case 'cancel':
      return cancel(model, event, circumstances)
    case 'reading':
      return record(model, event.reading, circumstances)
    case 'drill-started': {
      const open = model.room().drill
      const before = open === null ? [] : endDrill(model, open.id, 'stopped', event.drill.startedAtMs, circumstances)
      return changed(
        [
          ...before,
          newFact(
            'drill.started',
            { drill: event.drill },
            { atMs: event.drill.startedAtMs, drill: true, source: 'scenario' },
            circumstances,
          ),
        ],
        null,
      )
    }
    case 'drill-ended':
      if (model.room().drill?.id !== event.id) return unchanged(null)
      return changed(endDrill(model, event.id, event.reason, event.atMs, circumstances), null)
    case 'time-passed':
      return changed(
        [
          ...expired(model, event.atMs).map((state) => cleared(state, 'expired', event.atMs, circumstances)),
          ...dueFacts(model, event.atMs, circumstances),
          ...suppressionFacts(model, event.atMs, circumstances),
        ],
        null,
      )
    case 'connector-report':
      return changed(
        [
          newFact(
            'connector.reported',
            { report: event.report },
            { atMs: event.atMs, drill: false, source: event.report.connector },
            circumstances,
          ),
        ],
        null,
      )
  }
}

/** The fact that brings the application's own table of alert types. */
export function alertTypesShipped({ edition, types }: AlertTypesFile, circumstances: Circumstances): NewFact {
  const about = { atMs: circumstances.nowMs, drill: false, source: 'gateway' }
  return newFact('alert-types.shipped', { edition, types }, about, circumstances)
}

/** When time next does something to an alert (it expires, comes back from the shelf, is escalated); null when it will not. */
export function nextDueMs(model: RoomModel): number | null {
  let next = Infinity
  const timesOf = escalationTimesIn(model.room().alertTypes)
  for (const state of model.alerts.values()) {
    if (state.cleared === null && state.alert.expiresAtMs !== null) next = Math.min(next, state.alert.expiresAtMs)
    next = Math.min(next, nextDueOf(state, timesOf)?.atMs ?? Infinity)
  }
  return next === Infinity ? null : next
}

/** Whether a type's suppression by design holds for an alert that is not suppressed, or no longer for one that is. */
export function isSuppressionDue(model: RoomModel): boolean {
  return suppressionChanges(model.alerts.values(), model.room().alertTypes).length > 0
}

function suppressionFacts(model: RoomModel, atMs: number, circumstances: Circumstances): NewFact[] {
  return suppressionChanges(model.alerts.values(), model.room().alertTypes)
    .slice(0, maximumDue)
    .map((change) => {
      const { state, ruleId } = change
      const about = { atMs, drill: state.drill, source: 'gateway' }
      const { id } = state.alert
      if (change.kind === 'release') return newFact('alert.unsuppressed', { id, ruleId, reason: '' }, about, circumstances)
      const reason = clipText(change.because.alert.texts[0]?.headline ?? change.because.alert.id, 2_000)
      return newFact('alert.suppressed', { id, ruleId, reason }, about, circumstances)
    })
}

/** Shelves whose time is over, and alerts that have waited too long: at most so many at once, the rest a second later. */
function dueFacts(model: RoomModel, atMs: number, circumstances: Circumstances): NewFact[] {
  const timesOf = escalationTimesIn(model.room().alertTypes)
  const facts: NewFact[] = []
  for (const state of model.alerts.values()) {
    const due = nextDueOf(state, timesOf)
    if (due === null || due.atMs > atMs || isExpired(state, atMs)) continue
    const about = { atMs, drill: state.drill, source: 'gateway' }
    const { id } = state.alert
    facts.push(
      due.kind === 'unshelve'
        ? newFact('alert.unshelved', { id, why: 'time-over', reason: '' }, about, circumstances)
        : newFact('alert.escalated', { id, level: due.level, cause: due.cause, reason: '' }, about, circumstances),
    )
    if (facts.length >= maximumDue) break
  }
  return facts
}

function raise(model: RoomModel, alert: Alert, drill: boolean, circumstances: Circumstances): Result<Decision<Accepted>> {
  const known = model.alertByKey(alert.source.key)
  if (known !== undefined) return duplicateOf(known)
  return changed([alertFact('alert.raised', alert, drill, circumstances)], alert.id)
}

function update(
  model: RoomModel,
  alert: Alert,
  references: MessageReference[],
  drill: boolean,
  circumstances: Circumstances,
): Result<Decision<Accepted>> {
  const known = model.alertByKey(alert.source.key)
  if (known !== undefined) return duplicateOf(known)
  const target = referred(model, references)
  // An update of something that never reached us still tells what is going on: it opens the alert here.
  if (target === undefined) return changed([alertFact('alert.raised', alert, drill, circumstances)], alert.id)
  if (target.drill !== drill) return mixesDrillAndReality(target)
  // What was over and done with, and comes back, asks for a new response; stations that joined since do not even know the old alert.
  if (isOver(target)) return changed([alertFact('alert.raised', alert, drill, circumstances)], alert.id)
  return changed([alertFact('alert.updated', { ...alert, id: target.alert.id }, drill, circumstances)], target.alert.id)
}

function cancel(
  model: RoomModel,
  event: Extract<Observation, { kind: 'cancel' }>,
  circumstances: Circumstances,
): Result<Decision<Accepted>> {
  // A cancel that comes again, late, must not take back what an update has said since.
  const cause = causeOf(event.key)
  const done = model.alertByKey(cause)
  if (done !== undefined) return duplicateOf(done)
  const named = referredAll(model, event.references)
  const [first] = named
  if (first === undefined) {
    const identifiers = event.references.map((reference) => reference.identifier).join(', ')
    return fail('not-found', `the cancel names no message that is known here: ${identifiers}`, { references: identifiers })
  }
  const mixed = named.find((state) => state.drill !== event.drill)
  if (mixed !== undefined) return mixesDrillAndReality(mixed)
  const goingOn = named.filter((state) => state.cleared === null)
  if (goingOn.length === 0) return duplicateOf(first)
  return changed(
    goingOn.map((state) => ({ ...cleared(state, 'cancelled', event.atMs, circumstances), causedBy: cause })),
    goingOn[0]?.alert.id ?? null,
  )
}

function record(model: RoomModel, reading: Reading, circumstances: Circumstances): Result<Decision<Accepted>> {
  const gauge = circumstances.gauges.get(reading.gaugeId)
  if (gauge === undefined) return fail('not-found', `the city has no gauge ${reading.gaugeId}`, { gauge: reading.gaugeId })
  if (reading.drillId !== null && reading.drillId !== model.room().drill?.id) {
    return fail('invalid', `the reading belongs to ${reading.drillId}, which is not being played`, { drill: reading.drillId })
  }
  const recorded = newFact(
    'reading.recorded',
    { reading },
    { atMs: reading.observedAtMs, drill: reading.drillId !== null, source: 'scenario' },
    circumstances,
  )
  const open = [...model.alerts.values()].find(
    (state) => state.cleared === null && state.alert.measure?.gaugeId === reading.gaugeId && state.alert.drillId === reading.drillId,
  )
  const decision = decideOnReading({ gauge, reading, open: open && sourceAlertOf(open), receivedAtMs: circumstances.nowMs })
  switch (decision.kind) {
    case 'none':
      return changed([recorded], open?.alert.id ?? null)
    case 'raise':
      return changed(
        [recorded, alertFact('alert.raised', decision.alert, recorded.drill, circumstances, reading.observedAtMs)],
        decision.alert.id,
      )
    case 'update':
      return changed(
        [recorded, alertFact('alert.updated', decision.alert, recorded.drill, circumstances, reading.observedAtMs)],
        decision.alert.id,
      )
    case 'clear':
      if (open === undefined) return changed([recorded], null)
      return changed([recorded, cleared(open, 'returned-to-normal', reading.observedAtMs, circumstances)], open.alert.id)
  }
}

function endDrill(
  model: RoomModel,
  id: string,
  reason: FactPayload<'drill.ended'>['reason'],
  atMs: number,
  circumstances: Circumstances,
): NewFact[] {
  const left = [...model.alerts.values()].filter((state) => state.alert.drillId === id && !isOver(state))
  return [
    ...left.map((state) => cleared(state, 'drill-ended', atMs, circumstances)),
    newFact('drill.ended', { id, reason }, { atMs, drill: true, source: 'scenario' }, circumstances),
  ]
}

function expired(model: RoomModel, atMs: number): AlertState[] {
  return [...model.alerts.values()].filter((state) => isExpired(state, atMs))
}

function isExpired({ cleared: over, alert: { expiresAtMs } }: AlertState, atMs: number): boolean {
  return over === null && expiresAtMs !== null && expiresAtMs <= atMs
}

function referred(model: RoomModel, references: MessageReference[]): AlertState | undefined {
  const found = referredAll(model, references)
  // A message may name the whole history of its event: the alert meant is the one that goes on.
  return found.find((state) => !isOver(state)) ?? found[0]
}

/** The alerts that the named messages became, each once. Agencies are not exact about sender and time: an identifier that only one alert has will do. */
function referredAll(model: RoomModel, references: MessageReference[]): AlertState[] {
  const found = references.flatMap(
    (reference) => model.alertByKey(messageKey(reference)) ?? model.alertByIdentifier(reference.identifier) ?? [],
  )
  return [...new Set(found)]
}

function alertFact(
  type: 'alert.raised' | 'alert.updated',
  alert: Alert,
  drill: boolean,
  circumstances: Circumstances,
  atMs = alert.source.sentAtMs,
): NewFact {
  return newFact(type, { alert }, { atMs, drill, source: alert.source.connector }, circumstances)
}

/** A message's key as a fact can carry it. */
function causeOf(key: string): string {
  return key.length <= maximumCause ? key : `sha256:${createHash('sha256').update(key).digest('hex')}`
}

function cleared(state: AlertState, reason: ClearReason, atMs: number, circumstances: Circumstances): NewFact {
  return newFact(
    'alert.cleared',
    { id: state.alert.id, reason },
    { atMs, drill: state.drill, source: state.alert.source.connector },
    circumstances,
  )
}

function newFact<T extends FactType>(
  type: T,
  payload: FactPayload<T>,
  about: { atMs: number; drill: boolean; source: string },
  circumstances: Circumstances,
): NewFact {
  const actor: Actor =
    about.source === 'gauge-rule' || about.source === 'gateway' ? systemActor : { kind: 'connector', id: about.source, name: about.source }
  return { stream: factTable[type].stream, id: circumstances.newId(), type, ...about, actor, causedBy: null, payload } as NewFact
}

function changed(facts: NewFact[], alertId: string | null): Result<Decision<Accepted>> {
  return succeed({ facts, answer: { facts: facts.length, duplicate: false, alertId } })
}

function unchanged(alertId: string | null): Result<Decision<Accepted>> {
  return succeed({ facts: [], answer: { facts: 0, duplicate: true, alertId } })
}

function duplicateOf(state: AlertState): Result<Decision<Accepted>> {
  return unchanged(state.alert.id)
}

function mixesDrillAndReality(target: AlertState): Result<never> {
  return fail('invalid', `message and alert ${target.alert.id} are not both exercise or both real`, { id: target.alert.id })
}
