import type { Severity } from '#shared/contract/alert'
import type { Bilingual } from '#shared/contract/room'
import type { SearchArea, SearchQuery } from '#shared/contract/search'
import type { AlertWord } from '#shared/domain/alertLifecycle'

export const timeChoices = ['any', 'hour', 'day', 'week', 'month', 'days'] as const
export type TimeChoice = (typeof timeChoices)[number]

/** What an operator has set in the panel. Days are `YYYY-MM-DD`, empty for open. */
export type HistoryFilter = {
  text: string
  time: TimeChoice
  fromDay: string
  untilDay: string
  area: SearchArea | null
  /** `area` is what the map showed when it was chosen. */
  inView: boolean
  severities: readonly Severity[]
  state: AlertWord | ''
  connector: 'cap' | 'gauge-rule' | ''
  drill: 'real' | 'drill' | ''
}

export const noFilter: HistoryFilter = {
  text: '',
  time: 'any',
  fromDay: '',
  untilDay: '',
  area: null,
  inView: false,
  severities: [],
  state: '',
  connector: '',
  drill: '',
}

/** A ward, or another place that can be asked for by its box. */
export type NamedArea = { code: string; name: Bilingual; area: SearchArea }

const hourMs = 3_600_000
const lengthsMs: Partial<Record<TimeChoice, number>> = { hour: hourMs, day: 24 * hourMs, week: 168 * hourMs, month: 720 * hourMs }

/** The question to the station; days begin and end in the city's time zone (IANA name). */
export function queryOf(filter: HistoryFilter, before: number | null, nowMs: number, timeZone: string): SearchQuery {
  const lengthMs = lengthsMs[filter.time]
  const isDays = filter.time === 'days'
  return {
    text: filter.text.slice(0, 300),
    fromMs: lengthMs === undefined ? (isDays ? dayStartMs(filter.fromDay, 0, timeZone) : null) : nowMs - lengthMs,
    untilMs: isDays ? dayStartMs(filter.untilDay, 1, timeZone) : null,
    area: filter.area,
    severities: [...filter.severities],
    states: filter.state === '' ? [] : [filter.state],
    connectors: filter.connector === '' ? [] : [filter.connector],
    drill: filter.drill === '' ? null : filter.drill === 'drill',
    before,
  }
}

/** When a day (`YYYY-MM-DD`), or the one `daysLater`, begins in a time zone; null for what is no day. */
export function dayStartMs(day: string, daysLater: number, timeZone: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (match === null) return null
  const asUtcMs = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + daysLater)
  // The zone's offset at about that time, and once more at what came out of it: a change of the clocks may lie between.
  const firstGuessMs = asUtcMs - offsetMs(asUtcMs, timeZone)
  return asUtcMs - offsetMs(firstGuessMs, timeZone)
}

function offsetMs(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(atMs)
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value)
  return (
    Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - Math.floor(atMs / 1_000) * 1_000
  )
}

/** A map that moves by less than this share of what it shows shows the same: a line of text beside it has come or gone. */
const sameShare = 0.1

/** Whether two boxes are different places to a person. */
export function isElsewhere(one: SearchArea, other: SearchArea): boolean {
  const widthDeg = other.eastDeg - other.westDeg
  const heightDeg = other.northDeg - other.southDeg
  const moved = (a: number, b: number, sizeDeg: number): boolean => Math.abs(a - b) > sameShare * sizeDeg
  return (
    moved(one.westDeg, other.westDeg, widthDeg) ||
    moved(one.eastDeg, other.eastDeg, widthDeg) ||
    moved(one.southDeg, other.southDeg, heightDeg) ||
    moved(one.northDeg, other.northDeg, heightDeg)
  )
}

/** The box around a ring of [lonDeg, latDeg] pairs. */
export function boxAround(rings: readonly (readonly (readonly [number, number])[])[]): SearchArea {
  const points = rings.flat()
  const lons = points.map(([lonDeg]) => lonDeg)
  const lats = points.map(([, latDeg]) => latDeg)
  return { westDeg: Math.min(...lons), southDeg: Math.min(...lats), eastDeg: Math.max(...lons), northDeg: Math.max(...lats) }
}
