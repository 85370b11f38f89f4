import type { Alert, AlertState, Severity } from '#shared/contract/alert'
import {
  maximumAlertTypes,
  type AlertType,
  type AlertTypeRequest,
  type AlertTypesState,
  type ConsequenceGrade,
} from '#shared/contract/alertType'
import type { Fact, FactPayload } from '#shared/contract/fact'
import { fail, succeed, type Result } from '#shared/contract/result'
import { defaultEscalation, defaultShelvingLimitMs, type EscalationTimes } from './alertDue'
import { foldText } from './foldText'

type TypeFactType = 'alert-types.shipped' | 'alert-type.proposed' | 'alert-type.approved' | 'alert-type.rejected'
type TypeFact = Extract<Fact, { type: TypeFactType }>
type NewTypeFact = { [T in TypeFactType]: { type: T; payload: FactPayload<T> } }[TypeFactType]

const noAlertTypes: AlertTypesState = { edition: '', types: [], proposals: [] }

/** The table of types after one more fact. What people have agreed on stays when the application brings a newer edition. */
export function applyAlertTypeFact(before: AlertTypesState = noAlertTypes, fact: TypeFact): AlertTypesState {
  switch (fact.type) {
    case 'alert-types.shipped': {
      const agreed = before.types.filter(({ version }) => version > 0)
      const brought = fact.payload.types
        .filter(({ id }) => !agreed.some(({ type }) => type.id === id))
        .map((type) => ({ type, version: 0, atMs: fact.atMs, proposedBy: '', approvedBy: '' }))
      return { ...before, edition: fact.payload.edition, types: inOrder([...agreed, ...brought]).slice(0, maximumAlertTypes) }
    }
    case 'alert-type.proposed': {
      const { type, basedOn, reason } = fact.payload
      const proposal = { number: fact.seq, type, basedOn, reason, atMs: fact.atMs, by: fact.actor.name, byId: fact.actor.id }
      return { ...before, proposals: [...without(before, type.id), proposal] }
    }
    case 'alert-type.rejected':
      return { ...before, proposals: without(before, fact.payload.id) }
    case 'alert-type.approved': {
      const { id, proposal: number, version } = fact.payload
      const proposal = before.proposals.find((each) => each.number === number)
      if (proposal === undefined) return before
      const agreed = { type: proposal.type, version, atMs: fact.atMs, proposedBy: proposal.by, approvedBy: fact.actor.name }
      const others = before.types.filter(({ type }) => type.id !== id)
      return { ...before, types: inOrder([...others, agreed]), proposals: without(before, id) }
    }
  }
}

/** The fact that a request leads to, with the version that the answer names: four eyes, and only on what both have seen. */
export function decideOnAlertType(
  table: AlertTypesState = noAlertTypes,
  { type, input }: AlertTypeRequest,
  me: string,
): Result<{ fact: NewTypeFact; version: number }> {
  const known = table.types.find((each) => each.type.id === input.id)
  if (type === 'alert-type.propose') {
    if (input.type.id !== input.id) return fail('invalid', `${input.id} is not ${input.type.id}`)
    if ((known?.version ?? null) !== input.basedOn) {
      return fail('stale-version', `the type is at version ${known?.version ?? 'none'}`, {
        found: known?.version ?? 0,
        by: known?.approvedBy ?? '',
        atMs: known?.atMs ?? 0,
      })
    }
    if (known === undefined && table.types.length >= maximumAlertTypes)
      return fail('too-large', `there are ${maximumAlertTypes} types already`)
    const { basedOn, reason } = input
    const version = (known?.version ?? 0) + 1
    return succeed({ fact: { type: 'alert-type.proposed', payload: { type: input.type, basedOn, reason } }, version })
  }
  const proposal = table.proposals.find((each) => each.type.id === input.id)
  if (proposal === undefined) return fail('not-found', `nothing is proposed for ${input.id}`, { id: input.id })
  if (proposal.number !== input.proposal) {
    return fail('stale-version', `${proposal.by} has proposed something else since`, {
      found: proposal.number,
      by: proposal.by,
      atMs: proposal.atMs,
    })
  }
  const version = (known?.version ?? 0) + 1
  if (type === 'alert-type.reject') {
    const { id, reason } = input
    return succeed({ fact: { type: 'alert-type.rejected', payload: { id, proposal: input.proposal, reason } }, version })
  }
  if (proposal.byId === me) return fail('own-proposal', 'a proposal is approved by somebody else', { by: proposal.by, atMs: proposal.atMs })
  if ((known?.version ?? null) !== proposal.basedOn) {
    return fail('stale-version', 'the type was changed after this was proposed', {
      found: known?.version ?? 0,
      by: known?.approvedBy ?? '',
      atMs: known?.atMs ?? 0,
    })
  }
  return succeed({ fact: { type: 'alert-type.approved', payload: { id: input.id, proposal: input.proposal, version } }, version })
}

