import type { Gauge } from '#shared/contract/city'
import type { Reading } from '#shared/contract/reading'
import type { Bilingual } from '#shared/contract/room'
import { marginOf, toCentimetres } from './floodLevel'

// Warning levels are Vietnamese law, and so is the clock of their bulletins: UTC+7 all year.
const vietnamOffsetMs = 7 * 3_600_000

/** A level with its margin, as a bulletin puts it: "5,17 m, trên BĐ3 1,17 m". `marginOf` says which warning level is named. */
export function levelSentence(valueM: number, levelsM: readonly number[]): Bilingual {
  const valueCm = toCentimetres(valueM)
  const { level, aboveCm } = marginOf(valueM, levelsM)
  const value = metres(valueCm)
  if (aboveCm === 0) return { vi: `${value.vi}, ở mức BĐ${level}`, en: `${value.en}, at alarm level ${level}` }
  const margin = metres(Math.abs(aboveCm))
  return aboveCm > 0
    ? { vi: `${value.vi}, trên BĐ${level} ${margin.vi}`, en: `${value.en}, ${margin.en} above alarm level ${level}` }
    : { vi: `${value.vi}, dưới BĐ${level} ${margin.vi}`, en: `${value.en}, ${margin.en} below alarm level ${level}` }
}

/** What a bulletin adds at the peak of a flood: "đỉnh; cao hơn đỉnh 08/10/2020 0,67 m", against the newest peak of an earlier day. */
export function peakSentence(valueM: number, observedAtMs: number, peaks: Gauge['peaks']): Bilingual {
  const day = localTime(observedAtMs).day
  const earlier = peaks.filter((peak) => peak.date < day).toSorted((one, other) => (one.date < other.date ? 1 : -1))[0]
  if (earlier === undefined) return { vi: 'đỉnh', en: 'peak' }
  const higherCm = toCentimetres(valueM) - toCentimetres(earlier.levelM)
  const when = vietnameseDate(earlier.date)
  if (higherCm === 0) return { vi: `đỉnh; bằng đỉnh ${when}`, en: `peak; equal to the peak of ${earlier.date}` }
  const difference = metres(Math.abs(higherCm))
  return higherCm > 0
    ? { vi: `đỉnh; cao hơn đỉnh ${when} ${difference.vi}`, en: `peak; ${difference.en} above the peak of ${earlier.date}` }
    : { vi: `đỉnh; thấp hơn đỉnh ${when} ${difference.vi}`, en: `peak; ${difference.en} below the peak of ${earlier.date}` }
}

/** The whole sentence about one reading: the level, and the comparison with earlier floods when it is the peak. */
export function readingSentence(
  gauge: Pick<Gauge, 'levelsM' | 'peaks'>,
  reading: Pick<Reading, 'valueM' | 'observedAtMs' | 'peak'>,
): Bilingual {
  const level = levelSentence(reading.valueM, gauge.levelsM)
  if (!reading.peak) return level
  const peak = peakSentence(reading.valueM, reading.observedAtMs, gauge.peaks)
  return { vi: `${level.vi}; ${peak.vi}`, en: `${level.en}; ${peak.en}` }
}

/** The texts of a flood alert: what, where, when, from whom, and whether somebody read the value or we drew a line to it. */
export function floodTexts(
  gauge: Gauge,
  reading: Reading,
  level: number,
): { event: Bilingual; headline: Bilingual; description: Bilingual; instruction: Bilingual } {
  const sentence = readingSentence(gauge, reading)
  const { day, time } = localTime(reading.observedAtMs)
  const levels = gauge.levelsM.map((levelM) => metres(toCentimetres(levelM)))
  const basis: Bilingual =
    reading.basis === 'interpolated'
      ? { vi: 'Giá trị nội suy giữa hai bản tin, không phải số đo.', en: 'Interpolated between two bulletins, not measured.' }
      : { vi: 'Số đo theo bản tin.', en: 'Measured, as the bulletin gives it.' }
  return {
    event: { vi: `Lũ cấp báo động ${level}`, en: `Flood, alarm level ${level}` },
    headline: {
      vi: `Lũ ${gauge.river.vi} tại ${gauge.name.vi}: ${sentence.vi}`,
      en: `Flood on the ${gauge.river.en} at ${gauge.name.en}: ${sentence.en}`,
    },
    description: {
      vi: [
        `Mực nước ${gauge.river.vi} tại ${gauge.name.vi} lúc ${time} ngày ${vietnameseDate(day)}: ${sentence.vi}.`,
        `${basis.vi} Nguồn: ${reading.source}`,
        `Cấp báo động: ${levels.map((each, index) => `BĐ${index + 1} ${each.vi}`).join('; ')} (${gauge.legalBasis}).`,
      ].join('\n'),
      en: [
        `Water level of the ${gauge.river.en} at ${gauge.name.en} at ${time} on ${day} (UTC+7): ${sentence.en}.`,
        `${basis.en} Source: ${reading.source}`,
        `Alarm levels (BĐ): ${levels.map((each, index) => `${index + 1}: ${each.en}`).join('; ')} (${gauge.legalBasis}).`,
      ].join('\n'),
    },
    instruction: {
      vi: 'Theo dõi các bản tin tiếp theo; rà soát khu vực trũng thấp ven sông; sẵn sàng phương án ứng phó theo cấp báo động.',
      en: 'Follow the next bulletins; check the low ground along the river; have the response plan of this alarm level ready.',
    },
  }
}

function metres(valueCm: number): Bilingual {
  const sign = valueCm < 0 ? '-' : ''
  const whole = Math.floor(Math.abs(valueCm) / 100)
  const rest = String(Math.abs(valueCm) % 100).padStart(2, '0')
  return { vi: `${sign}${whole},${rest} m`, en: `${sign}${whole}.${rest} m` }
}

function localTime(atMs: number): { day: string; time: string } {
  const iso = new Date(atMs + vietnamOffsetMs).toISOString()
  const split = iso.indexOf('T')
  return { day: iso.slice(0, split), time: iso.slice(split + 1, split + 6) }
}

// A date known only by its year stays a year.
function vietnameseDate(date: string): string {
  return date.split('-').toReversed().join('/')
}
