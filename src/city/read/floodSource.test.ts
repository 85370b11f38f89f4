import { expect, test } from 'vitest'
import { floodFieldMeta, type TerrainMeta } from '#shared/contract/cityParts'
import type { DraftRoad, DraftWater } from '#city/import/draft'
import { makeFloodField } from './floodSource'

const provenance = { source: 'a test', licence: 'none', synthetic: true }
const side = 11
const meta: TerrainMeta = {
  kind: 'terrain',
  schema: 1,
  westDeg: 0,
  southDeg: 0,
  eastDeg: 10,
  northDeg: 10,
  columns: side,
  rows: side,
  noDataDm: -32_768,
  heightDatum: 'a test',
  accuracyM: 0,
  ...provenance,
}
// A river along the west edge at 1 m, a bank of 5 m in column 5, low ground of 2 m to both sides.
const heightDm = Int16Array.from({ length: side * side }, (_, post) => (post % side === 0 ? 10 : post % side === 5 ? 50 : 20))

const river: DraftWater = { index: 0, id: 'r', name: null, kind: 'river', line: [0, 0, 0, 10], polygons: [], widthM: 60 }
const stream: DraftWater = { ...river, id: 's', line: [8, 7, 1, 7], widthM: 2 }
const bridge: DraftRoad = {
  index: 0,
  id: 'b',
  name: null,
  ref: null,
  class: 'primary',
  oneWay: 0,
  speedKmh: null,
  bridge: true,
  line: [4, 3, 6, 3],
}

function thresholdBehindBank(water: readonly DraftWater[], roads: readonly DraftRoad[] = []): number | undefined {
  const made = makeFloodField({ terrain: { meta, heightDm }, water, roads, gaugeZeroM: 0, terrainSha256: 'a'.repeat(64), provenance })
  if (made !== undefined) floodFieldMeta.parse(made.meta)
  return made?.thresholdM[5 * side + 8]
}

test('a bank keeps the river out until the water is as high as the bank', () => {
  expect(thresholdBehindBank([river])).toBe(5)
})

test('a stream runs through the bank in a culvert, whichever way it is drawn', () => {
  expect(thresholdBehindBank([river, stream])).toBe(2)
  expect(thresholdBehindBank([river, { ...stream, line: [1, 7, 8, 7] }])).toBe(2)
})

test('the ground under a bridge lets the water through', () => {
  expect(thresholdBehindBank([river], [bridge])).toBe(2)
  expect(thresholdBehindBank([river], [{ ...bridge, bridge: false }])).toBe(5)
})

test('water comes from rivers with banks and from the sea; not from lakes, and not from nothing', () => {
  const area: DraftWater = { ...river, line: null, polygons: [[[-1, -1, 0.5, -1, 0.5, 11, -1, 11]]], widthM: null }
  expect([thresholdBehindBank([area]), thresholdBehindBank([{ ...area, kind: 'sea' }])]).toEqual([5, 5])
  expect([thresholdBehindBank([{ ...area, kind: 'lake' }]), thresholdBehindBank([stream]), thresholdBehindBank([])]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

test('a river that leaves the ground that is known is followed as far as it goes', () => {
  expect(thresholdBehindBank([{ ...river, line: [-500, 5, 0, 5, 0, 10, 0, 900] }])).toBe(5)
})
