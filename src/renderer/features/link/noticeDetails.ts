import type { Failure } from '#shared/contract/result'
import type { Notice } from '#shared/contract/stationPort'
import type { Translate } from '#i18n/catalogue'
import { failureInWords } from '#i18n/failureWords'
import type { Formats } from '#i18n/formats'

/** The particulars of a notice on one line: for a refused request its reason in words, else what and where as the source gave them. */
export function detailLine(notice: Notice, t: Translate, formats: Formats): string {
  const { details } = notice
  if (notice.code === 'request-refused' && typeof details.code === 'string') {
    return failureInWords({ code: details.code as Failure['code'], message: '', details }, t, formats)
  }
  return Object.values(details)
    .map((value) => String(value))
    .filter((value) => value !== '')
    .join(' · ')
}
