import { cityAnswer } from '#shared/contract/cityAnswer'
import type { CityQuestion, QuestionKind, ResultOf } from '#shared/contract/cityAnswer'
import { townModel, townPlace } from '#test/builders/cityModel'
import { expect, test } from 'vitest'
import { answerOf, askCity } from './askCity'
import { closedRing } from './areas'
import { cityModelOf } from './cityModel'
import { bearingDeg } from './localPlane'
import { Unanswered } from './unanswered'

const name = (id: string): { vi: string; en: string } => ({ vi: id, en: id })
/** A river in the west, low ground of 1 m to the middle, high ground in the east; two streets join the halves, the northern one low. */
const city = townModel({
  groundM: (eastM, northM) => (eastM < -950 ? -2 : northM > 100 ? 1 : eastM < 0 ? 1 : 6),
  buildings: [
    { id: 'thấp', place: townPlace(-300, 10), groundM: 1, floodM: 1, people: 5 },
    { id: 'cao', place: townPlace(300, 10), groundM: 6, floodM: 6, people: 8 },
  ],
  junctions: [townPlace(100, 0), townPlace(600, 0), townPlace(100, 200), townPlace(600, 200), townPlace(100, -400), townPlace(600, -400)],
  roads: [
    { from: 0, to: 2, name: 'lên bắc', bridge: true },
    { from: 2, to: 3, name: 'đường bắc' },
    { from: 3, to: 1, name: 'xuống nam', bridge: true },
    { from: 0, to: 4, name: 'tây' },
    { from: 4, to: 5, name: 'đường nam' },
    { from: 5, to: 1, name: 'đông' },
  ],
  facilities: [{ id: 'truong', place: townPlace(600, 10) }],
  cameras: [{ id: 'cam', place: townPlace(-300, -100) }],
})
const roadState = { floodLevelM: null, closures: [] }
const questions: { [K in QuestionKind]: Extract<CityQuestion, { kind: K }> } = {
  inside: { kind: 'inside', area: { polygons: [], circles: [{ centre: townPlace(-300, 0), radiusM: 200 }] } },
  flood: { kind: 'flood', levelM: 3, gaugeLevelM: 3 },
  route: { kind: 'route', from: townPlace(100, 0), to: townPlace(600, 0), ...roadState },
  nearest: {
    kind: 'nearest',
    place: townPlace(600, -200),
    among: [
      { id: 'tay', name: name('Tây'), place: townPlace(100, -100) },
      { id: 'dong', name: name('Đông'), place: townPlace(600, 100) },
      { id: 'xa', name: name('Xa'), place: { lonDeg: 108, latDeg: 17 } },
    ],
    most: 5,
    ...roadState,
  },
  reach: { kind: 'reach', from: townPlace(600, 0), minutes: 0.25, ...roadState },
  sight: { kind: 'sight', place: townPlace(-300, 0), heightM: 1.5 },
  coverage: {
    kind: 'coverage',
    area: { polygons: [closedRing([townPlace(-400, -50), townPlace(-200, -50), townPlace(-200, 50), townPlace(-400, 50)])], circles: [] },
  },
  plume: {
    kind: 'plume',
    place: townPlace(0, 0),
    rateGPerS: 500,
    releaseHeightM: 2,
    windFromDeg: 90,
    windMps: 3,
    stability: 'D',
    thresholdsMgPerM3: [50, 5],
  },
  measure: { kind: 'measure', places: [townPlace(-300, 0), townPlace(300, 0)], closed: false },
}

test('every kind of question gets an answer that fits the contract, and two answers to one question are one', async () => {
  for (const question of Object.values(questions)) {
    const { result, map } = askCity(city, question, 'vi')
    expect(result.kind).toBe(question.kind)
    const asked = { id: '0193e0a0-0000-4000-8000-000000000000', answeredAtMs: 1, tookMs: 2, operator: 'Trực ban' }
    const answer = await answerOf(city, question, result, asked)
    expect(cityAnswer.parse(answer)).toEqual(answer)
    expect(answer.dataClass).toBe(answer.inputs.length > 0 ? 'illustrative' : 'screening')
    expect(await answerOf(city, question, askCity(city, question, 'vi').result, asked)).toEqual(answer)
    expect(new Set(map.layers.map(({ id }) => id)).size).toBe(map.layers.length)
  }
})

