import type { OutboxEntry } from '#shared/contract/stationPort'

/** Most requests that a card lists: thousands may wait after days without a line, and nobody reads thousands. */
export const mostListed = 100

/** The first of many requests, and how many more there are. */
export function shownOf(entries: readonly OutboxEntry[]): { entries: readonly OutboxEntry[]; more: number } {
  return { entries: entries.slice(0, mostListed), more: Math.max(0, entries.length - mostListed) }
}

/**
 * The version on which a refused request can be made once more: the one that is shown here, else the one that the gateway found. Not
 * where doing it again comes to nothing: the alert is over or closed, or somebody has acknowledged it and that is what was wanted.
 */
export function versionForAgain({ type, failure }: OutboxEntry, shownVersion: number | undefined): number | undefined {
  if (failure === null || failure.code === 'already-over' || failure.code === 'already-closed') return undefined
  if (type === 'alert.acknowledge' && failure.code === 'already-acknowledged') return undefined
  const found = failure.details?.['found']
  return shownVersion ?? (typeof found === 'number' ? found : undefined)
}
