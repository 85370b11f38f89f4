import type { UnansweredReason } from '#shared/contract/cityAnswer'

/** Thrown inside the analysis when a question has no answer; `detail` names what is missing. */
export class Unanswered extends Error {
  constructor(
    readonly reason: UnansweredReason,
    readonly detail: string,
  ) {
    super(`${reason} ${detail}`.trim())
  }
}
