import type { AlertState, Severity } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'
import { severityRank } from '#shared/domain/severityRank'

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
      return (
        before && {
          ...before,
          alert: fact.payload.alert,
          version: before.version + 1,
          contentVersion: before.version + 1,
          updatedAtMs: fact.atMs,
          cleared: null,
          // An acknowledgement is of what was said then: a rise in severity asks for a new one.
          acknowledged: isMoreSevere(fact.payload.alert.severity, before.alert.severity) ? null : before.acknowledged,
        }
      )
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
      return before && { ...before, version: before.version + 1, acknowledged: { atMs: fact.atMs, by: fact.actor.name } }
    default:
      return before
  }
}

/** Id of the alert a fact is about; `undefined` for facts of other streams. */
export function alertIdOf(fact: Fact): string | undefined {
  switch (fact.type) {
    case 'alert.raised':
    case 'alert.updated':
      return fact.payload.alert.id
    case 'alert.cleared':
    case 'alert.acknowledged':
      return fact.payload.id
    default:
      return undefined
  }
}

/**
 * Whether an alert still asks something of an operator: it goes on, or nobody has acknowledged it.
 * A cleared alert that nobody saw stays until somebody does (ISA-18.2, "return to normal, unacknowledged").
 * What a drill left behind goes with it.
 */
export function isInQueue(state: AlertState): boolean {
  if (state.cleared?.reason === 'drill-ended') return false
  return state.cleared === null || state.acknowledged === null
}

/** What an alert asks of the operator: is it over, has anybody seen it. */
export type AlertWord = 'unacknowledged' | 'acknowledged' | 'cleared' | 'done'

/** The word for the state of an alert, as rows, filters and the search index name it. */
export function alertWordOf(state: AlertState): AlertWord {
  if (state.cleared === null) return state.acknowledged === null ? 'unacknowledged' : 'acknowledged'
  return state.acknowledged === null && state.cleared.reason !== 'drill-ended' ? 'cleared' : 'done'
}

/** Whether the first severity asks for a faster response than the second. */
export function isMoreSevere(one: Severity, other: Severity): boolean {
  return severityRank[one] < severityRank[other]
}
