import type { Failure } from '#shared/contract/result'
import type { Translate } from './catalogue'
import { failureInWords } from './failureWords'
import type { Formats } from './formats'

const kilobyte = 1_000
const megabyte = 1_000_000

/** "4,2 MB": a size as people say it, decimal as file managers of today count. */
export function sizeInWords(bytes: number, t: Translate, formats: Formats): string {
  if (bytes < kilobyte) return t('attachments.size.bytes', { n: bytes })
  if (bytes < megabyte) return t('attachments.size.kilobytes', { n: formats.count(Math.round(bytes / kilobyte)) })
  const digits = bytes < 100 * megabyte ? 1 : 0
  return t('attachments.size.megabytes', { n: formats.decimal(bytes / megabyte, digits) })
}

/** Why a file was not taken, or will not come. */
export function attachmentFailureInWords(failure: Failure, t: Translate, formats: Formats): string {
  const limit = failure.details?.['limit']
  if (failure.code === 'too-large' && typeof limit === 'number')
    return t('attachments.why.tooLarge', { limit: sizeInWords(limit, t, formats) })
  if (failure.code === 'invalid') return t('attachments.why.invalid')
  if (failure.code === 'not-found') return t('attachments.why.notFound')
  return failureInWords(failure, t, formats)
}
