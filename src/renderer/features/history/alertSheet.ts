import type { FoundAlert } from '#shared/contract/search'
import { alertWordOf } from '#shared/domain/alertStanding'
import { placeNames, textFor, titleOf } from '#i18n/alertWords'
import type { Language } from '#shared/contract/ipc'
import type { Translate } from '#i18n/catalogue'
import type { Formats } from '#i18n/formats'

/** A list of alerts as a table: the same columns on paper, in a text file and in a spreadsheet. Times are in the city's zone. */
export type AlertSheet = { head: string[]; rows: string[][] }

const columns = [
  'severity',
  'title',
  'place',
  'state',
  'raisedAt',
  'source',
  'acknowledgedBy',
  'acknowledgedAt',
  'disposition',
  'assigned',
  'endedAt',
  'drill',
  'id',
] as const

/** The table of what was found, in its order. */
export function alertSheet(found: readonly FoundAlert[], t: Translate, formats: Formats, language: Language): AlertSheet {
  const time = (atMs: number | undefined): string => (atMs === undefined ? '' : formats.dateAndTime(atMs))
  return {
    head: columns.map((column) => t(`history.sheet.columns.${column}`)),
    rows: found.map(({ state }) => {
      const { alert, acknowledged, closed, assigned, cleared } = state
      const disposition = closed?.disposition ?? acknowledged?.disposition
      const values: Record<(typeof columns)[number], string> = {
        severity: t(`severity.${alert.severity}`),
        title: titleOf(textFor(alert, language).text),
        place: placeNames(alert),
        state: t(`alerts.states.${alertWordOf(state)}`),
        raisedAt: time(state.raisedAtMs),
        source: alert.source.senderName || alert.source.sender,
        acknowledgedBy: acknowledged?.by ?? closed?.by ?? '',
        acknowledgedAt: time(acknowledged?.atMs ?? closed?.atMs),
        disposition: disposition === undefined ? '' : t(`handling.dispositions.${disposition}`),
        assigned: assigned?.to.name ?? '',
        endedAt: time(cleared?.atMs),
        drill: state.drill ? t('drill.word') : '',
        id: alert.id,
      }
      return columns.map((column) => values[column])
    }),
  }
}

/**
 * The table as comma-separated values (RFC 4180), in UTF-8 with a byte order mark, so that spreadsheets read Vietnamese. A text that a
 * spreadsheet would take for a formula is given an apostrophe: what strangers wrote in a message is never calculated.
 */
export function csvOf({ head, rows }: AlertSheet): string {
  const cell = (text: string): string => {
    const harmless = harmlessCell(text)
    return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
  }
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

/** A text that no spreadsheet takes for a formula. */
export function harmlessCell(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}
