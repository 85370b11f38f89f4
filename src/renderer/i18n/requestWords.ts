import type { Severity } from '#shared/contract/alert'
import type { AnyRequest } from '#shared/contract/feed'
import type { Failure } from '#shared/contract/result'
import type { MessageKey, Translate } from './catalogue'
import type { Formats } from './formats'

const disposition = (code: string | number | undefined, t: Translate): string =>
  code === undefined || code === '' ? '?' : t(`handling.dispositions.${code}` as MessageKey)

/** What a person asked for, in one line. */
export function requestInWords({ type, input }: AnyRequest, t: Translate): string {
  switch (type) {
    case 'alert.acknowledge':
      return t('handling.asked.acknowledge')
    case 'alert.assign':
      return input.to === null ? t('handling.asked.assignNobody') : t('handling.asked.assignTo', { name: input.to.name })
    case 'alert.close':
      return t('handling.asked.close', { disposition: disposition(input.disposition, t) })
    case 'alert.amend':
      return t('handling.asked.amend', { reason: input.reason })
    case 'viewpoint.save':
      return t('viewpoints.asked.save', { name: input.viewpoint.name })
    case 'viewpoint.remove':
      return t('viewpoints.asked.remove')
    case 'wall.draw':
    case 'wall.show':
    case 'wall.return':
    case 'wall.take':
    case 'wall.release':
    case 'scene.save':
    case 'scene.remove':
    case 'wall-rules.save':
      return t(`wall.asked.${type}`)
    case 'alert.note':
      return t('handling.asked.note', { text: input.text || input.attachments.map(({ name }) => name).join(', ') })
  }
}

/** Who was first, and when, as the gateway told it. */
export function winnerInWords({ details = {} }: Failure, t: Translate, formats: Formats): string {
  const time = typeof details['atMs'] === 'number' ? formats.dayAndTime(details['atMs']) : '?'
  const by = details['by'] ?? ''
  return by === '' ? t('handling.conflicts.theirsUnknown', { time }) : t('handling.conflicts.theirs', { by, time })
}

/** What was there first: the other version of a conflict. */
export function theirsInWords({ code, details = {} }: Failure, t: Translate): string {
  const severity = details['severity'] === undefined ? '?' : t(`severity.${details['severity'] as Severity}`)
  const said = { severity, headline: details['headline'] ?? '', reason: details['reason'] ?? '' }
  switch (code) {
    case 'already-acknowledged':
      return t('handling.conflicts.what.already-acknowledged')
    case 'already-assigned':
      return details['to'] === '' || details['to'] === undefined
        ? t('handling.conflicts.what.assignedNobody')
        : t('handling.conflicts.what.assignedTo', { to: details['to'] })
    case 'already-amended':
      return said.reason === '' ? t('handling.conflicts.what.amendedBack', said) : t('handling.conflicts.what.already-amended', said)
    case 'already-closed':
      return t('handling.conflicts.what.already-closed', { disposition: disposition(details['disposition'], t) })
    case 'already-over':
      return t('handling.conflicts.what.already-over')
    case 'stale-version':
      return t('handling.conflicts.what.stale-version', said)
    default:
      return ''
  }
}