// Asked for every open alert every second; a table and an alert never change in place.
const typesByTable = new WeakMap<AlertTypesState, WeakMap<Alert, { type: AlertType | undefined }>>()

/** The type of an alert: of those that fit the one that asks for most; undefined when none does. */
export function alertTypeOf(alert: Alert, table: AlertTypesState | undefined): AlertType | undefined {
  if (table === undefined) return undefined
  const known = typesByTable.get(table) ?? new WeakMap<Alert, { type: AlertType | undefined }>()
  typesByTable.set(table, known)
  const remembered = known.get(alert)
  if (remembered !== undefined) return remembered.type
  let type: AlertType | undefined
  let most = -1
  for (const each of table.types) {
    const asked = fits(alert, each.type)
    if (asked === undefined || asked <= most) continue
    type = each.type
    most = asked
  }
  known.set(alert, { type })
  return type
}

/** How many things a type asks of an alert, when all of them are so; undefined when one is not. A type that asks nothing fits nothing. */
function fits(alert: Alert, type: AlertType): number | undefined {
  const { connectors, events, categories, levels } = type.matches
  let asked = 0
  if (connectors.length > 0) {
    if (!connectors.includes(alert.source.connector)) return undefined
    asked += 1
  }
  if (categories.length > 0) {
    if (!categories.includes(alert.category)) return undefined
    asked += 1
  }
  if (levels.length > 0) {
    if (alert.measure === null || !levels.includes(alert.measure.level)) return undefined
    asked += 2
  }
  if (events.length > 0) {
    const known = eventsOf(type)
    if (!alert.texts.some(({ event }) => known.has(foldedEvent(event)))) return undefined
    asked += 4
  }
  return asked === 0 ? undefined : asked
}

// Every alert is compared with every type: names are folded once, those of messages as long as they keep coming.
const eventsByType = new WeakMap<AlertType, ReadonlySet<string>>()
const foldedByEvent = new Map<string, string>()
const mostFoldedEvents = 5_000

function eventsOf(type: AlertType): ReadonlySet<string> {
  const known = eventsByType.get(type)
  if (known !== undefined) return known
  const events = new Set(type.matches.events.map(foldedEvent))
  eventsByType.set(type, events)
  return events
}

function foldedEvent(event: string): string {
  const known = foldedByEvent.get(event)
  if (known !== undefined) return known
  if (foldedByEvent.size >= mostFoldedEvents) foldedByEvent.clear()
  const folded = foldText(event).trim()
  foldedByEvent.set(event, folded)
  return folded
}

const minuteMs = 60_000

/**
 * The priority of a type: how bad it gets, and how little time there is (IEC 62682's matrix of consequence and time to respond, with the
 * room's own bounds: 10 minutes, one hour).
 */
export function priorityOf({ consequenceGrade, timeToRespondMs }: Pick<AlertType, 'consequenceGrade' | 'timeToRespondMs'>): Severity {
  const haste = timeToRespondMs <= 10 * minuteMs ? 0 : timeToRespondMs <= 60 * minuteMs ? 1 : 2
  return matrix[consequenceGrade][haste]
}

const matrix: Record<ConsequenceGrade, readonly [Severity, Severity, Severity]> = {
  severe: ['critical', 'critical', 'high'],
  major: ['high', 'high', 'medium'],
  moderate: ['medium', 'medium', 'low'],
  minor: ['low', 'low', 'low'],
}

/** How long an alert may be shelved, in milliseconds: what its type says, else what its severity allows. */
export function shelvingLimitMsOf({ alert }: Pick<AlertState, 'alert'>, table: AlertTypesState | undefined): number {
  return alertTypeOf(alert, table)?.shelvingLimitMs ?? defaultShelvingLimitMs[alert.severity]
}

/** When the room is told again of an alert: as its type says, or else its severity. */
export function escalationTimesIn(table: AlertTypesState | undefined): (state: AlertState) => EscalationTimes {
  return ({ alert }) => alertTypeOf(alert, table)?.escalation ?? defaultEscalation[alert.severity]
}

function without(table: AlertTypesState, id: string): AlertTypesState['proposals'] {
  return table.proposals.filter(({ type }) => type.id !== id)
}

// By code points: every process must come to the same order.
function inOrder(types: AlertTypesState['types']): AlertTypesState['types'] {
  return types.toSorted((a, b) => (a.type.id < b.type.id ? -1 : a.type.id > b.type.id ? 1 : 0))
}
