import { existsSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DraftBoundary, DraftItem } from '#city/import/draft'
import { defaultLimits, openSource } from '#city/import/sourceFile'
import { wardsFile } from '#shared/contract/baseMap'
import { gathered } from '#test/builders/gathered'
import { boundaryReader } from './boundaries'
import { crsOf } from './crs'
import { makeWards } from './wardFeatures'

const dongHa = join(import.meta.dirname, '../../../../shared/data/vn-admin-2025/19333_dong_ha.geojson')
const square = [
  [
    [107, 16.8],
    [107.1, 16.8],
    [107.1, 16.9],
    [107, 16.9],
    [107, 16.8],
  ],
]

async function itemsOf(path: string, validFrom?: string): Promise<DraftItem[]> {
  return gathered(boundaryReader(validFrom).read(await openSource(path), { limits: defaultLimits }))
}
async function fileOf(features: readonly object[], more: object = {}): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'wards-')), 'wards.geojson')
  await writeFile(path, JSON.stringify({ type: 'FeatureCollection', features, ...more }))
  return path
}
const unit = (properties: object, coordinates: unknown = square) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates },
})
const boundariesOf = (items: readonly DraftItem[]): DraftBoundary[] =>
  items.flatMap((item) => (item.kind === 'boundary' ? [item.boundary] : []))

describe('boundaries', () => {
  it('are dated: by the file, or for all of it', async () => {
    const path = await fileOf([
      unit({ code: '19333', ten: 'Phường Đông Hà', validFrom: '2025-07-01' }),
      unit({ ma: '19351', name: 'Nam Đông Hà' }),
    ])
    expect(boundariesOf(await itemsOf(path, '2025-07-02'))).toMatchObject([
      { code: '19333', validFrom: '2025-07-01', nameVi: 'Phường Đông Hà', nameEn: 'Phuong Dong Ha' },
      { code: '19351', validFrom: '2025-07-02' },
    ])
  })

  it.each([
    ['without a date', 'ward-date-missing', [unit({ code: '19333' })], undefined],
    ['with a date that is none', 'ward-date-unreadable', [unit({ code: '19333' })], '2025-02-30'],
    ['with a date written another way', 'ward-date-unreadable', [unit({ code: '19333' })], '01/07/2025'],
    ['without a code', 'ward-code-missing', [unit({ name: 'Đông Hà' })], '2025-07-01'],
    ['twice', 'ward-twice', [unit({ code: '19333' }), unit({ code: '19333' })], '2025-07-01'],
    [
      'without an outline',
      'ward-no-outline',
      [{ type: 'Feature', properties: { code: '19333' }, geometry: { type: 'Point', coordinates: [1, 2] } }],
      '2025-07-01',
    ],
    [
      'with a place that is no number',
      'coordinate-not-a-number',
      [
        unit({ code: '19333' }, [
          [
            [1, null],
            [1, 2],
            [2, 2],
            [1, 1],
          ],
        ]),
      ],
      '2025-07-01',
    ],
  ] as const)('%s are refused as %s', async (_, code, features, validFrom) => {
    await expect(itemsOf(await fileOf(features), validFrom)).rejects.toMatchObject({ problem: { code } })
  })

  it('in metres that are not declared are told, declared ones are placed, unknown ones refused', async () => {
    const zone = crsOf('EPSG:9212')!
    const metres = [square[0]!.map(([lon, lat]) => zone.fromLonLat(lon!, lat!))]
    const features = [unit({ code: '19333' }, metres)]
    expect(await itemsOf(await fileOf(features), '2025-07-01')).toMatchObject([
      { kind: 'boundary' },
      { problem: { code: 'coordinates-in-metres' } },
    ])
    const crs = (name: string) => ({ crs: { type: 'name', properties: { name } } })
    const [placed] = boundariesOf(await itemsOf(await fileOf(features, crs('urn:ogc:def:crs:EPSG::9212')), '2025-07-01'))
    expect(placed?.polygons[0]?.[0]?.[0]).toBeCloseTo(107, 8)
    await expect(itemsOf(await fileOf(features, crs('Hà Nội 72')), '2025-07-01')).rejects.toMatchObject({
      problem: { code: 'crs-unknown' },
    })
  })

  it('that are no collection are refused', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'wards-')), 'wards.geojson')
    await writeFile(path, '{"type":"FeatureCollection"')
    await expect(itemsOf(path)).rejects.toMatchObject({ problem: { code: 'boundaries-broken' } })
  })

  it.skipIf(!existsSync(dongHa))('of the state map publisher are read: the ward of Đông Hà', async () => {
    const { file, problems } = makeWards(boundariesOf(await itemsOf(dongHa, '2025-07-01')), { source: 'a test', licence: 'none' })
    const [ward] = wardsFile.parse(file).features
    expect(ward?.properties).toMatchObject({ code: '19333', name: { vi: 'Phường Đông Hà', en: 'Dong Ha Ward' } })
    // 38.05 km2 by its own property, from the ellipsoid.
    expect(Math.abs(ward!.properties.areaKm2 - 38.05)).toBeLessThan(0.2)
    expect(problems).toEqual([])
  })
})

if (!existsSync(dongHa)) console.log('skipped: no sample data, so no ward of Đông Hà')
