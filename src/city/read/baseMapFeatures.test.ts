import { expect, test } from 'vitest'
import { baseMapFile } from '#shared/contract/baseMap'
import type { DraftGround, DraftRoad, DraftWater } from '#city/import/draft'
import { makeBaseMap } from './baseMapFeatures'

const from = { source: '© OpenStreetMap contributors', synthetic: false }
const road = (wish: Partial<DraftRoad>): DraftRoad => ({
  index: 0,
  id: 'w1',
  name: 'Lê Duẩn',
  ref: 'QL.1',
  class: 'service',
  oneWay: 0,
  speedKmh: null,
  bridge: false,
  line: [107.1, 16.8, 107.2, 16.9],
  ...wish,
})
const lake: DraftWater = { index: 0, id: 'w2', name: null, kind: 'lake', line: null, polygons: [[[0, 0, 1, 0, 1, 1]]], widthM: null }
const park: DraftGround = { index: 0, id: 'w3', name: 'Công viên', kind: 'green', line: null, polygons: [[[0, 0, 1, 0, 1, 1]]] }
const rail: DraftGround = { ...park, kind: 'rail', line: [0, 0, 1, 1], polygons: [] }

test('roads and waters are features of the contract, with ids of their own', () => {
  const river: DraftWater = { ...lake, kind: 'river', line: [0, 0, 1, 1], polygons: [[[0, 0, 1, 0, 1, 1, 0, 0]]] }
  const { file, problems } = makeBaseMap(
    { roads: [road({}), road({ class: 'trunk' })], water: [lake, river, { ...lake, kind: 'sea' }], ground: [park, rail] },
    from,
  )
  const { features } = baseMapFile.parse(file)
  expect(problems).toEqual([])
  expect(features.map(({ properties }) => properties.kind)).toEqual(['green', 'rail', 'lake', 'river', 'lake', 'sea', 'road', 'road'])
  expect(new Set(features.map(({ properties }) => properties.id)).size).toBe(8)
  expect(features[6]?.properties).toMatchObject({
    class: 'trunk',
    ref: 'QL.1',
    name: { vi: 'Lê Duẩn', en: 'Le Duan' },
    illustrative: false,
  })
  expect(features[2]?.geometry.coordinates[0]).toEqual([
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 0],
  ])
})

test('a line that is too long becomes pieces that meet', () => {
  const line = Array.from({ length: 45_000 }, (_, at) => [at / 1_000, 0]).flat()
  const { features } = baseMapFile.parse(makeBaseMap({ roads: [road({ line })], water: [], ground: [] }, from).file)
  expect(features.map(({ geometry }) => geometry.coordinates.length)).toEqual([20_000, 20_000, 5_002])
  expect(features[1]?.geometry.coordinates[0]).toEqual(features[0]?.geometry.coordinates.at(-1))
})

test('of too many roads the larger ones are drawn, and it is said', () => {
  const { file, problems } = makeBaseMap(
    { roads: [...Array.from({ length: 50_000 }, () => road({})), road({ class: 'primary' })], water: [], ground: [] },
    from,
  )
  expect(file.features[0]?.properties).toMatchObject({ class: 'primary' })
  expect(file.features).toHaveLength(50_000)
  expect(problems).toMatchObject([{ code: 'base-map-thinned', detail: { drawn: 50_000, of: 50_001 } }])
})