test('another question, or other bytes, is another hash', async () => {
  const asked = { id: '0193e0a0-0000-4000-8000-000000000000', answeredAtMs: 1, tookMs: 2, operator: '' }
  const hashOf = async (model: typeof city, question: CityQuestion): Promise<string> =>
    (await answerOf(model, question, askCity(model, question, 'vi').result, asked)).inputsHash
  const changed = { ...city, inputs: city.inputs.map((each) => ({ ...each, sha256: 'f'.repeat(64) })) }
  const hashes = [
    await hashOf(city, questions.flood),
    await hashOf(city, { ...questions.flood, levelM: 3.1 }),
    await hashOf(changed, questions.flood),
  ]
  expect(new Set(hashes).size).toBe(3)
})

test('data that were measured, and exactly enough, are not called illustrative', async () => {
  const asked = { id: '0193e0a0-0000-4000-8000-000000000000', answeredAtMs: 1, tookMs: 2, operator: '' }
  const classOf = async (accuracyM: number, question: CityQuestion): Promise<string> => {
    const inputs = city.inputs.map((each) => ({ ...each, synthetic: false, accuracyM: each.input === 'terrain' ? accuracyM : undefined }))
    return (await answerOf({ ...city, inputs }, question, askCity(city, question, 'vi').result, asked)).dataClass
  }
  expect(await classOf(0.3, questions.flood)).toBe('surveyed')
  // A satellite's terrain is wrong by metres; warning levels are a metre apart.
  expect(await classOf(5, questions.flood)).toBe('illustrative')
  expect(await classOf(5, questions.sight)).toBe('surveyed')
  expect(await classOf(5, { ...questions.route, floodLevelM: 0 })).toBe('illustrative')
  expect(await classOf(0.3, questions.plume)).toBe('screening')
})

test('a flood shows its depth, its lists, and both counts', () => {
  const { result, map } = askCity(city, questions.flood, 'vi')
  expect(result).toMatchObject({ connected: { buildings: 1, people: 5 }, bathtub: { buildings: 1 } })
  expect(map.floodLevelM).toBe(3)
  expect(map.layers[0]).toMatchObject({ kind: 'depth', columns: 41, rows: 41 })
})

test('a plume goes where the wind blows, the lower threshold farther, and meets who lives there', () => {
  const { result, map } = askCity(city, questions.plume, 'vi')
  const [low, high] = (result as ResultOf<'plume'>).bands
  expect([low!.thresholdMgPerM3, high!.thresholdMgPerM3]).toEqual([5, 50])
  expect(low!.farthestM).toBeGreaterThan(high!.farthestM)
  expect([low!.buildings, low!.people]).toEqual([1, 5])
  const [layer] = map.layers
  const ring = layer?.kind === 'area' ? (layer.rings[0] ?? []) : []
  const far = ring.reduce((west, point) => (point[0] < west[0] ? point : west))
  expect(Math.abs(bearingDeg(townPlace(0, 0), { lonDeg: far[0], latDeg: far[1] }) - 270)).toBeLessThan(2)
})

test('what a city does not have is said, by name', () => {
  const bare = cityModelOf({})
  const reason = (question: CityQuestion): string => {
    try {
      return askCity(bare, question, 'vi').result.kind
    } catch (error) {
      return error instanceof Unanswered ? `${error.reason}: ${error.detail}` : String(error)
    }
  }
  expect(Object.values(questions).map(reason)).toEqual([
    'missing-data: buildings',
    'missing-data: buildings, terrain, floodField',
    'missing-data: roads',
    'missing-data: roads',
    'missing-data: roads',
    'missing-data: buildings, terrain, cameras',
    'missing-data: buildings, terrain, cameras, roads',
    'plume',
    'measure',
  ])
})
