import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { columnOf, decodeColumns } from '#analysis/columns'
import { crsOf } from '#city/read/crs'
import type { ImportReport } from '#shared/contract/cityImport'
import { testFolder } from '#test/builders/folderBuilder'
import { geoTiff } from '#test/builders/heights'
import { importCity } from './importCity'
import type { ImportOptions } from './importOptions'

// Every way in which places, heights, boundaries, facilities and roads can be bad: what is said, and that the city in use stays as it is.

const folder = testFolder('bad-sources')
const out = folder.at('city')
let before: string

type Position = readonly [number, number]
/** A street of eight houses in Đông Hà, each position as `toXy` has it. */
function footprints(toXy: (lonDeg: number, latDeg: number) => Position, more: object = {}): string {
  const features = Array.from({ length: 8 }, (_, at) => {
    const [west, south] = [107.08 + at * 0.0004, 16.81]
    const ring = [
      [west, south],
      [west + 0.0002, south],
      [west + 0.0002, south + 0.0002],
      [west, south + 0.0002],
      [west, south],
    ]
    const coordinates = [ring.map(([lon, lat]) => toXy(lon!, lat!))]
    return { type: 'Feature', properties: { id: `nha-${at}`, height: 7 }, geometry: { type: 'Polygon', coordinates } }
  })
  return JSON.stringify({ type: 'FeatureCollection', ...more, features })
}
const asDegrees = (lonDeg: number, latDeg: number): Position => [lonDeg, latDeg]
const zone = crsOf('EPSG:9212')!
const asZone = (lonDeg: number, latDeg: number): Position => zone.fromLonLat(lonDeg, latDeg)
const member = (name: string) => ({ crs: { type: 'name', properties: { name } } })

const ward = (properties: object): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties,
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [107.03, 16.75],
              [107.14, 16.75],
              [107.14, 16.86],
              [107.03, 16.86],
              [107.03, 16.75],
            ],
          ],
        },
      },
    ],
  })
const dongHa = ward({ code: '19333', validFrom: '2025-07-01', name: 'Phường Đông Hà' })
const csv = (line: string): string => `id,name_vi,kind,lon,lat\n${line}\n`
const osm = (body: string): string => `<osm version="0.6">${body}</osm>`

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(folder.at(name), content)
  return folder.at(name)
}
const good = (): string => write('good.geojson', footprints(asDegrees))
const attempt = (options: Partial<ImportOptions>): Promise<ImportReport> => importCity({ source: good(), out, id: 'city', ...options })

function stateOf(place: string): string {
  const files = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return JSON.stringify(files.map((entry) => [entry.name, readFileSync(`${entry.parentPath}/${entry.name}`, 'base64')]).sort())
}

beforeAll(async () => {
  expect((await attempt({})).outcome).toBe('imported')
  before = stateOf(out)
})
afterAll(() => folder.remove())

type Attempt = () => Partial<ImportOptions>
const source = (name: string, content: string): Partial<ImportOptions> => ({ source: write(name, content) })
const inDongHa = (): Partial<ImportOptions> => ({ boundaries: write('ward.geojson', dongHa) })
const dem = (metadata: object, heights?: (lonDeg: number, latDeg: number) => number): Partial<ImportOptions> => ({
  dem: write('dem.tif', geoTiff({ metadata: metadata as Record<string, unknown>, ...(heights && { heights }) })),
})
const cityJson = (wish: object): Partial<ImportOptions> =>
  source(
    'a.city.json',
    JSON.stringify({
      type: 'CityJSON',
      version: '2.0',
      transform: { scale: [1, 1, 1], translate: [0, 0, 0] },
      CityObjects: {},
      vertices: [],
      ...wish,
    }),
  )

