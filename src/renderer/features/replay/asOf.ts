import type { AlertState } from '#shared/contract/alert'

/** What may have been done with it since. */
const laterSteps = ['assigned', 'shelved', 'unshelved', 'suppressed', 'outOfService', 'escalated'] as const

/**
 * An alert as it stood at a moment, from what is known of it now; undefined when it had not been raised or was over by then. What its
 * source said is what it says today: earlier wordings are in its history.
 */
export function alertAsOf(state: AlertState, atMs: number): AlertState | undefined {
  if (state.raisedAtMs > atMs || hasHappened(state.cleared, atMs) || hasHappened(state.closed, atMs)) return undefined
  const { closed: _closed, ...rest } = state
  const then: AlertState = { ...rest, cleared: null, acknowledged: hasHappened(state.acknowledged, atMs) ? state.acknowledged : null }
  for (const step of laterSteps) if (!hasHappened(state[step], atMs)) delete then[step]
  return then
}

function hasHappened(what: { atMs: number } | null | undefined, atMs: number): boolean {
  return what !== null && what !== undefined && what.atMs <= atMs
}
