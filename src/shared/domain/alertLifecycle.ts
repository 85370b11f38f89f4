import type { AlertState } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'
import { applyAlertLifeFact, askingAnew, withoutShelf, withTouch } from '#shared/domain/alertLife'
import { correctedAlert, correctionAfter, isEmptyCorrection, originalOf, sourceAlertOf } from '#shared/domain/alertAmendment'
import { isMoreSevere } from '#shared/domain/alertStanding'

export { alertWordOf, isInQueue, isMoreSevere, isOver, type AlertWord } from '#shared/domain/alertStanding'

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
          ...withoutShelf(before, { atMs: fact.atMs, by: '' }, 'cleared'),
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
    case 'alert.shelved':
    case 'alert.unshelved':
    case 'alert.suppressed':
    case 'alert.unsuppressed':
    case 'alert.taken-out-of-service':
    case 'alert.returned-to-service':
    case 'alert.escalated':
    case 'alert.reopened':
    case 'alert.seen':
      return before && applyAlertLifeFact(before, fact)
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
  const unshelved = withoutShelf(before, { atMs: fact.atMs, by: '' }, 'changed')
  const { amended: amendment, closed: closing, ...rest } = isGraver ? askingAnew(unshelved) : unshelved
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
  // What is put away is on no shelf any more, and nobody took it back.
  const { reopened: _bySource, reopenedByHand: _byHand, shelved: _shelf, ...rest } = touched(before, fact, 'closed')
  const { disposition, words } = fact.payload
  return { ...rest, closed: { ...doneBy(fact), disposition, words } }
}

function amended(before: AlertState, fact: FactOf<'alert.amended'>): AlertState {
  const { correction, reason } = fact.payload
  const source = sourceAlertOf(before)
  const alert = correctedAlert(source, correction)
  const isGraver = isMoreSevere(alert.severity, before.alert.severity)
  const corrected = touched(before, fact, 'amended')
  const { amended: _formerly, ...rest } = isGraver ? askingAnew(withoutShelf(corrected, doneBy(fact), 'changed')) : corrected
  return {
    ...rest,
    alert,
    contentVersion: rest.version,
    acknowledged: isGraver ? null : before.acknowledged,
    ...(!isEmptyCorrection(correction) && { amended: { ...doneBy(fact), reason, correction, original: originalOf(source) } }),
  }
}

function noted(before: AlertState, fact: FactOf<'alert.noted'>): AlertState {
  const { text, attachments } = fact.payload
  const latest = { ...doneBy(fact), text, attachments }
  return { ...before, version: before.version + 1, notes: { count: (before.notes?.count ?? 0) + 1, latest } }
}

function touched(before: AlertState, fact: Fact, what: keyof NonNullable<AlertState['touched']>): AlertState {
  return withTouch({ ...before, version: before.version + 1 }, fact, what)
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
    case 'alert.shelved':
    case 'alert.unshelved':
    case 'alert.suppressed':
    case 'alert.unsuppressed':
    case 'alert.taken-out-of-service':
    case 'alert.returned-to-service':
    case 'alert.escalated':
    case 'alert.reopened':
    case 'alert.seen':
      return fact.payload.id
    default:
      return undefined
  }
}

/** Whether a fact may be about what was over long ago: who does not know the alert then lacks nothing. */
export function mayBeAboutThePast(fact: Fact): boolean {
  return fact.type === 'alert.noted' || fact.type === 'alert.seen'
}
