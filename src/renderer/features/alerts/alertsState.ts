import type { AlertState, Severity } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'
import { alertIdOf, applyAlertFact, isInQueue, mayBeAboutThePast } from '#shared/domain/alertLifecycle'
import { isAsking } from '#shared/domain/alertStanding'
import { compareAlerts, mergeAlerts } from './alertOrder'

/** How many alerts of one severity are open, and how many of those nobody has acknowledged. */
export type SeverityCount = { open: number; unacknowledged: number }
export type SeverityCounts = Readonly<Record<Severity, SeverityCount>>

/** What a window knows of alerts. Never changed in place. */
export type AlertsState = {
  /** The queue, most important first. */
  queue: readonly AlertState[]
  /** Every alert held: the queue, and a few that have left it and may still be looked at. */
  byId: ReadonlyMap<string, AlertState>
  /** Those that have left the queue, oldest first. */
  left: readonly string[]
  counts: SeverityCounts
  /** Open alerts in all; more than the queue when the window was given only the newest. */
  total: number
  /** Highest `raisedSeq` seen: tells a row that is new from one that only moved. */
  newestSeq: number
  /** True when facts came about alerts this window was never given: it should ask for the whole state again. */
  outdated: boolean
}

/** Most alerts a window holds in its queue; the same bound as the station's `state`. */
export const maximumQueue = 10_000
const keptAfterLeaving = 500

const noCounts = (): Record<Severity, SeverityCount> => ({
  critical: { open: 0, unacknowledged: 0 },
  high: { open: 0, unacknowledged: 0 },
  medium: { open: 0, unacknowledged: 0 },
  low: { open: 0, unacknowledged: 0 },
})

export const noAlerts: AlertsState = { queue: [], byId: new Map(), left: [], counts: noCounts(), total: 0, newestSeq: 0, outdated: false }

function count(counts: Record<Severity, SeverityCount>, state: AlertState, by: 1 | -1): void {
  const before = counts[state.alert.severity]
  counts[state.alert.severity] = {
    open: before.open + by,
    unacknowledged: before.unacknowledged + (isAsking(state) ? by : 0),
  }
}

/** The state made of everything the station holds; `total` open alerts, of which `alerts` may be only the newest. */
export function alertsFrom(alerts: readonly AlertState[], total: number): AlertsState {
  const queue = alerts.filter(isInQueue).toSorted(compareAlerts).slice(0, maximumQueue)
  const counts = noCounts()
  let newestSeq = 0
  for (const state of queue) {
    count(counts, state, 1)
    newestSeq = Math.max(newestSeq, state.raisedSeq)
  }
  return { queue, byId: new Map(queue.map((state) => [state.alert.id, state])), left: [], counts, total, newestSeq, outdated: false }
}

/** The state after a batch of facts in log order. Costs one pass over the queue per batch, whatever the number of facts. */
export function applyAlertFacts(before: AlertsState, facts: readonly Fact[]): AlertsState {
  const { changed, unknown } = foldBatch(before.byId, facts)
  if (changed.size === 0) return unknown ? { ...before, outdated: true } : before

  const byId = new Map(before.byId)
  const counts = { ...before.counts }
  const gone = new Set<AlertState>()
  const added: AlertState[] = []
  const leaving: string[] = []
  let { total, newestSeq } = before
  for (const [id, state] of changed) {
    const old = before.byId.get(id)
    if (old !== undefined && isInQueue(old)) {
      gone.add(old)
      count(counts, old, -1)
      total -= 1
    }
    byId.set(id, state)
    newestSeq = Math.max(newestSeq, state.raisedSeq)
    if (isInQueue(state)) {
      added.push(state)
      count(counts, state, 1)
      total += 1
    } else leaving.push(id)
  }

  let queue = mergeAlerts(before.queue, gone, added)
  if (queue.length > maximumQueue) {
    for (const dropped of queue.slice(maximumQueue)) {
      byId.delete(dropped.alert.id)
      count(counts, dropped, -1)
    }
    queue = queue.slice(0, maximumQueue)
  }
  const left = forgetOldest(byId, [...before.left.filter((id) => !changed.has(id)), ...leaving])
  return { queue, byId, left, counts, total, newestSeq, outdated: before.outdated || unknown || isUnderfilled(queue.length, total) }
}

/** Folds a batch over the few alerts it is about. */
function foldBatch(held: ReadonlyMap<string, AlertState>, facts: readonly Fact[]): { changed: Map<string, AlertState>; unknown: boolean } {
  const changed = new Map<string, AlertState>()
  let unknown = false
  for (const fact of facts) {
    const id = alertIdOf(fact)
    if (id === undefined) continue
    const after = applyAlertFact(changed.get(id) ?? held.get(id), fact)
    // A note may be about what was over long ago: this window lacks nothing of the queue then.
    if (after === undefined) unknown ||= !mayBeAboutThePast(fact)
    else changed.set(id, after)
  }
  return { changed, unknown }
}

/** Alerts left, and the station has more than this window was given. */
function isUnderfilled(held: number, total: number): boolean {
  return total > held && held < maximumQueue / 2
}

function forgetOldest(byId: Map<string, AlertState>, left: string[]): readonly string[] {
  const excess = left.length - keptAfterLeaving
  if (excess <= 0) return left
  for (const id of left.slice(0, excess)) byId.delete(id)
  return left.slice(excess)
}
