import type { Gauge } from '#shared/contract/city'
import type { Language } from '#shared/contract/ipc'
import type { Reading } from '#shared/contract/reading'
import { peakSentence } from '#shared/domain/floodBulletin'
import { marginOf } from '#shared/domain/floodLevel'
import type { Translate } from './catalogue'
import type { Formats } from './formats'

/** Where a water level stands, for a text that stands beside the value itself: "trên BĐ3 1,16 m". */
export function marginInWords(valueM: number, levelsM: readonly number[], t: Translate, formats: Formats): string {
  const { level, aboveCm } = marginOf(valueM, levelsM)
  const margin = formats.decimal(Math.abs(aboveCm) / 100, 2)
  if (aboveCm === 0) return t('gauge.atLevel', { level })
  return t(aboveCm > 0 ? 'gauge.aboveLevel' : 'gauge.belowLevel', { level, margin })
}

/** The same for a reading of a gauge, with the comparison to earlier floods when it is the peak. */
export function readingInWords(gauge: Gauge, reading: Reading, language: Language, t: Translate, formats: Formats): string {
  const margin = marginInWords(reading.valueM, gauge.levelsM, t, formats)
  return reading.peak ? `${margin}; ${peakSentence(reading.valueM, reading.observedAtMs, gauge.peaks)[language]}` : margin
}
