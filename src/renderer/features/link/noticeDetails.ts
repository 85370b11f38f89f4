import type { Notice } from '#shared/contract/stationPort'

/** The particulars of a notice on one line: what and where, as its source gave them. */
export function detailLine(notice: Notice): string {
  return Object.values(notice.details)
    .map((value) => String(value))
    .filter((value) => value !== '')
    .join(' · ')
}
