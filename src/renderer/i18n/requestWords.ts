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
    case 'threat.set':
    case 'threat-levels.save':
      return t(`wall.asked.${type}`)
    case 'alert.shelve':
      return t('life.asked.shelve', { reason: input.reason })
    case 'alert.unshelve':
      return t('life.asked.unshelve')
    case 'alert.take-out-of-service':
      return t('life.asked.takeOutOfService', { reason: input.reason })
    case 'alert.return-to-service':
      return t('life.asked.returnToService')
    case 'alert.escalate':
      return t('life.asked.escalate', { reason: input.reason })
    case 'alert.reopen':
      return t('life.asked.reopen', { reason: input.reason })
    case 'alert.see':
      return t('life.asked.see')
    case 'alert-type.propose':
      return t('life.asked.proposeType', { name: input.type.name.vi })
    case 'alert-type.approve':
      return t('life.asked.approveType')
    case 'alert-type.reject':
      return t('life.asked.rejectType')
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
    case 'already-set-aside':
      return t(`life.conflicts.${details['how'] as 'shelved'}`)
    case 'already-reopened':
      return t('life.conflicts.reopened')
    case 'stale-version':
      return t('handling.conflicts.what.stale-version', said)
    default:
      return ''
  }
}
