import { existsSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DraftBuilding, DraftItem, ReadOptions } from '#city/import/draft'
import { defaultLimits, openSource } from '#city/import/sourceFile'
import { gathered } from '#test/builders/gathered'
import { cityJsonReader } from './cityJson'
import { crsOf } from './crs'

const samples = join(import.meta.dirname, '../../../../shared/data/cityjson')

async function itemsOf(path: string, options: Partial<ReadOptions> = {}): Promise<DraftItem[]> {
  const file = await openSource(path)
  expect(cityJsonReader.recognises(file.head)).toBe(true)
  return gathered(cityJsonReader.read(file, { limits: defaultLimits, ...options }))
}

async function fileOf(wish: object): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'cityjson-')), 'a.city.json')
  await writeFile(path, JSON.stringify({ ...house, ...wish }))
  return path
}

// A box of 10 x 6 x 4 m in the zone of Quảng Trị, in millimetres.
const corners = [
  [0, 0],
  [10, 0],
  [10, 6],
  [0, 6],
].flatMap(([x, y]) => [
  [x! * 1e3, y! * 1e3, 2_000],
  [x! * 1e3, y! * 1e3, 6_000],
])
const shell = [[[0, 6, 4, 2]], [[1, 3, 5, 7]], [[0, 2, 3, 1]], [[2, 4, 5, 3]], [[4, 6, 7, 5]], [[6, 0, 1, 7]]]
const solid = (lod: string) => ({ type: 'Solid', lod, boundaries: [shell] })
const house = {
  type: 'CityJSON',
  version: '2.0',
  metadata: { referenceSystem: 'https://www.opengis.net/def/crs/EPSG/0/9212' },
  transform: { scale: [0.001, 0.001, 0.001], translate: [590_000, 1_860_000, 0] },
  CityObjects: {
    nha: { type: 'Building', attributes: { name: 'Nhà văn hóa', storeysAboveGround: 1, function: '1000' }, geometry: [solid('2.2')] },
  },
  vertices: corners,
}
const buildingsOf = (items: readonly DraftItem[]): DraftBuilding[] =>
  items.flatMap((item) => (item.kind === 'building' ? [item.building] : []))
const codesOf = (items: readonly DraftItem[]): string[] => items.flatMap((item) => (item.kind === 'problem' ? [item.problem.code] : []))

