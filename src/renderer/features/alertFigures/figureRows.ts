import type { AlertFigures } from '#shared/contract/alertFigures'

export type FigureName =
  | 'alerts'
  | 'perTen'
  | 'peak'
  | 'aboveTen'
  | 'floodTime'
  | 'floods'
  | 'standing'
  | 'chattering'
  | 'fleeting'
  | 'topTen'
  | 'critical'
  | 'high'
  | 'medium'
  | 'low'
  | 'acknowledged'
  | 'median'
  | 'p90'
  | 'waiting'

/** One figure beside its target; `value` null where there was nothing to count. A share is 0 to 1, a time in milliseconds. */
export type FigureRow = {
  name: FigureName
  value: number | null
  unit: 'count' | 'rate' | 'share' | 'time'
  /** As it is written in every language; empty where there is none. */
  target: string
  verdict: 'good' | 'bad' | 'none'
}

/** The figures with the targets of ISA-18.2-2016 and IEC 62682 (priority mix 80/15/5 and under one per cent of a fourth level). */
export function figureRows(figures: AlertFigures): FigureRow[] {
  const { alerts, operators, periodsInAll, priorities, acknowledged } = figures
  const share = (part: number): number | null => (alerts === 0 ? null : part / alerts)
  const row = (
    name: FigureName,
    unit: FigureRow['unit'],
    value: number | null,
    target = '',
    isGood?: (value: number) => boolean,
  ): FigureRow => ({ name, value, unit, target, verdict: value === null || isGood === undefined ? 'none' : isGood(value) ? 'good' : 'bad' })

  return [
    row('alerts', 'count', alerts),
    row('perTen', 'rate', alerts / periodsInAll / operators, '≤ 2', (value) => value <= 2),
    row('peak', 'count', figures.peak?.alerts ?? 0, '≤ 10', (value) => value <= 10 * operators),
    row('aboveTen', 'share', figures.periodsAboveTen / periodsInAll, '< 1 %', (value) => value < 0.01),
    row('floods', 'count', figures.floods.length),
    row('floodTime', 'share', figures.floodMs / (figures.untilMs - figures.fromMs), '< 1 %', (value) => value < 0.01),
    row('standing', 'count', figures.standing.count, '< 5', (value) => value < 5),
    row('chattering', 'count', figures.chattering.length, '0', (value) => value === 0),
    row('fleeting', 'count', figures.fleeting, '0', (value) => value === 0),
    row('topTen', 'share', alerts === 0 ? null : figures.topTenShare, '≤ 5 %', (value) => value <= 0.05),
    row('critical', 'share', share(priorities.critical), '< 1 %', (value) => value < 0.01),
    row('high', 'share', share(priorities.high), '≤ 5 %', (value) => value <= 0.05),
    row('medium', 'share', share(priorities.medium), '≤ 15 %', (value) => value <= 0.15),
    row('low', 'share', share(priorities.low), '≥ 80 %', (value) => value >= 0.8),
    row('acknowledged', 'count', acknowledged.count),
    row('median', 'time', acknowledged.medianMs),
    row('p90', 'time', acknowledged.p90Ms),
    row('waiting', 'count', acknowledged.waiting),
  ]
}

/** A table as CSV (RFC 4180), with the mark by which spreadsheets know UTF-8. A cell that begins like a formula is told as text. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => `"${(/^[=+\-@\t]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}
