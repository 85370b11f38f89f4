import { cityManifest, gaugesFile } from '#shared/contract/city'
import { answerInputs } from '#shared/contract/cityAnswer'
import type { AnswerInput, CityQuestion, QuestionKind, ResultOf } from '#shared/contract/cityAnswer'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { askCity } from './askCity'
import { cityModelOf } from './cityModel'
import type { CityBytes } from './cityModel'
import { isInRing } from './areas'
import type { LonLat } from './areas'

// The city that is delivered, asked as the desk asks it.
const folder = join(import.meta.dirname, '../../resources/city/dong-ha')
const json = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'))
const manifest = cityManifest.parse(json('city.json'))
const [gauge] = gaugesFile.parse(json(manifest.files.gauges)).gauges
const peakM = gauge!.peaks.find(({ date }) => date === '2020-10-18')!.levelM

const files = answerInputs.flatMap((input): [AnswerInput, CityBytes[AnswerInput]][] => {
  const path = manifest.files[input]
  if (path === undefined) return []
  const stored = readFileSync(join(folder, path))
  return [[input, { bytes: new Uint8Array(path.endsWith('.gz') ? gunzipSync(stored) : stored), sha256: '0'.repeat(64) }]]
})
const city = cityModelOf(Object.fromEntries(files))
const gaugeZeroM = city.floodField!.meta.gaugeZeroM
const ask = <K extends QuestionKind>(question: Extract<CityQuestion, { kind: K }>): ResultOf<K> =>
  askCity(city, question, 'vi').result as ResultOf<K>
const flood = (gaugeLevelM: number): ResultOf<'flood'> => ask({ kind: 'flood', levelM: gaugeLevelM + gaugeZeroM, gaugeLevelM })

/** Low ground on the north bank, in former Đông Giang. */
const dongGiang: LonLat[] = [
  [107.1041, 16.8371],
  [107.1209, 16.8371],
  [107.1209, 16.8479],
  [107.1041, 16.8479],
]

test('at the peak of October 2020 Đông Giang is under water, and what is hit is listed in less than two seconds', () => {
  const startedMs = performance.now()
  const peak = flood(peakM)
  const tookMs = performance.now() - startedMs
  const table = city.buildings!.table
  const there = [...table.lonDeg.keys()].filter((row) => isInRing(dongGiang, table.lonDeg[row]!, table.latDeg[row]!))
  const wet = there.filter((row) => table.floodM[row]! <= peakM + gaugeZeroM)
  expect(there.length).toBeGreaterThan(200)
  expect(wet.length / there.length).toBeGreaterThan(0.95)
  expect(peak.connected.buildings).toBeGreaterThan(wet.length)
  expect(peak.buildings.length).toBe(500)
  expect(peak.facilities.length).toBe(peak.connected.facilities)
  expect(peak.roads.length).toBeGreaterThan(3)
  expect(tookMs).toBeLessThan(2_000)
})

test('the water rises: hardly a house at warning level I, more at each level, never more by the river than in all', () => {
  const levels = [...gauge!.levelsM, 4.69, peakM].map(flood)
  expect(levels[0]!.connected.buildings).toBeLessThan(20)
  expect(levels[0]!.connected.cameras).toBe(0)
  for (const [index, level] of levels.entries()) {
    const before = levels[index - 1]
    for (const key of ['areaM2', 'buildings', 'people', 'roadM', 'facilities', 'cameras'] as const) {
      expect(level.connected[key]).toBeLessThanOrEqual(level.bathtub[key])
      if (before !== undefined) expect(level.connected[key]).toBeGreaterThanOrEqual(before.connected[key])
    }
  }
  // Banks hold at warning level II: the two numbers differ, and both are shown.
  expect(levels[1]!.bathtub.buildings).toBeGreaterThan(levels[1]!.connected.buildings)
})

test('from the station to the junction of QL.9 the way goes by Lê Duẩn', () => {
  const from = { lonDeg: 107.1119, latDeg: 16.8112 }
  const to = { lonDeg: 107.0839, latDeg: 16.8422 }
  const dry = ask({ kind: 'route', from, to, floodLevelM: null, closures: [] })
  expect(dry.way.legs.map(({ ref }) => ref)).toContain('QL.1')
  expect(dry.way.lengthM).toBeGreaterThan(4_300)
  expect(dry.way.lengthM).toBeLessThan(6_000)
  const closed = ask({ kind: 'route', from, to, floodLevelM: null, closures: [{ lonDeg: 107.0998, latDeg: 16.8257 }] })
  expect(closed.way.lengthM).toBeGreaterThan(dry.way.lengthM)
  expect(closed.undisturbed?.lengthM).toBeCloseTo(dry.way.lengthM, 3)
})
