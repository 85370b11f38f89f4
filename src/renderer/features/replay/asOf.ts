import type { AlertState } from '#shared/contract/alert'

/** What may have been done with it since. */
const laterSteps = ['assigned', 'shelved', 'unshelved', 'suppressed', 'outOfService', 'escalated'] as const

/**
 * An alert as it stood at a moment, from what is known of it now; undefined when it had not been raised or was over by then. What its
 * source said is what it says today: earlier wordings are in its history.
 */
export function alertAsOf(state: AlertState, atMs: number): AlertState | undefined {
  if (knownFromMs(state) > atMs || hasHappened(state.cleared, atMs) || hasHappened(state.closed, atMs)) return undefined
  const { closed: _closed, ...rest } = state
  const then: AlertState = { ...rest, cleared: null, acknowledged: hasHappened(state.acknowledged, atMs) ? state.acknowledged : null }
  for (const step of laterSteps) if (!hasHappened(state[step], atMs)) delete then[step]
  return then
}

/** Alerts as they stood: those that were found for that time, and those that are open still, however long. */
export function alertsAsOf(found: readonly AlertState[], open: readonly AlertState[], atMs: number): AlertState[] {
  const byId = new Map([...found, ...open].map((state) => [state.alert.id, state]))
  return [...byId.values()].flatMap((state) => alertAsOf(state, atMs) ?? [])
}

// A source may say that it was earlier, and an exercise has a clock of its own: the room knew of it when the gateway had it.
function knownFromMs({ raisedAtMs, contentVersion, alert }: AlertState): number {
  return contentVersion === 1 ? Math.max(raisedAtMs, alert.source.receivedAtMs) : raisedAtMs
}

function hasHappened(what: { atMs: number } | null | undefined, atMs: number): boolean {
  return what !== null && what !== undefined && what.atMs <= atMs
}