test.each<[string, string, Attempt]>([
  ['metres instead of degrees', 'coordinates-in-metres', () => source('a.geojson', footprints(asZone))],
  ['the wrong zone', 'crs-wrong-zone', () => ({ ...source('a.geojson', footprints(asZone)), ...inDongHa(), crs: 'EPSG:9216' })],
  ['the neighbouring zone', 'crs-wrong-zone', () => ({ ...source('a.geojson', footprints(asZone)), ...inDongHa(), crs: 'EPSG:9211' })],
  ['a system that is not known, declared', 'crs-unknown', () => ({ crs: 'EPSG:27700' })],
  ['a system that is not known, in the file', 'crs-unknown', () => source('a.geojson', footprints(asDegrees, member('Hà Nội 72')))],
  [
    'latitude before longitude',
    'coordinates-swapped',
    () =>
      source(
        'a.geojson',
        footprints((lon, lat) => [lat, lon]),
      ),
  ],
  [
    'another city',
    'coordinates-elsewhere',
    () => ({
      ...source(
        'a.geojson',
        footprints((lon, lat) => [lon - 1, lat]),
      ),
      ...inDongHa(),
    }),
  ],
  ['heights missing', 'terrain-no-data', () => dem({ GDAL_NODATA: '-9999' }, (lon) => (lon > 107.083 ? -9_999 : 5))],
  ['heights upside down', 'terrain-flipped', () => dem({ ModelPixelScale: [0.002, -0.002, 0] })],
  ['heights in feet', 'terrain-in-feet', () => dem({ VerticalUnitsGeoKey: 9003 })],
  ['0 m where there is land', 'terrain-zero-over-land', () => ({ ...dem({}, () => 0), ...source('a.geojson', manyHouses()) })],
  ['heights of elsewhere', 'terrain-not-covering', () => dem({ ModelTiepoint: [0, 0, 0, 105, 21, 0] })],
  ['heights that cannot be', 'terrain-out-of-range', () => dem({}, () => 12_000)],
  ['heights that are none', 'terrain-unreadable', () => ({ dem: write('dem.tif', 'II*\0 and then nothing') })],
  ['CityJSON without a system', 'cityjson-no-crs', () => cityJson({})],
  ['CityJSON of another version', 'cityjson-version', () => cityJson({ version: '0.9' })],
  ['CityJSON that is broken', 'cityjson-broken', () => cityJson({ vertices: 5 })],
  [
    'CityJSON of pictures only',
    'cityjson-nothing-but-pictures',
    () => cityJson({ metadata: { referenceSystem: 'EPSG:9212' }, CityObjects: { a: { type: 'Building' } } }),
  ],
  ['OpenStreetMap that is broken', 'osm-broken', () => ({ osm: write('a.osm', '<osm><node id="1" lon="1"') })],
  ['a ward without its date', 'ward-date-missing', () => ({ boundaries: write('ward.geojson', ward({ code: '19333' })) })],
  [
    'a date that is none',
    'ward-date-unreadable',
    () => ({ boundaries: write('ward.geojson', ward({ code: '19333' })), validFrom: '1/7/2025' }),
  ],
  [
    'a ward without its code',
    'ward-code-missing',
    () => ({ boundaries: write('ward.geojson', ward({ name: 'x' })), validFrom: '2025-07-01' }),
  ],
  ['boundaries that are none', 'boundaries-broken', () => ({ boundaries: write('ward.geojson', '{}') })],
  ['facilities without their columns', 'facilities-header', () => ({ facilities: write('f.csv', 'a,b\n1,2\n') })],
  [
    'a facility in an old encoding',
    'text-legacy-encoding',
    () => ({ facilities: write('f.csv', csv('a,BÖnh viÖn §«ng Hµ,hospital,107.1,16.8')) }),
  ],
  ['a facility of no kind', 'facility-kind', () => ({ facilities: write('f.csv', csv('a,Quán ăn,quán ăn,107.1,16.8')) })],
  ['a facility without a place', 'facility-place', () => ({ facilities: write('f.csv', csv('a,Chợ,market,,16.8')) })],
])('%s: refused as %s, and the city in use stays', async (_, code, options) => {
  const report = await attempt(options())
  expect([report.outcome, stateOf(out) === before]).toEqual(['refused', true])
  expect(Object.keys(report.counts)).toContain(code)
  const told = report.problems.find((problem) => problem.code === code)
  for (const sentence of [told?.sentence.vi, told?.sentence.en]) expect(sentence).not.toMatch(/undefined|\?|\{\w+\}/)
  const bad = JSON.parse(readFileSync(report.badFeaturesFile!, 'utf8')) as { features: { properties: { code: string } }[] }
  expect(bad.features.map(({ properties }) => properties.code)).toContain(code)
  expect(readdirSync(folder.path).filter((name) => name.includes('.importing-'))).toEqual([])
})

