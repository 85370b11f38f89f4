import type { AlertState, ClearReason } from '#shared/contract/alert'

/** One line of what has become of an alert, as far as its state tells. Times are epoch milliseconds. */
export type HistoryLine =
  | { kind: 'raised'; atMs: number }
  | { kind: 'updated'; atMs: number; version: number }
  | { kind: 'acknowledged'; atMs: number; by: string }
  | { kind: 'cleared'; atMs: number; reason: ClearReason }

/** The history of an alert, newest first. The last change of content is told only when it is not one of the other lines. */
export function historyOf(state: AlertState): HistoryLine[] {
  const lines: HistoryLine[] = [{ kind: 'raised', atMs: state.raisedAtMs }]
  if (state.contentVersion > 1 && state.contentVersion === state.version)
    lines.push({ kind: 'updated', atMs: state.updatedAtMs, version: state.version })
  if (state.acknowledged !== null) lines.push({ kind: 'acknowledged', ...state.acknowledged })
  if (state.cleared !== null) lines.push({ kind: 'cleared', ...state.cleared })
  return lines.toSorted((a, b) => b.atMs - a.atMs)
}
