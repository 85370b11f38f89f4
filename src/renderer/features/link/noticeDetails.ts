import type { Notice } from '#shared/contract/stationPort'

/** The particulars of a notice on one line: what and where, as its source gave them. */
export function detailLine(notice: Notice): string {
  return Object.values(notice.details)
    .map((value) => String(value))
    .filter((value) => value !== '')
    .join(' · ')
}

const levels: readonly Notice['level'][] = ['error', 'warning', 'info']

/** Notices as they are shown where there is not room for all: errors first, and the newest first among those of one level. */
export function worstFirst(notices: readonly Notice[]): Notice[] {
  return notices.toSorted((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level) || b.atMs - a.atMs)
}
