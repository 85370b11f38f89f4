import type { AlertState } from '#shared/contract/alert'

/** Where the operator is in the list: the selected alert and the row it had when it was selected. */
export type Cursor = { id: string; index: number }

/**
 * The alert that "next" (`step` 1) or "previous" (-1) leads to. When the selected one has moved away (it was acknowledged and sank), next
 * is what now stands in its old row, so that acknowledging one after another works its way down.
 */
export function stepCursor(rows: readonly AlertState[], cursor: Cursor | undefined, step: 1 | -1): Cursor | undefined {
  if (rows.length === 0) return undefined
  const at = (index: number): Cursor => {
    const clamped = Math.min(Math.max(index, 0), rows.length - 1)
    return { id: rows[clamped]!.alert.id, index: clamped }
  }
  if (cursor === undefined) return at(step === 1 ? 0 : rows.length - 1)
  const stayed = rows[cursor.index]?.alert.id === cursor.id
  if (stayed) return at(cursor.index + step)
  return at(step === 1 ? cursor.index : cursor.index - 1)
}

/** Rows in view: `first` inclusive, `end` exclusive. */
export type Span = { first: number; end: number }

/**
 * How many rows the view has to move down so that what was in it stays where it was: the shift of the first row in view that is the same
 * in both lists. `preferred` (the row under the operator's hand) is tried first. 0 when nothing of the view is left.
 */
export function rowsShifted(
  before: readonly AlertState[],
  after: readonly AlertState[],
  span: Span,
  preferred: number | undefined,
  indexAfter: (state: AlertState) => number,
): number {
  if (before === after) return 0
  const candidates = [preferred, ...Array.from({ length: Math.max(0, span.end - span.first) }, (_, i) => span.first + i)]
  for (const index of candidates) {
    const state = index === undefined ? undefined : before[index]
    if (index === undefined || state === undefined) continue
    const found = indexAfter(state)
    if (found >= 0) return found - index
  }
  return 0
}