/** As many houses as it takes to say that the land is not at sea level. */
function manyHouses(): string {
  const all = JSON.parse(footprints(asDegrees)) as { features: { properties: { id: string }; geometry: { coordinates: number[][][] } }[] }
  const rows = [0, 1, 2].flatMap((row) =>
    all.features.map(({ properties, geometry }) => ({
      type: 'Feature',
      properties: { ...properties, id: `${properties.id}-${row}` },
      geometry: { type: 'Polygon', coordinates: geometry.coordinates.map((ring) => ring.map(([lon, lat]) => [lon!, lat! + row * 0.001])) },
    })),
  )
  return JSON.stringify({ type: 'FeatureCollection', features: rows })
}

describe('what can be imported all the same', () => {
  const target = folder.at('other')
  const imported = (options: Partial<ImportOptions>): Promise<ImportReport> =>
    importCity({ source: good(), out: target, id: 'other', ...options })

  test('a file in its declared zone, with the word that the parameters are our own', async () => {
    const report = await imported({ ...source('a.geojson', footprints(asZone)), ...inDongHa(), crs: 'EPSG:9212' })
    expect([report.outcome, report.counts]).toEqual(['imported', { 'crs-built-in': 1, 'ground-unknown': 8 }])
    const byMember = await imported(source('a.geojson', footprints(asZone, member('urn:ogc:def:crs:EPSG::9212'))))
    expect(byMember.outcome).toBe('imported')
  })

  test('roads that nothing leads to, that only lead in, or have no length: told with their place', async () => {
    const node = (id: number, lon: number, lat: number): string => `<node id="${id}" lon="${lon}" lat="${lat}"/>`
    const way = (id: number, refs: number[], tags: Record<string, string> = {}): string =>
      `<way id="${id}">${refs.map((ref) => `<nd ref="${ref}"/>`).join('')}${Object.entries({ highway: 'residential', ...tags })
        .map(([k, v]) => `<tag k="${k}" v="${v}"/>`)
        .join('')}</way>`
    const nodes = [107.08, 107.081, 107.082, 107.083, 107.09, 107.091, 107.08].map((lon, at) => node(at + 1, lon, 16.81)).join('')
    const ways = [way(1, [1, 2, 3]), way(2, [3, 4], { oneway: 'yes' }), way(3, [5, 6]), way(4, [1, 7]), way(5, [99, 1])].join('')
    const report = await imported({ osm: write('a.osm', osm(nodes + ways)) })
    expect(report.outcome).toBe('imported')
    expect(report.counts).toMatchObject({ 'osm-node-missing': 1, 'road-part-isolated': 1, 'road-trap': 1, 'road-zero-length': 1 })
    const trap = report.problems.find(({ code }) => code === 'road-trap')
    expect(trap?.place).toEqual({ lonDeg: 107.083, latDeg: 16.81 })
    expect(trap?.sentence.vi).toContain('1 nút giao')
  })

  test('a city with a river has a flood field, on the terrain it was made from and with the zero of its gauge', async () => {
    const ends = '<node id="1" lon="107.07" lat="16.809"/><node id="2" lon="107.09" lat="16.809"/>'
    const river = osm(`${ends}<way id="3"><nd ref="1"/><nd ref="2"/><tag k="waterway" v="river"/></way>`)
    const ground = (): number => 1
    const report = await imported({ ...dem({}, ground), osm: write('a.osm', river), gaugeZeroM: 0.35 })
    expect([report.outcome, report.counts]).toEqual(['imported', { 'roads-none': 1 }])
    const flood = decodeColumns(new Uint8Array(gunzipSync(readFileSync(`${target}/flood.columns.gz`))))
    const sha256 = createHash('sha256')
      .update(readFileSync(`${target}/terrain.columns.gz`))
      .digest('hex')
    expect(flood.meta).toMatchObject({ kind: 'flood-field', gaugeZeroM: 0.35, terrainSha256: sha256 })
    const table = decodeColumns(new Uint8Array(gunzipSync(readFileSync(`${target}/buildings.columns.gz`))))
    expect(Math.min(...columnOf(table, 'floodM', 'f32'))).toBeCloseTo(1, 3)
  })

  test('a city without a river has ground and no flood field, and it is said', async () => {
    const report = await imported(dem({}, () => 5))
    expect([report.outcome, report.counts]).toEqual(['imported', { 'flood-no-water': 1 }])
    const manifest = JSON.parse(readFileSync(`${target}/city.json`, 'utf8')) as { files: object }
    expect(manifest.files).toMatchObject({ terrain: 'terrain.columns.gz' })
    expect(manifest.files).not.toHaveProperty('floodField')
  })
})
