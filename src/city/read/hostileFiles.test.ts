import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SourceReader } from '#city/import/draft'
import { defaultLimits, openSource } from '#city/import/sourceFile'
import { SourceRefused } from '#city/import/sourceRefused'
import { gathered } from '#test/builders/gathered'
import { geoTiff } from '#test/builders/heights'
import { boundaryReader } from './boundaries'
import { cityJsonReader } from './cityJson'
import { facilitiesReader } from './facilitiesCsv'
import { openHeights } from './openHeights'
import { osmPbfReader, osmXmlReader } from './osmReader'
import { makeTerrain } from './terrain'

// A file that was changed somewhere is read as something else or refused with a reason; nothing else may come out of it.

const folder = await mkdtemp(join(tmpdir(), 'hostile-'))
const text = (value: unknown): Buffer => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))

const osm = text(
  '<osm><node id="1" lon="107" lat="16"/><node id="2" lon="107.1" lat="16"/><node id="3" lon="107.1" lat="16.1"/>' +
    '<way id="4"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="building" v="yes"/></way>' +
    '<relation id="5"><member type="way" ref="4" role="outer"/><tag k="type" v="multipolygon"/><tag k="natural" v="water"/></relation></osm>',
)
const cityJson = text({
  type: 'CityJSON',
  version: '2.0',
  metadata: { referenceSystem: 'EPSG:9212' },
  transform: { scale: [1, 1, 1], translate: [590_000, 1_860_000, 0] },
  CityObjects: {
    a: { type: 'Building', geometry: [{ type: 'Solid', lod: '1', boundaries: [[[[0, 2, 1]], [[0, 1, 3]], [[1, 2, 3]], [[2, 0, 3]]]] }] },
  },
  vertices: [
    [0, 0, 0],
    [9, 0, 0],
    [0, 9, 0],
    [3, 3, 9],
  ],
})
const wards = text({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { code: '19333' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [107, 16],
            [107.1, 16],
            [107.1, 16.1],
            [107, 16],
          ],
        ],
      },
    },
  ],
})
const csv = text('id,name_vi,kind,lon,lat\na,"Chợ ""Đông Hà""",market,107.1,16.8\nb,Trạm,police,107.1,16.8\n')
const pbf = Buffer.from('0000000d0a094f534d48656164657218060801120210041a00', 'hex')
const tiff = Buffer.from(geoTiff())

/** Some bytes of a file replaced, and perhaps its end cut off. */
const changed = (whole: Buffer): fc.Arbitrary<Buffer> =>
  fc
    .tuple(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }), fc.option(fc.nat(whole.length)))
    .map(([changes, cut]) => {
      const bytes = Buffer.from(whole)
      for (const [at, value] of changes) bytes[at] = value
      return cut === null ? bytes : bytes.subarray(0, cut)
    })

let files = 0
async function onlyRefusals(name: string, bytes: Buffer, read: (path: string) => Promise<unknown>): Promise<void> {
  const path = join(folder, `${(files += 1)}-${name}`)
  await writeFile(path, bytes)
  await read(path).catch((error: unknown) => expect(error, bytes.toString('latin1')).toBeInstanceOf(SourceRefused))
}

const readers: readonly (readonly [name: string, whole: Buffer, reader: SourceReader])[] = [
  ['a.osm', osm, osmXmlReader],
  ['a.pbf', pbf, osmPbfReader],
  ['a.city.json', cityJson, cityJsonReader],
  ['wards.geojson', wards, boundaryReader('2025-07-01')],
  ['facilities.csv', csv, facilitiesReader],
]
test.each(readers)('%s', async (name, whole, reader) => {
  await fc.assert(
    fc.asyncProperty(changed(whole), (bytes) =>
      onlyRefusals(name, bytes, async (path) => gathered(reader.read(await openSource(path), { limits: defaultLimits }))),
    ),
    { numRuns: 150 },
  )
})

test('heights.tif', async () => {
  const read = async (path: string): Promise<unknown> => {
    const source = await openHeights(path)
    try {
      return await makeTerrain(source, {
        bounds: [107.05, 16.78, 107.1, 16.83],
        land: [],
        provenance: { source: '', licence: '', synthetic: true },
      })
    } finally {
      await source.close()
    }
  }
  // Its directory, where everything that can go wrong is.
  const directory = tiff.subarray(0, 1_200)
  await fc.assert(
    fc.asyncProperty(changed(directory), (bytes) => onlyRefusals('heights.tif', Buffer.concat([bytes, tiff.subarray(bytes.length)]), read)),
    { numRuns: 60 },
  )
})

test('an SRTM tile that is packed is read, and one that unpacks to more than a tile is refused', async () => {
  const tile = Buffer.alloc(1_201 * 1_201 * 2)
  await writeFile(join(folder, 'N16E107.hgt.gz'), gzipSync(tile))
  expect(await openHeights(join(folder, 'N16E107.hgt.gz'))).toMatchObject({ columns: 1_201, originX: 107, originY: 17 })
  await writeFile(join(folder, 'N16E108.hgt.gz'), gzipSync(Buffer.alloc(30_000_000)))
  await expect(openHeights(join(folder, 'N16E108.hgt.gz'))).rejects.toMatchObject({ problem: { code: 'terrain-unreadable' } })
})
