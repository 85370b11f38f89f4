import type { Failure, FailureCode } from '#shared/contract/result'

/** Refusals that mean: somebody or something else was first. */
const conflictCodes: ReadonlySet<FailureCode> = new Set([
  'already-acknowledged',
  'already-assigned',
  'already-amended',
  'already-closed',
  'already-over',
  'already-set-aside',
  'already-reopened',
  'stale-version',
])

/** Whether a request was refused because of what happened before it arrived, rather than for what it says. */
export function isConflict(failure: Failure | null): boolean {
  return failure !== null && conflictCodes.has(failure.code)
}
