import type { Language } from '#shared/contract/ipc'
import type { Translate } from '#i18n/catalogue'
import type { Formats } from '#i18n/formats'

/** The words and formats of a language. */
export type Words = { t: Translate; language: Language; formats: Formats }

/** "42 % / 3,10 km": a part of a whole that is written already; a dash where there is no whole. */
export function shareText(part: number, whole: number, wholeText: string, { formats }: Words): string {
  return whole === 0 ? '–' : `${formats.count((100 * part) / whole)} % / ${wholeText}`
}

/** Depth of water, to a decimetre: models say no more. */
export function depthText(depthM: number, { formats }: Words): string {
  return `${formats.decimal(depthM, 1)} m`
}

/** Seconds below a minute, minutes above. */
export function durationText(seconds: number, { t, formats }: Words): string {
  return seconds < 60
    ? t('questions.seconds', { n: formats.count(seconds) })
    : t('questions.minutes', { n: formats.decimal(seconds / 60, 1) })
}

/** Metres below a kilometre, kilometres above. */
export function lengthText(lengthM: number, { formats }: Words): string {
  return lengthM < 1000 ? `${formats.count(lengthM)} m` : `${formats.decimal(lengthM / 1000, 2)} km`
}

/** Square metres, hectares or square kilometres, whichever reads best. */
export function areaText(areaM2: number, { formats }: Words): string {
  if (areaM2 < 10_000) return `${formats.count(areaM2)} m²`
  return areaM2 < 1e6 ? `${formats.decimal(areaM2 / 1e4, 1)} ha` : `${formats.decimal(areaM2 / 1e6, 2)} km²`
}

/** People, to the whole person: estimates say no more. */
export function peopleText(people: number, { t, formats }: Words): string {
  return t('questions.peopleCount', { n: Math.round(people), count: formats.count(people) })
}
