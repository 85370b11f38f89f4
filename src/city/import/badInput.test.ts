import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeColumns } from '#analysis/columns'
import type { ImportReport } from '#shared/contract/cityImport'
import { testFolder } from '#test/builders/folderBuilder'
import { footprint, house, houses, outline, writeFootprints } from '#test/builders/footprints'
import { importCity } from './importCity'
import type { ImportOptions } from './importOptions'
import { defaultLimits } from './sourceFile'

// Every way in which a file of buildings can be bad: what is said, where, and that the city in use stays as it is.

const folder = testFolder('bad-input')
const out = folder.at('city')
let before: string

beforeAll(async () => {
  const source = writeFootprints(folder.at('good.geojson'), houses(12))
  expect((await importCity({ source, out, id: 'city' })).outcome).toBe('imported')
  before = stateOf(out)
})
afterAll(() => folder.remove())

function stateOf(place: string): string {
  return JSON.stringify(
    readdirSync(place, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => [entry.name, readFileSync(`${entry.parentPath}/${entry.name}`, 'base64')])
      .sort(),
  )
}

const attempt = (source: string, options: Partial<ImportOptions> = {}): Promise<ImportReport> =>
  importCity({ source, out, id: 'city', ...options })

function write(content: string | Uint8Array): string {
  const path = folder.at('bad.geojson')
  writeFileSync(path, content)
  return path
}
const writeFeatures = (...features: unknown[]): string => writeFootprints(folder.at('bad.geojson'), features)
const polygon = (...rings: number[][][]): unknown => ({ type: 'Polygon', coordinates: rings })
const bad = (geometry: unknown): string => writeFeatures(house(0, 0), footprint('bad', geometry), house(4, 4))
const bowTie = polygon(outline([2, 0], [3, 1], [3, 0], [2, 1]))
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`

/** What the first problem is, and whether anything was touched. */
async function refusal(source: string, options?: Partial<ImportOptions>): Promise<unknown[]> {
  const report = await attempt(source, options)
  expect([report.outcome, stateOf(out) === before]).toEqual(['refused', true])
  expect(readdirSync(folder.path).filter((name) => name.includes('.importing-') || name.endsWith('.previous'))).toEqual([])
  expect(JSON.parse(readFileSync(report.logFile, 'utf8'))).toEqual(report)
  expect(report.badFeaturesFile !== null && existsSync(report.badFeaturesFile)).toBe(true)
  const [first] = report.problems
  expect([first?.sentence.vi, first?.sentence.en].every((sentence) => sentence !== undefined && !/\?|\{\w+\}/.test(sentence))).toBe(true)
  return [first?.code, first?.index, first?.id]
}

test.each<[string, () => string, unknown[]]>([
  [
    'a null for a number',
    () =>
      bad(
        polygon([
          [107.1, 16.82],
          [107.2, null as never],
          [107.2, 16.83],
          [107.1, 16.82],
        ]),
      ),
    ['coordinate-not-a-number', 1, 'bad'],
  ],
  [
    'a text for a number',
    () =>
      bad(
        polygon([
          [107.1, 16.82],
          ['107' as never, 16.8],
          [107.2, 16.83],
          [107.1, 16.82],
        ]),
      ),
    ['coordinate-not-a-number', 1, 'bad'],
  ],
  [
    '1e20',
    () =>
      bad(
        polygon([
          [107.1, 16.82],
          [1e20, 16.82],
          [107.1001, 16.8201],
          [107.1, 16.82],
        ]),
      ),
    ['coordinate-out-of-range', 1, 'bad'],
  ],
  [
    'NaN, which is no JSON',
    () => write('{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"coordinates":[[NaN]]}}]}'),
    ['json-broken', 0, null],
  ],
  ['a bow tie', () => bad(bowTie), ['ring-self-crossing', 1, 'bad']],
  [
    'a ring that touches itself',
    () => bad(polygon(outline([2, 0], [4, 0], [3, 1], [4, 2], [2, 2], [3, 1]))),
    ['ring-touches-itself', 1, 'bad'],
  ],
  [
    'a ring twice round',
    () => bad(polygon(outline([2, 0], [3, 0], [3, 1], [2, 1], [2, 0], [3, 0], [3, 1], [2, 1]))),
    ['ring-wound-twice', 1, 'bad'],
  ],
  ['a ring of two points', () => bad(polygon(outline([2, 0], [3, 0]))), ['ring-too-short', 1, 'bad']],
  ['a ring without area', () => bad(polygon(outline([2, 0], [3, 0], [4, 0]))), ['ring-no-area', 1, 'bad']],
  [
    'a hole outside',
    () => bad(polygon(outline([2, 0], [3, 0], [3, 1], [2, 1]), outline([5, 0], [5, 1], [6, 1], [6, 0]))),
    ['hole-outside', 1, 'bad'],
  ],
  [
    'holes that overlap',
    () =>
      bad(
        polygon(outline([2, 0], [9, 0], [9, 7], [2, 7]), outline([3, 1], [3, 4], [6, 4], [6, 1]), outline([4, 2], [4, 5], [7, 5], [7, 2])),
      ),
    ['holes-overlap', 1, 'bad'],
  ],
  ['a GeometryCollection', () => bad({ type: 'GeometryCollection', geometries: [bowTie] }), ['geometry-collection', 1, 'bad']],
  ['a line', () => bad({ type: 'LineString', coordinates: outline([0, 0], [1, 0]) }), ['geometry-not-polygon', 1, 'bad']],
  ['an id that is there twice', () => writeFeatures(house(0, 0), house(2, 2), { ...house(4, 4), id: 'h0-0' }), ['id-duplicate', 2, 'h0-0']],
  ['an id that is missing', () => writeFeatures(house(0, 0), { ...house(2, 2), id: undefined }), ['id-missing', 1, null]],
  ['an id that cannot be shown', () => writeFeatures(house(0, 0), { ...house(2, 2), id: 'a\u0000b' }), ['id-unusable', 1, 'ab']],
  ['no heights', () => writeFeatures(...houses(9).map((each) => ({ ...each, properties: {} }))), ['heights-missing', null, null]],
  ['names in TCVN3', () => writeFeatures(house(0, 0), house(2, 2, { name: '§«ng Hµ' })), ['text-legacy-encoding', 1, 'h2-2']],
  ['names in VNI', () => writeFeatures(house(0, 0), house(2, 2, { name: 'Ñoâng Haø' })), ['text-legacy-encoding', 1, 'h2-2']],
  [
    'names read in the wrong encoding',
    () => writeFeatures(house(0, 0), house(2, 2, { name: 'Quáº£ng Trá»‹' })),
    ['text-legacy-encoding', 1, 'h2-2'],
  ],
  [
    'bytes that are not UTF-8',
    () => write(Buffer.from(JSON.stringify({ type: 'FeatureCollection', features: [house(0, 0, { name: 'caf\xe9' })] }), 'latin1')),
    ['not-utf8', 0, null],
  ],
  ['metres for degrees', () => writeFeatures(...houses(9).map((each) => inMetres(each))), ['coordinates-in-metres', null, null]],
  ['longitude and latitude swapped', () => writeFeatures(...houses(9).map((each) => swapped(each))), ['coordinates-swapped', null, null]],
  [
    'a declared system that is not known',
    () => writeFootprints(folder.at('bad.geojson'), houses(9), { crs: { type: 'name', properties: { name: 'EPSG:2225' } } }),
    ['crs-unknown', null, null],
  ],
  [
    'a system that is declared at the end',
    () =>
      write(JSON.stringify({ type: 'FeatureCollection', features: houses(9), crs: { type: 'name', properties: { name: 'EPSG:9212' } } })),
    ['crs-late', null, null],
  ],
  ['buildings all over the country', () => writeFeatures(house(0, 0), house(0, 40_000)), ['city-too-wide', null, null]],
  ['nothing at all', () => writeFeatures(), ['nothing-found', null, null]],
  ['empty geometries only', () => writeFeatures(footprint('a', null), footprint('b', polygon())), ['nothing-found', null, null]],
  [
    'a file that ends in the middle',
    () => write(JSON.stringify({ type: 'FeatureCollection', features: houses(9) }).slice(0, -30)),
    ['json-broken', null, null],
  ],
  ['brackets that do not match', () => write('{"type":"FeatureCollection","features":[}]}'), ['json-broken', null, null]],
  ['another format', () => write('id;lon;lat\n1;107;16\n'), ['format-unknown', null, null]],
  ['an empty file', () => write(''), ['format-unknown', null, null]],
  [
    'nesting without end',
    () => write(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":${nested(5_000)}}}]}`),
    ['nested-too-deep', 0, null],
  ],
  [
    'a damaged gzip',
    () => write(gzipSync(JSON.stringify({ type: 'FeatureCollection', features: houses(99) })).subarray(0, 700)),
    ['file-unreadable', null, null],
  ],
])('%s is refused', async (_, make, expected) => {
  expect(await refusal(make())).toEqual(expected)
})