describe('CityJSON', () => {
  it('gives a building with its outline, height, ground and closed shape', async () => {
    const items = await itemsOf(await fileOf({}))
    const [building] = buildingsOf(items)
    expect(building).toMatchObject({ id: 'nha', name: 'Nhà văn hóa', levels: 1, use: null, groundM: 2, height: 4 })
    const ring = building!.polygons[0]![0]!
    expect(ring).toHaveLength(10)
    const [lonDeg, latDeg] = crsOf('EPSG:9212')!.toLonLat(590_000, 1_860_000)
    expect(Math.min(...ring.filter((_, at) => at % 2 === 0))).toBeCloseTo(lonDeg, 6)
    expect(Math.min(...ring.filter((_, at) => at % 2 === 1))).toBeCloseTo(latDeg, 6)
    expect(building!.solid?.triangles).toHaveLength(36)
    // The volume by the triangles (divergence theorem) is positive only when all look outwards.
    const { corners: c, triangles: t } = building!.solid!
    const metres = (corner: number): [number, number, number] => [
      (c[corner * 3]! - lonDeg) * 106_500,
      (c[corner * 3 + 1]! - latDeg) * 110_650,
      c[corner * 3 + 2]!,
    ]
    let volume = 0
    for (let at = 0; at < t.length; at += 3) {
      const [a, b, d] = [metres(t[at]!), metres(t[at + 1]!), metres(t[at + 2]!)]
      volume += (a[0] * (b[1] * d[2] - b[2] * d[1]) - a[1] * (b[0] * d[2] - b[2] * d[0]) + a[2] * (b[0] * d[1] - b[1] * d[0])) / 6
    }
    expect(volume).toBeGreaterThan(235)
    expect(volume).toBeLessThan(245)
    expect(codesOf(items)).toEqual(['crs-built-in'])
  })

  it('puts parts together under their building', async () => {
    const CityObjects = {
      nha: { type: 'Building', children: ['p1', 'p2'], geometry: [{ type: 'MultiSurface', lod: '0', boundaries: [[[0, 2, 4, 6]]] }] },
      p1: { type: 'BuildingPart', parents: ['nha'], geometry: [solid('1.2'), solid('2.2')] },
      p2: { type: 'BuildingPart', parents: ['nha'], geometry: [solid('1.2')] },
      duong: { type: 'Road', geometry: [] },
    }
    const items = await itemsOf(await fileOf({ CityObjects }))
    expect(buildingsOf(items).map(({ id, solid: made }) => [id, made?.triangles.length])).toEqual([['nha', 72]])
    expect(codesOf(items)).toEqual(['crs-built-in', 'cityjson-other-objects'])
  })

  it('with an outline alone gives that, and no shape', async () => {
    const CityObjects = {
      nha: {
        type: 'Building',
        attributes: { measuredHeight: 9 },
        geometry: [{ type: 'MultiSurface', lod: '0', boundaries: [[[0, 2, 4, 6]]] }],
      },
    }
    const [building] = buildingsOf(await itemsOf(await fileOf({ CityObjects })))
    expect(building).toMatchObject({ height: 9 })
    expect(building?.solid).toBeUndefined()
  })

  it('takes the declared system instead of its own or none', async () => {
    const [building] = buildingsOf(await itemsOf(await fileOf({ metadata: {} }), { crs: crsOf('EPSG:9212')! }))
    expect(building?.polygons[0]?.[0]?.[0]).toBeCloseTo(107.0963, 3)
  })

  it.each([
    ['without a reference system', 'cityjson-no-crs', { metadata: {} }],
    ['with one that is not known', 'crs-unknown', { metadata: { referenceSystem: 'https://www.opengis.net/def/crs/EPSG/0/27700' } }],
    ['of version 1.0', 'cityjson-version', { version: '1.0' }],
    ['of a version to come', 'cityjson-version', { version: '3.0' }],
    ['without a transform', 'cityjson-broken', { transform: undefined }],
    ['with a vertex that is no number', 'cityjson-broken', { vertices: [[0, 0, 'x']] }],
    [
      'with textures and no shapes',
      'cityjson-nothing-but-pictures',
      { CityObjects: { nha: { type: 'Building', geometry: [{ type: 'GeometryInstance', boundaries: [0] }] } } },
    ],
  ])('is refused %s', async (_, code, wish) => {
    await expect(itemsOf(await fileOf(wish))).rejects.toMatchObject({ problem: { code } })
  })

  it('tells which building points to a vertex that is not there, or has no shape', async () => {
    const CityObjects = {
      ...house.CityObjects,
      hong: { type: 'Building', geometry: [{ type: 'MultiSurface', lod: '1', boundaries: [[[0, 1, 99]]] }] },
      rong: { type: 'Building', geometry: [] },
    }
    const items = await itemsOf(await fileOf({ CityObjects }))
    expect(
      items.flatMap((item) =>
        item.kind === 'problem' && item.problem.id !== null ? [[item.problem.code, item.problem.id, item.problem.index]] : [],
      ),
    ).toEqual([
      ['cityjson-vertex-missing', 'hong', 1],
      ['cityjson-no-shape', 'rong', 2],
    ])
  })

  it('in the wrong zone is told when the city is known', async () => {
    const items = await itemsOf(await fileOf({ metadata: { referenceSystem: 'EPSG:9216' } }), {
      bounds: [107.0284, 16.7436, 107.1486, 16.8621],
    })
    expect(items.at(-1)).toMatchObject({
      problem: { code: 'crs-wrong-zone', detail: { declared: 'EPSG:9216', guess: expect.stringMatching(/^EPSG:9212/) } },
    })
  })

  it('gives water and green land to the base map', async () => {
    const flat = (...rings: number[][]) => [{ type: 'MultiSurface', lod: '1', boundaries: [rings] }]
    const CityObjects = {
      ...house.CityObjects,
      ao: { type: 'WaterBody', geometry: flat([0, 2, 4, 6]) },
      vuon: { type: 'PlantCover', geometry: flat([1, 3, 5, 7]) },
    }
    const items = await itemsOf(await fileOf({ CityObjects }))
    expect(items.map(({ kind }) => kind)).toEqual(['problem', 'building', 'water', 'ground'])
    expect(items[2]).toMatchObject({ water: { id: 'ao', kind: 'lake', polygons: [[{ length: 10 }]] } })
  })

  it.skipIf(!existsSync(samples))('of Delft is read, of both versions; that of Rotterdam names no system and is refused', async () => {
    const delft = buildingsOf(await itemsOf(join(samples, 'delft.json')))
    expect(delft).toHaveLength(160)
    expect(delft.every(({ solid: made }) => made !== undefined && made.triangles.length > 0)).toBe(true)
    const [lonDeg, latDeg] = [delft[0]!.polygons[0]![0]![0]!, delft[0]!.polygons[0]![0]![1]!]
    expect([Math.floor(lonDeg * 100), Math.floor(latDeg * 100)]).toEqual([436, 5_201])
    const old = await itemsOf(join(samples, 'delft_1b.json'))
    expect(buildingsOf(old)).toMatchObject([{ id: 'b1105d28c-00ba-11e6-b420-2bdcc4ab5d7f' }])
    expect(buildingsOf(old)[0]?.height).toBeCloseTo(6.1, 3)
    await expect(itemsOf(join(samples, 'rotterdam_subset.json'))).rejects.toMatchObject({ problem: { code: 'cityjson-no-crs' } })
    const rotterdam = buildingsOf(await itemsOf(join(samples, 'rotterdam_subset.json'), { crs: crsOf('EPSG:28992')! }))
    expect(rotterdam).toHaveLength(16)
  })
})

if (!existsSync(samples)) console.log('skipped: no sample data, so no CityJSON of Delft and Rotterdam')
