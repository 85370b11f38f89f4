import type { AlertState } from '#shared/contract/alert'

/** What the board of alerts under way lists, in the order of the queue: those that are critical, and those that somebody was given. */
export function handlingBoard(queue: readonly AlertState[]): AlertState[] {
  return queue.filter(({ alert, assigned }) => alert.severity === 'critical' || assigned !== undefined)
}

/** With whom an alert is and since when; nobody was given it without a name. */
export function withWhom({ assigned, raisedAtMs }: AlertState): { name: string | undefined; sinceMs: number } {
  return assigned === undefined ? { name: undefined, sinceMs: raisedAtMs } : { name: assigned.to.name, sinceMs: assigned.atMs }
}
