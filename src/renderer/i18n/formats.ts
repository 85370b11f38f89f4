import type { Language } from '#shared/contract/ipc'

/** How times and numbers are written in one language and time zone. All times are epoch milliseconds. */
export type Formats = {
  /** "Thứ Bảy, 17/10/2020" */
  date(timeMs: number): string
  /** "23:04:37" */
  clock(timeMs: number): string
  /** "23:04" */
  time(timeMs: number): string
  /** "17/10 23:04" */
  dayAndTime(timeMs: number): string
  /** "23:04" on the day of `nowMs`, "17/10 23:04" on any other */
  timeSince(timeMs: number, nowMs: number): string
  /** "17/10/2020 23:04" */
  dateAndTime(timeMs: number): string
  /** "2020" */
  year(timeMs: number): string
  /** "17/10/2020 23:04:37" */
  dateAndClock(timeMs: number): string
  /** "GMT+7", of the zone at that time */
  zone(timeMs: number): string
  /** "5,16" with as many decimals as asked */
  decimal(value: number, digits: number): string
  /** "10.000" */
  count(value: number): string
}

const regions: Record<Language, string> = { vi: 'vi-VN', en: 'en-GB' }

/** Formats of a language in an IANA time zone; the 24-hour clock in both languages. */
export function createFormats(language: Language, timeZone: string): Formats {
  const region = regions[language]
  const timesOf = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(region, { timeZone, hourCycle: 'h23', ...options })
  const twoDigits = '2-digit' as const
  const weekday = timesOf({ weekday: 'long' })
  const date = timesOf({ day: twoDigits, month: language === 'vi' ? twoDigits : 'short', year: 'numeric' })
  const clock = timesOf({ hour: twoDigits, minute: twoDigits, second: twoDigits })
  const time = timesOf({ hour: twoDigits, minute: twoDigits })
  const day = timesOf({ day: twoDigits, month: language === 'vi' ? twoDigits : 'short' })
  const year = timesOf({ year: 'numeric' })
  // English names a zone by its offset; the Vietnamese data of some engines spells it out.
  const zone = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'shortOffset' })
  const decimals = new Map<number, Intl.NumberFormat>()
  const count = new Intl.NumberFormat(region, { maximumFractionDigits: 0 })

  function decimalFormat(digits: number): Intl.NumberFormat {
    const known = decimals.get(digits)
    if (known !== undefined) return known
    const made = new Intl.NumberFormat(region, { minimumFractionDigits: digits, maximumFractionDigits: digits })
    decimals.set(digits, made)
    return made
  }

  const dayText = (timeMs: number) => day.format(timeMs).replace('-', '/')
  return {
    date: (timeMs) => `${weekday.format(timeMs)}, ${date.format(timeMs)}`,
    clock: (timeMs) => clock.format(timeMs),
    time: (timeMs) => time.format(timeMs),
    dayAndTime: (timeMs) => `${dayText(timeMs)} ${time.format(timeMs)}`,
    timeSince: (timeMs, nowMs) =>
      date.format(timeMs) === date.format(nowMs) ? time.format(timeMs) : `${dayText(timeMs)} ${time.format(timeMs)}`,
    dateAndTime: (timeMs) => `${date.format(timeMs)} ${time.format(timeMs)}`,
    year: (timeMs) => year.format(timeMs),
    dateAndClock: (timeMs) => `${date.format(timeMs)} ${clock.format(timeMs)}`,
    zone: (timeMs) => zone.formatToParts(timeMs).find((part) => part.type === 'timeZoneName')?.value ?? timeZone,
    decimal: (value, digits) => decimalFormat(digits).format(value),
    count: (value) => count.format(value),
  }
}
