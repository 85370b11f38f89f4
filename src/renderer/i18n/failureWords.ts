import type { Failure } from '#shared/contract/result'
import type { Translate } from './catalogue'
import type { Formats } from './formats'

/** Why something was refused, in the reader's language; who and when where the failure tells. */
export function failureInWords(failure: Failure, t: Translate, formats: Formats): string {
  const { by, atMs, minutes } = failure.details ?? {}
  const time = typeof atMs === 'number' ? formats.dayAndTime(atMs) : '?'
  return t(`failures.${failure.code}`, { by: by ?? '?', time, minutes: minutes ?? '?' })
}