test('a file of more than 500 MB is refused at once, and one that unpacks to more than the limit before it has filled memory', async () => {
  const large = write('{"type":"FeatureCollection","features":[')
  truncateSync(large, 500_000_001)
  expect(await refusal(large)).toEqual(['file-too-large', null, null])
  const bomb = write(gzipSync(Buffer.concat([Buffer.from('{"type":"FeatureCollection","features":['), Buffer.alloc(4_000_000, ' ')])))
  expect(await refusal(bomb, { limits: { ...defaultLimits, fileBytes: 1_000_000 } })).toEqual(['file-too-large', null, null])
})

test('too many features, and one feature too large', async () => {
  expect(await refusal(writeFeatures(...houses(12)), { limits: { ...defaultLimits, features: 10 } })).toEqual([
    'too-many-features',
    null,
    null,
  ])
  expect(await refusal(writeFeatures(...houses(12)), { limits: { ...defaultLimits, featureBytes: 100 } })).toEqual([
    'feature-too-large',
    0,
    null,
  ])
})

test('a bad feature is told with its place and its shape, and may be left out when the person says so', async () => {
  const source = bad(bowTie)
  const report = await attempt(source)
  expect(report.problems[0]).toMatchObject({
    severity: 'reject',
    place: { lonDeg: expect.closeTo(107.10025, 6), latDeg: expect.closeTo(16.82005, 6) },
    sentence: { vi: 'Đường bao tự cắt tại đây.', en: 'The outline crosses itself here.' },
  })
  const shapes = JSON.parse(readFileSync(report.badFeaturesFile ?? '', 'utf8')) as { features: { properties: object; geometry: object }[] }
  expect(shapes.features).toMatchObject([
    {
      properties: { code: 'ring-self-crossing', index: 1, id: 'bad' },
      geometry: { type: 'Polygon', coordinates: [outline([2, 0], [3, 1], [3, 0], [2, 1])] },
    },
  ])
  mkdirSync(folder.at('kept'))
  const kept = await attempt(source, { keepBad: true, out: folder.at('kept') })
  expect([kept.outcome, kept.buildings, kept.rejected, kept.counts]).toEqual(['imported', 2, 1, { 'ring-self-crossing': 1 }])
})

