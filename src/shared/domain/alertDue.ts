import type { AlertState, Severity } from '#shared/contract/alert'
import type { EscalationCause } from '#shared/contract/alertLife'
import { isInQueue, setAsideOf } from './alertStanding'

/** How long an alert may stay unseen and unacknowledged before the room is told again, in milliseconds; null for as long as it likes. */
export type EscalationTimes = { unseenAfterMs: number | null; unacknowledgedAfterMs: number | null }

/** What time does to an alert. */
export type AlertDue = { kind: 'unshelve'; atMs: number } | { kind: 'escalate'; atMs: number; level: 1 | 2; cause: EscalationCause }

/**
 * What is due next for one alert, and when (epoch milliseconds); null when time does nothing to it. Waiting begins when the gateway had
 * its message, or when it last began to ask: after the shelf, or reopened by hand.
 */
export function nextDueOf(state: AlertState, timesOf: (state: AlertState) => EscalationTimes): AlertDue | null {
  if (!isInQueue(state)) return null
  if (state.shelved !== undefined) return { kind: 'unshelve', atMs: state.shelved.untilMs }
  if (state.cleared !== null || state.acknowledged !== null || setAsideOf(state) !== undefined) return null
  const level = state.escalated?.level ?? 0
  if (level >= 2) return null
  const { unseenAfterMs, unacknowledgedAfterMs } = timesOf(state)
  const sinceMs = Math.max(state.alert.source.receivedAtMs, state.unshelved?.atMs ?? 0, state.reopenedByHand?.atMs ?? 0)
  const isUnseen = level < 1 && (state.seen ?? []).length === 0
  const unseenMs = isUnseen && unseenAfterMs !== null ? sinceMs + unseenAfterMs : Infinity
  const unacknowledgedMs = unacknowledgedAfterMs === null ? Infinity : sinceMs + unacknowledgedAfterMs
  if (unseenMs === Infinity && unacknowledgedMs === Infinity) return null
  return unseenMs < unacknowledgedMs
    ? { kind: 'escalate', atMs: unseenMs, level: 1, cause: 'not-seen' }
    : { kind: 'escalate', atMs: unacknowledgedMs, level: 2, cause: 'not-acknowledged' }
}

const minuteMs = 60_000

/** What holds for an alert that is of no known type. The graver, the sooner; what can wait is not escalated at all. */
export const defaultEscalation: Record<Severity, EscalationTimes> = {
  critical: { unseenAfterMs: 2 * minuteMs, unacknowledgedAfterMs: 5 * minuteMs },
  high: { unseenAfterMs: 10 * minuteMs, unacknowledgedAfterMs: 20 * minuteMs },
  medium: { unseenAfterMs: null, unacknowledgedAfterMs: null },
  low: { unseenAfterMs: null, unacknowledgedAfterMs: null },
}

/** How long an alert of no known type may be shelved, in milliseconds. */
export const defaultShelvingLimitMs: Record<Severity, number> = {
  critical: 15 * minuteMs,
  high: 60 * minuteMs,
  medium: 4 * 60 * minuteMs,
  low: 8 * 60 * minuteMs,
}
