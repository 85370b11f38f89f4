import { join } from 'node:path'
import type { SearchQuery } from '#shared/contract/search'
import { startReader } from '#station/search/reader'
import { percentile, tenth } from '../report/machine'
import { sampleAtMs } from './samples'

const runs = 40
const everything: SearchQuery = {
  text: '',
  fromMs: null,
  untilMs: null,
  area: null,
  severities: [],
  states: [],
  connectors: [],
  drill: null,
  before: null,
}
const dayMs = 86_400_000
const texts = ['ngap duong', 'dien bien phu', 'cay do hung vuong', 'chay le loi', 'mat dien', 'sat lo dang dung']
const box = (lonDeg: number, latDeg: number, sizeDeg: number) => ({
  westDeg: lonDeg,
  southDeg: latDeg,
  eastDeg: lonDeg + sizeDeg,
  northDeg: latDeg + sizeDeg,
})

/** One query of each kind of filter; `n` varies it, `rows` is the size of the cache. */
const kinds: Record<string, (n: number, rows: number) => Partial<SearchQuery>> = {
  newest: () => ({}),
  'older page': (n, rows) => ({ before: Math.floor((rows * (n + 1)) / (runs + 1)) }),
  words: (n) => ({ text: texts[n % texts.length] ?? '' }),
  'typing, one letter': (n) => ({ text: 'nthcd'[n % 5] ?? '' }),
  'typing, two letters': (n) => ({ text: ['ng', 'th', 'tr', 'ch', 'du'][n % 5] ?? '' }),
  'typing a second word': (n) => ({ text: ['ngap duo', 'dien bi', 'cay d', 'chay l', 'sat lo da'][n % 5] ?? '' }),
  'rare word': (n) => ({ text: ['dong dat', 'loc', 'thuyen', 'ro ri'][n % 4] ?? '' }),
  phrase: (n) => ({ text: ['"tran hung dao"', '"nguoi dan bao chay"', '"tu tap dong nguoi"'][n % 3] ?? '' }),
  'no such word': (n) => ({ text: `khongco${n}` }),
  day: (n, rows) => ({ fromMs: sampleAtMs((rows * n) / runs), untilMs: sampleAtMs((rows * n) / runs) + dayMs }),
  'words in a day long ago': (n, rows) => ({
    text: texts[n % texts.length] ?? '',
    fromMs: sampleAtMs((rows * n) / runs / 2),
    untilMs: sampleAtMs((rows * n) / runs / 2) + dayMs,
  }),
  'area 2 km': (n) => ({ area: box(107.05 + (n % 8) * 0.01, 16.78 + (n % 5) * 0.01, 0.02) }),
  'area 100 m': (n) => ({ area: box(107.05 + (n % 8) * 0.01, 16.78 + (n % 5) * 0.01, 0.001) }),
  'area and words': (n) => ({ text: texts[n % texts.length] ?? '', area: box(107.05 + (n % 8) * 0.01, 16.78 + (n % 5) * 0.01, 0.02) }),
  'area, typing': (n) => ({ text: ['ngap duo', 'cay d'][n % 2] ?? '', area: box(107.05 + (n % 8) * 0.01, 16.78 + (n % 5) * 0.01, 0.02) }),
  'area, words, a month': (n, rows) => ({
    text: texts[n % texts.length] ?? '',
    area: box(107.05 + (n % 8) * 0.01, 16.78 + (n % 5) * 0.01, 0.02),
    fromMs: sampleAtMs(rows) - 30 * dayMs,
  }),
  'map view': (n) => ({ area: box(107.06 + (n % 4) * 0.01, 16.79 + (n % 3) * 0.01, 0.05) }),
  critical: () => ({ severities: ['critical'] }),
  'critical or high': () => ({ severities: ['critical', 'high'] }),
  open: () => ({ states: ['unacknowledged'] }),
  'critical and open': () => ({ severities: ['critical'], states: ['unacknowledged'] }),
  'words, critical': (n) => ({ text: texts[n % texts.length] ?? '', severities: ['critical'] }),
  source: () => ({ connectors: ['cap'] }),
  'source with nothing': () => ({ connectors: ['gauge-rule'] }),
  drills: () => ({ drill: true }),
  reality: () => ({ drill: false }),
}

/** The worst p95 of all kinds of filters in milliseconds, through the reader's thread as a window's search goes. */
export async function worstSearchP95Ms(folder: string, rows: number, workerFile: string): Promise<number> {
  const reader = startReader({ file: join(folder, 'cache.sqlite'), workerFile })
  let worst = 0
  try {
    for (const [kind, queryOf] of Object.entries(kinds)) {
      const times: number[] = []
      let cut = 0
      let found = 0
      for (let n = 0; n < runs; n += 1) {
        const startedMs = performance.now()
        const answer = await reader.search({}, { ...everything, ...queryOf(n, rows) })
        times.push(performance.now() - startedMs)
        if (!answer.ok) throw new Error(`${kind}: ${answer.failure.message}`)
        if (answer.value.cutShort) cut += 1
        found = answer.value.count
      }
      const p95Ms = percentile(times, 0.95)
      worst = Math.max(worst, p95Ms)
      console.log(
        `  ${kind.padEnd(24)} p50 ${tenth(percentile(times, 0.5))} ms, p95 ${tenth(p95Ms)} ms (found ${found} in the last${cut > 0 ? `; ${cut} of ${runs} cut short` : ''})`,
      )
    }
  } finally {
    reader.close()
  }
  return tenth(worst)
}