test('what can be put right is put right and counted', async () => {
  const [first, second] = [outline([0, 0], [1, 0], [1, 1], [0, 1]), outline([4, 0], [5, 0], [5, 1], [4, 1])]
  const source = writeFeatures(
    footprint('open', polygon(first.slice(0, -1))),
    footprint('clockwise', polygon(second.toReversed())),
    footprint('spike', polygon(outline([8, 0], [9, 0], [9, 0.5], [12, 0.5], [9, 0.5], [9, 1], [8, 1]))),
    footprint('high', polygon(outline([0, 4], [1, 4], [1, 5], [0, 5]).map((each) => [...each, 12]))),
    footprint('two', { type: 'MultiPolygon', coordinates: [[outline([4, 4], [5, 4], [5, 5])], [outline([8, 4], [9, 4], [9, 5])]] }),
    footprint('empty', null),
    house(12, 4, { name: 'Đông Hà'.normalize('NFD') }),
    house(16, 4, { name: 'a\u202eb' }),
    house(0, 8, { height: '12 m' }),
    house(4, 8, { height: '3 tang' }),
    house(8, 8, { height: '40 ft' }),
    house(12, 8, { height: 0 }),
    house(16, 8, { height: -3 }),
    house(0, 12, { height: 501 }),
    house(4, 12, { height: 'cao' }),
    house(8, 12, { height: null }),
    house(12, 12, { height: null, levels: null }),
    house(16, 12, { use: 'zzz' }),
    house(0, 16, {}, 0.1),
    house(40, 16, {}, 45),
    house(4, 20),
    { ...house(4, 20, {}, 0.95), id: 'inside' },
  )
  mkdirSync(folder.at('mended'))
  const report = await attempt(source, { out: folder.at('mended') })
  expect([report.outcome, report.buildings, report.counts]).toEqual([
    'imported',
    22,
    {
      'area-unusual': 2,
      'buildings-overlap': 1,
      'geometry-empty': 1,
      'height-assumed': 1,
      'height-dropped': 1,
      'height-from-levels': 1,
      'height-out-of-range': 3,
      'height-unreadable': 1,
      'heights-in-feet': 1,
      'polygon-split': 1,
      'ring-closed': 1,
      'ring-rewound': 1,
      'ring-spike': 1,
      'text-not-nfc': 1,
      'text-unsafe': 1,
      'use-unknown': 1,
    },
  ])
  expect(report.problems.every(({ severity, place }) => severity === 'warn' && (place !== null || severity === 'warn'))).toBe(true)
  // Heights that nobody has measured are told apart for as long as the city lasts: "3 tang" and five from storeys, one from its use.
  const { columns } = decodeColumns(new Uint8Array(gunzipSync(readFileSync(`${folder.at('mended')}/buildings.columns.gz`))))
  const bases = [...(columns.get('heightBasis') ?? [])]
  expect([bases.length, bases.filter((basis) => basis === 1).length, bases.filter((basis) => basis === 2).length]).toEqual([22, 6, 1])
})

test('ids by place and usual heights are given only when the person allows it', async () => {
  const source = writeFeatures(...houses(9).map(({ geometry }) => ({ type: 'Feature', geometry, properties: {} })))
  mkdirSync(folder.at('allowed'))
  const report = await attempt(source, { out: folder.at('allowed'), idsFromCentroid: true, assumeHeights: true })
  expect([report.outcome, report.counts['height-assumed']]).toEqual(['imported', 9])
})

function places(feature: ReturnType<typeof house>, change: (lon: number, lat: number) => number[]): unknown {
  const { coordinates } = feature.geometry as { coordinates: number[][][] }
  return { ...feature, geometry: { type: 'Polygon', coordinates: coordinates.map((ring) => ring.map(([lon, lat]) => change(lon!, lat!))) } }
}
const swapped = (feature: ReturnType<typeof house>): unknown => places(feature, (lon, lat) => [lat, lon])
/** Near enough to VN-2000 / TM-3 of Quảng Trị for what is asked here: numbers of its size. */
const inMetres = (feature: ReturnType<typeof house>): unknown =>
  places(feature, (lon, lat) => [500_000 + (lon - 106.25) * 106_400, 1_859_000 + (lat - 16.82) * 110_650])
