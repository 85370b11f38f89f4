import type { AlertState, ClearReason, Disposition } from '#shared/contract/alert'

/** Which clock a time was read from: the scenario's, or the one on the wall. */
export type AlertClock = 'scenario' | 'wall'

/** One line of what has become of an alert, as far as its state tells. Times are epoch milliseconds of the line's own clock. */
export type HistoryLine = { atMs: number; clock: AlertClock } & (
  | { kind: 'raised' }
  | { kind: 'updated'; version: number }
  | { kind: 'acknowledged'; by: string }
  | { kind: 'assigned'; by: string; to: string }
  | { kind: 'amended'; by: string }
  | { kind: 'noted'; by: string }
  | { kind: 'closed'; by: string; disposition: Disposition }
  | { kind: 'reopened' }
  | { kind: 'cleared'; reason: ClearReason }
)

/**
 * The history of an alert, newest first. The last change of content is told only when it is not one of the other lines. In a scenario
 * what the world does is timed by the scenario and what people and the room do by the wall, so two times may not be compared: the lines
 * then stand in the order of an alert's life.
 */
export function historyOf(state: AlertState): HistoryLine[] {
  const isPlayed = state.alert.drillId !== null
  const clock = isPlayed ? 'scenario' : 'wall'
  const lines: HistoryLine[] = [{ kind: 'raised', atMs: state.raisedAtMs, clock }]
  const { acknowledged, assigned, amended, notes, closed, reopened, touched } = state
  if (acknowledged !== null) lines.push({ kind: 'acknowledged', atMs: acknowledged.atMs, by: acknowledged.by, clock: 'wall' })
  if (assigned !== undefined) lines.push({ kind: 'assigned', atMs: assigned.atMs, by: assigned.by, to: assigned.to.name, clock: 'wall' })
  if (amended !== undefined) lines.push({ kind: 'amended', atMs: amended.atMs, by: amended.by, clock: 'wall' })
  if (notes !== undefined) lines.push({ kind: 'noted', atMs: notes.latest.atMs, by: notes.latest.by, clock: 'wall' })
  if (closed !== undefined) lines.push({ kind: 'closed', atMs: closed.atMs, by: closed.by, disposition: closed.disposition, clock: 'wall' })
  if (reopened !== undefined) lines.push({ kind: 'reopened', atMs: reopened.atMs, clock })
  if (state.cleared !== null) {
    const { reason } = state.cleared
    lines.push({ kind: 'cleared', ...state.cleared, clock: reason === 'returned-to-normal' ? clock : 'wall' })
  }
  // Its version is the alert's own, so nothing has happened since. A correction is told by its own line.
  if (state.contentVersion > 1 && state.contentVersion === state.version && touched?.amended?.version !== state.version)
    lines.push({ kind: 'updated', atMs: state.updatedAtMs, version: state.version, clock })
  const newestFirst = lines.toReversed()
  return isPlayed ? newestFirst : newestFirst.toSorted((a, b) => b.atMs - a.atMs)
}
