import { townModel, townPlace } from '#test/builders/cityModel'
import { buildingTable } from '#test/builders/buildings'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildingDepths, floodImpact } from './floodImpact'
import type { FloodedCity } from './floodImpact'
import { heightAt } from './heightGrid'

/** River in the west, a bank of 4 m 500 m from the middle, low land of 1 m behind it, 9 m in the east. */
const ground = (eastM: number): number => (eastM < -950 ? -2 : Math.abs(eastM + 500) < 40 ? 4 : eastM > 500 ? 9 : 1)

const places = {
  atRiver: townPlace(-700, 0),
  behindBank: townPlace(0, 0),
  onHill: townPlace(800, 0),
}
const town = townModel({
  groundM: ground,
  buildings: [
    { id: 'at-river', place: places.atRiver, groundM: 1, floodM: 1, people: 4 },
    { id: 'behind-bank', place: places.behindBank, groundM: 1, floodM: 4, people: 7 },
    { id: 'on-hill', place: places.onHill, groundM: 9, floodM: 9 },
  ],
  junctions: [townPlace(-900, 200), townPlace(-600, 200), townPlace(100, 200), townPlace(400, 200), townPlace(900, 200)],
  roads: [
    { from: 0, to: 1, name: 'ven sông' },
    { from: 2, to: 3, name: 'trong đê' },
    { from: 3, to: 4, name: 'lên đồi', bridge: true },
  ],
  facilities: [
    { id: 'at-river', place: places.atRiver },
    { id: 'on-hill', place: places.onHill },
  ],
  cameras: [{ id: 'behind-bank', place: places.behindBank }],
}) as FloodedCity

test('below the top of the bank, what lies behind it counts in the bathtub only', () => {
  const { result } = floodImpact(town, 3)
  expect(result.buildings.map(({ id, depthM }) => [id, depthM])).toEqual([['at-river', 2]])
  expect(result.facilities.map(({ id, depthM }) => [id, depthM])).toEqual([['at-river', 2]])
  expect(result.cameras).toEqual([])
  expect(result.roads.map(({ name, depthM }) => [name, depthM])).toEqual([['ven sông', 2]])
  expect(result.connected).toMatchObject({ buildings: 1, people: 4, facilities: 1, cameras: 0 })
  expect(result.bathtub).toMatchObject({ buildings: 2, people: 11, facilities: 1, cameras: 1 })
  expect(Math.abs(result.connected.roadM - 300)).toBeLessThan(1)
  expect(Math.abs(result.bathtub.roadM - 600)).toBeLessThan(1)
  expect(result.deepestM).toBe(5)
})

test('above it both are the same, and the bridge is still open', () => {
  const { result } = floodImpact(town, 4.5)
  expect(result.connected).toEqual(result.bathtub)
  expect(result.connected).toMatchObject({ buildings: 2, people: 11, peopleUnknown: 0, cameras: 1 })
  expect(result.roads.map(({ name }) => name).sort()).toEqual(['trong đê', 'ven sông'])
})

test('a camera on a bridge does not stand in the river', () => {
  const cameras = [
    { id: 'on-bridge', place: townPlace(-980, 5) },
    { id: 'in-river', place: townPlace(-980, 300) },
  ]
  const bridged = townModel({
    groundM: ground,
    cameras,
    junctions: [townPlace(-990, 0), townPlace(-600, 0)],
    roads: [{ from: 0, to: 1, bridge: true }],
  }) as FloodedCity
  const { result } = floodImpact(bridged, 3)
  expect(result.cameras.map(({ id, depthM }) => [id, depthM])).toEqual([['in-river', 5]])
  expect(result.bathtub.cameras).toBe(1)
})

test('the wet area is what lies on the river side, counted in strips', () => {
  const { result, depthM } = floodImpact(town, 3)
  // From the western edge to the bank: 1000 - 500 - 40 m, to the nearest post.
  expect(Math.abs(result.connected.areaM2 - 460 * 2000)).toBeLessThan(50 * 2000)
  expect(depthM.filter((depth) => depth > 0).length * 2500).toBeGreaterThan(result.connected.areaM2 * 0.95)
  expect(heightAt(town.terrain.grid, places.onHill.lonDeg, places.onHill.latDeg)).toBeCloseTo(9)
})

test('a step of the slider says for each building what its threshold says', () => {
  const height = fc.oneof(fc.integer({ min: -2, max: 12 }), fc.constant(NaN))
  fc.assert(
    fc.property(fc.array(fc.tuple(height, height, height), { maxLength: 30 }), fc.integer({ min: -3, max: 13 }), (rows, levelM) => {
      const table = buildingTable(rows.map(([groundM, floodM, people]) => ({ place: places.atRiver, groundM, floodM, people })))
      const depthM = new Float32Array(rows.length).fill(99)
      const sums = buildingDepths(table, levelM, depthM)
      const wet = rows.filter(([, floodM]) => floodM <= levelM)
      expect(sums).toEqual({ buildings: wet.length, people: wet.reduce((sum, [, , people]) => sum + Math.max(0, people || 0), 0) })
      expect([...depthM]).toEqual(rows.map(([groundM, floodM]) => (floodM <= levelM ? Math.max(0, levelM - groundM) : 0)))
    }),
  )
})
