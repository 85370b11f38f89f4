import type { AlertState } from '#shared/contract/alert'
import { setAsideOf } from '#shared/domain/alertStanding'
import { severityRank } from '#shared/domain/severityRank'

/** 0: going on and nobody has acknowledged it; 1: over, but nobody has seen it; 2: acknowledged; 3: set aside. */
function rankOf(state: AlertState): number {
  if (setAsideOf(state) !== undefined) return 3
  if (state.acknowledged !== null) return 2
  return state.cleared === null ? 0 : 1
}

/** Order of the queue: what needs an operator first, then by severity, newest first within. Negative when `a` stands above `b`. */
export function compareAlerts(a: AlertState, b: AlertState): number {
  return (
    rankOf(a) - rankOf(b) ||
    severityRank[a.alert.severity] - severityRank[b.alert.severity] ||
    b.raisedSeq - a.raisedSeq ||
    (a.alert.id < b.alert.id ? -1 : a.alert.id > b.alert.id ? 1 : 0)
  )
}

/**
 * The ordered queue after a batch: `gone` leave it, `added` (in any order) take their places. One pass over the queue and a sort of the
 * few that came, never of all.
 */
export function mergeAlerts(
  queue: readonly AlertState[],
  gone: ReadonlySet<AlertState>,
  added: readonly AlertState[],
): readonly AlertState[] {
  if (gone.size === 0 && added.length === 0) return queue
  const arriving = added.toSorted(compareAlerts)
  const merged: AlertState[] = []
  let next = 0
  for (const standing of queue) {
    if (gone.has(standing)) continue
    while (next < arriving.length && compareAlerts(arriving[next]!, standing) < 0) merged.push(arriving[next++]!)
    merged.push(standing)
  }
  while (next < arriving.length) merged.push(arriving[next++]!)
  return merged
}

/** Where a state stands in the ordered queue, or -1 when it does not. */
export function indexInQueue(queue: readonly AlertState[], state: AlertState): number {
  let low = 0
  let high = queue.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const order = compareAlerts(queue[middle]!, state)
    if (order === 0) return queue[middle] === state ? middle : -1
    if (order < 0) low = middle + 1
    else high = middle - 1
  }
  return -1
}
