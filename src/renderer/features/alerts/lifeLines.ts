import type { AlertState } from '#shared/contract/alert'
import type { Translate } from '#i18n/catalogue'
import type { Formats } from '#i18n/formats'

/** One sentence about how an alert stands; `warns` when it asks for attention. */
export type LifeLine = { kind: string; words: string; warns: boolean }

const returned = {
  'by-hand': 'returnedByHand',
  'time-over': 'returnedTimeOver',
  changed: 'returnedChanged',
  cleared: 'returnedCleared',
} as const
const escalatedBy = {
  'not-seen': 'escalatedNotSeen',
  'not-acknowledged': 'escalatedNotAcknowledged',
  'by-hand': 'escalatedByHand',
} as const

/** How an alert was set aside and came back, whom it was told, what was concluded: the sentences that hold now, the pressing ones first. */
export function lifeLines(state: AlertState, t: Translate, formats: Formats): LifeLine[] {
  const lines: LifeLine[] = []
  const time = (atMs: number): string => formats.dayAndTime(atMs)
  const { escalated, shelved, suppressed, outOfService, unshelved, reopenedByHand, acknowledged } = state
  if (escalated !== undefined) {
    const words = t(`life.state.${escalatedBy[escalated.cause]}`, { ...escalated, time: time(escalated.atMs) })
    lines.push({ kind: 'escalated', words, warns: acknowledged === null })
  }
  if (outOfService !== undefined) {
    lines.push({
      kind: 'out-of-service',
      words: t('life.state.outOfService', { ...outOfService, time: time(outOfService.atMs) }),
      warns: true,
    })
  }
  if (suppressed !== undefined) {
    lines.push({ kind: 'suppressed', words: t('life.state.suppressed', { ...suppressed, time: time(suppressed.atMs) }), warns: true })
  }
  if (shelved !== undefined) {
    const values = { ...shelved, time: time(shelved.atMs), until: time(shelved.untilMs) }
    lines.push({ kind: 'shelved', words: t('life.state.shelved', values), warns: true })
  }
  if (unshelved !== undefined) {
    const values = { ...unshelved, time: time(unshelved.atMs) }
    lines.push({ kind: 'unshelved', words: t(`life.state.${returned[unshelved.why]}`, values), warns: unshelved.why === 'changed' })
  }
  if (reopenedByHand !== undefined) {
    const key = reopenedByHand.was === 'closed' ? 'reopenedClosed' : 'reopenedAcknowledged'
    lines.push({ kind: 'reopened', words: t(`life.state.${key}`, { ...reopenedByHand, time: time(reopenedByHand.atMs) }), warns: false })
  }
  if (acknowledged?.disposition !== undefined) {
    const disposition = t(`handling.dispositions.${acknowledged.disposition}`)
    lines.push({ kind: 'disposition', words: t('life.state.disposition', { disposition }), warns: false })
  }
  if (acknowledged?.next !== undefined) lines.push({ kind: 'next', words: t('life.state.next', { next: acknowledged.next }), warns: false })
  return lines
}
