import type { QuestionOf } from '#shared/contract/cityAnswer'
import { townModel, townPlace } from '#test/builders/cityModel'
import { expect, test } from 'vitest'
import { answerNearest, answerReach, answerRoute } from './roadAnswers'
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
}) as Parameters<typeof answerRoute>[0]
const roadState = { floodLevelM: null, closures: [] }
const route: QuestionOf<'route'> = { kind: 'route', from: townPlace(100, 0), to: townPlace(600, 0), ...roadState }
const reach: QuestionOf<'reach'> = { kind: 'reach', from: townPlace(600, 0), minutes: 0.25, ...roadState }

test('a way goes by the shorter street, round a closure, and round the water', () => {
  const legs = (question: Partial<typeof route>): (string | null)[] =>
    answerRoute(city, { ...route, ...question }).result.way.legs.map((leg) => leg.name)
  expect(legs({})).toEqual(['lên bắc', 'đường bắc', 'xuống nam'])
  expect(answerRoute(city, route).result.undisturbed).toBeNull()
  expect(legs({ closures: [townPlace(350, 190)] })).toEqual(['tây', 'đường nam', 'đông'])
  const flooded = answerRoute(city, { ...route, floodLevelM: 3 }).result
  expect(flooded.way.legs.map((leg) => leg.name)).toEqual(['tây', 'đường nam', 'đông'])
  expect(flooded.undisturbed?.lengthM).toBeLessThan(flooded.way.lengthM)
  expect(() => legs({ floodLevelM: 3, closures: [townPlace(350, -400)] })).toThrow(new Unanswered('no-way', ''))
  expect(() => legs({ to: { lonDeg: 108, latDeg: 17 } })).toThrow(new Unanswered('off-road', 'to'))
})

const nearest: QuestionOf<'nearest'> = {
  kind: 'nearest',
  place: townPlace(600, -200),
  among: [
    { id: 'tay', name: name('Tây'), place: townPlace(100, -100) },
    { id: 'dong', name: name('Đông'), place: townPlace(600, 100) },
    { id: 'xa', name: name('Xa'), place: { lonDeg: 108, latDeg: 17 } },
  ],
  most: 5,
  ...roadState,
}

test('what was closed is marked on the map', () => {
  const { layers } = answerRoute(city, { ...route, closures: [townPlace(350, 190)] })
  expect(layers.find(({ id }) => id === 'closures')).toMatchObject({ kind: 'points', places: [{ place: townPlace(350, 190), label: '✕' }] })
  expect(answerRoute(city, route).layers.map(({ id }) => id)).toEqual(['way', 'ends'])
})

test('the nearest units come in the order of their times; who has no road is counted', () => {
  const { units, unreachable } = answerNearest(city, nearest, 'vi').result
  expect(units.map(({ id, lengthM }) => [id, Math.round(lengthM / 10) * 10])).toEqual([
    ['dong', 300],
    ['tay', 1000],
  ])
  expect(unreachable).toBe(1)
})

test('in a quarter of a minute at 10 m/s: 150 m of the three streets', () => {
  const { roadM, facilities, buildings } = answerReach(city, reach, 'vi').result
  expect(Math.abs(roadM - 300)).toBeLessThan(2)
  expect(facilities.map(({ row, seconds }) => [row.id, Math.round(seconds)])).toEqual([['truong', 1]])
  expect(buildings).toBe(0)
  expect(answerReach(city, { ...reach, minutes: 2 }, 'vi').result).toMatchObject({ buildings: 2, people: 13 })
})

test('the ground around what is reached, for half of the time inside that for all of it', () => {
  const { layers, result } = answerReach(city, reach, 'vi')
  const areas = layers.flatMap((layer) => (layer.kind === 'area' ? [layer] : []))
  expect(areas.map(({ label, tone }) => [label, tone])).toEqual([
    ['0,3 phút', 'reach'],
    ['0,1 phút', 'reach'],
  ])
  // 150 m along each of two streets, and on both sides as far as people walk in what is left of 15 s.
  expect(result.areaM2).toBeGreaterThan(300 * 10)
  expect(result.areaM2).toBeLessThan(340 * 50)
})
