import type { AlertState, Severity } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'
import { severityRank } from '#shared/domain/severityRank'
import { correctedAlert, correctionAfter, isEmptyCorrection, originalOf, sourceAlertOf } from '#shared/domain/alertAmendment'

/**
 * What has become of one alert after one more fact: the fold that the gateway's authority, the station's cache and every window share.
 * Returns `undefined` for a fact about an alert that was never raised (it is then counted, not guessed at).
 */
export function applyAlertFact(before: AlertState | undefined, fact: Fact): AlertState | undefined {
  switch (fact.type) {
    case 'alert.raised':
      return {
        alert: fact.payload.alert,
        version: 1,
        contentVersion: 1,
        drill: fact.drill,
        raisedAtMs: fact.atMs,
        updatedAtMs: fact.atMs,
        raisedSeq: fact.seq,
        cleared: null,
        acknowledged: null,
      }
    case 'alert.updated':
      return before && updated(before, fact)
    case 'alert.cleared':
      return (
        before && {
          ...before,
          version: before.version + 1,
          updatedAtMs: fact.atMs,
          cleared: { atMs: fact.atMs, reason: fact.payload.reason },
        }
      )
    case 'alert.acknowledged':
      return before && acknowledged(before, fact)
    case 'alert.assigned':
      return before && assigned(before, fact)
    case 'alert.closed':
      return before && closed(before, fact)
    case 'alert.amended':
      return before && amended(before, fact)
    case 'alert.noted':
      return before && noted(before, fact)
    default:
      return before
  }
}

type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>

function updated(before: AlertState, fact: FactOf<'alert.updated'>): AlertState {
  const said = fact.payload.alert
  const correction = correctionAfter(said, before)
  const alert = correctedAlert(said, correction)
  const version = before.version + 1
  // An acknowledgement, and a closing, is of what was said then: a rise in severity asks for a new one.
  const isGraver = isMoreSevere(alert.severity, before.alert.severity)
  const { amended: amendment, closed: closing, ...rest } = before
  return {
    ...rest,
    alert,
    version,
    contentVersion: version,
    updatedAtMs: fact.atMs,
    cleared: null,
    acknowledged: isGraver ? null : before.acknowledged,
    ...(amendment !== undefined && !isEmptyCorrection(correction) && { amended: { ...amendment, correction, original: originalOf(said) } }),
    ...(closing !== undefined &&
      (isGraver ? { reopened: { atMs: fact.atMs, closedBy: closing.by, from: before.alert.severity } } : { closed: closing })),
  }
}

function acknowledged(before: AlertState, fact: FactOf<'alert.acknowledged'>): AlertState {
  const { disposition, next } = fact.payload
  return {
    ...touched(before, fact, 'acknowledged'),
    acknowledged: { ...doneBy(fact), ...(disposition !== undefined && { disposition }), ...(next !== undefined && { next }) },
  }
}

function assigned(before: AlertState, fact: FactOf<'alert.assigned'>): AlertState {
  const { assigned: _formerly, ...rest } = touched(before, fact, 'assigned')
  const { to } = fact.payload
  return to === null ? rest : { ...rest, assigned: { ...doneBy(fact), to } }
}

function closed(before: AlertState, fact: FactOf<'alert.closed'>): AlertState {
  const { reopened: _formerly, ...rest } = before
  const { disposition, words } = fact.payload
  return { ...rest, version: before.version + 1, closed: { ...doneBy(fact), disposition, words } }
}

function amended(before: AlertState, fact: FactOf<'alert.amended'>): AlertState {
  const { correction, reason } = fact.payload
  const source = sourceAlertOf(before)
  const alert = correctedAlert(source, correction)
  const { amended: _formerly, ...rest } = touched(before, fact, 'amended')
  return {
    ...rest,
    alert,
    contentVersion: rest.version,
    acknowledged: isMoreSevere(alert.severity, before.alert.severity) ? null : before.acknowledged,
    ...(!isEmptyCorrection(correction) && { amended: { ...doneBy(fact), reason, correction, original: originalOf(source) } }),
  }
}

function noted(before: AlertState, fact: FactOf<'alert.noted'>): AlertState {
  const { text, attachments } = fact.payload
  const latest = { ...doneBy(fact), text, attachments }
  return { ...before, version: before.version + 1, notes: { count: (before.notes?.count ?? 0) + 1, latest } }
}

function touched(before: AlertState, fact: Fact, what: keyof NonNullable<AlertState['touched']>): AlertState {
  const version = before.version + 1
  return { ...before, version, touched: { ...before.touched, [what]: { ...doneBy(fact), byId: fact.actor.id, version } } }
}

function doneBy(fact: Fact): { atMs: number; by: string } {
  return { atMs: fact.atMs, by: fact.actor.name }
}

/** Id of the alert a fact is about; `undefined` for facts of other streams. */
export function alertIdOf(fact: Fact): string | undefined {
  switch (fact.type) {
    case 'alert.raised':
    case 'alert.updated':
      return fact.payload.alert.id
    case 'alert.cleared':
    case 'alert.acknowledged':
    case 'alert.assigned':
    case 'alert.closed':
    case 'alert.amended':
    case 'alert.noted':
      return fact.payload.id
    default:
      return undefined
  }
}

/**
 * Whether an alert still asks something of an operator: it goes on, or nobody has acknowledged it, and nobody has closed it.
 * A cleared alert that nobody saw stays until somebody does (ISA-18.2, "return to normal, unacknowledged").
 */
export function isInQueue(state: AlertState): boolean {
  return state.closed === undefined && !isOver(state)
}

/**
 * Whether nothing more comes of an alert but notes: its source has ended it, and somebody has seen it. What a drill left behind goes with
 * it. What is closed by hand while its source goes on is not over: the source may make it graver.
 */
export function isOver({ cleared, acknowledged, closed }: AlertState): boolean {
  return cleared !== null && (acknowledged !== null || closed !== undefined || cleared.reason === 'drill-ended')
}

/** What an alert asks of the operator: is it over, has anybody seen it, was it put away. */
export type AlertWord = 'unacknowledged' | 'acknowledged' | 'closed' | 'cleared' | 'done'

/** The word for the state of an alert, as rows, filters and the search index name it. */
export function alertWordOf(state: AlertState): AlertWord {
  if (isOver(state)) return 'done'
  if (state.closed !== undefined) return 'closed'
  if (state.cleared !== null) return 'cleared'
  return state.acknowledged === null ? 'unacknowledged' : 'acknowledged'
}

/** Whether the first severity asks for a faster response than the second. */
export function isMoreSevere(one: Severity, other: Severity): boolean {
  return severityRank[one] < severityRank[other]
}
