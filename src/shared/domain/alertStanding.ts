import type { AlertState, Severity } from '#shared/contract/alert'
import { severityRank } from '#shared/domain/severityRank'

/**
 * Whether an alert still asks something of an operator: it goes on, or nobody has acknowledged it, and nobody has closed it.
 * A cleared alert that nobody saw stays until somebody does (ISA-18.2, "return to normal, unacknowledged").
 */
export function isInQueue(state: AlertState): boolean {
  return state.closed === undefined && !isOver(state)
}

/**
 * Whether nothing more comes of an alert but notes: its source has ended it, and somebody has seen it, or nobody had to. What a drill
 * left behind goes with it. What is closed by hand while its source goes on is not over: the source may make it graver.
 */
export function isOver({ cleared, acknowledged, closed, suppressed, outOfService }: AlertState): boolean {
  if (cleared === null) return false
  return (
    acknowledged !== null ||
    closed !== undefined ||
    cleared.reason === 'drill-ended' ||
    suppressed !== undefined ||
    outOfService !== undefined
  )
}

/** How an alert of the queue was set aside: it stays in the list, below what asks for a response, and makes no sound. */
export type SetAside = 'shelved' | 'suppressed' | 'out-of-service'

/** In which way an alert is set aside (ISA-18.2: the strongest of the three); undefined when it is not. */
export function setAsideOf({ shelved, suppressed, outOfService }: AlertState): SetAside | undefined {
  if (outOfService !== undefined) return 'out-of-service'
  if (suppressed !== undefined) return 'suppressed'
  return shelved === undefined ? undefined : 'shelved'
}

/** What an alert asks of the operator: is it over, was it set aside, has anybody seen it, was it put away. */
export type AlertWord = 'unacknowledged' | 'acknowledged' | SetAside | 'closed' | 'cleared' | 'done'

/** The word for the state of an alert, as rows, filters and the search index name it. */
export function alertWordOf(state: AlertState): AlertWord {
  if (isOver(state)) return 'done'
  if (state.closed !== undefined) return 'closed'
  const aside = setAsideOf(state)
  if (aside !== undefined) return aside
  if (state.cleared !== null) return 'cleared'
  return state.acknowledged === null ? 'unacknowledged' : 'acknowledged'
}

/** Whether an operator is asked to acknowledge it now: in the queue, not set aside, and nobody has. */
export function isAsking(state: AlertState): boolean {
  return state.acknowledged === null && setAsideOf(state) === undefined && isInQueue(state)
}

/** Whether the first severity asks for a faster response than the second. */
export function isMoreSevere(one: Severity, other: Severity): boolean {
  return severityRank[one] < severityRank[other]
}
