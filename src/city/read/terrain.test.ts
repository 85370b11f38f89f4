import { existsSync } from 'node:fs'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeArrayBuffer } from 'geotiff'
import { describe, expect, it } from 'vitest'
import { heightAt, heightGridOf } from '#analysis/heightGrid'
import { geoTiff, type TiffWish } from '#test/builders/heights'
import { crsOf } from './crs'
import { openHeights } from './openHeights'
import { makeTerrain, type Terrain } from './terrain'
import type { Area } from './vietnamZones'

const andorraTile = join(import.meta.dirname, '../../../../shared/data/dem/N42E001.hgt.zip')
const provenance = { source: 'a test', licence: 'none', synthetic: true }
const city: Area = [107.05, 16.78, 107.1, 16.83]

async function fileOf(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'terrain-')), name)
  await writeFile(path, bytes)
  return path
}

const tiffOf = (wish: TiffWish): Promise<string> => fileOf('heights.tif', geoTiff(wish))

async function terrainOf(path: string, bounds = city, land: readonly number[] = []): Promise<Terrain> {
  return makeTerrain(await openHeights(path), { bounds, land, provenance })
}

const groundAt = ({ meta, heightDm }: Terrain, lonDeg: number, latDeg: number): number =>
  heightAt(heightGridOf(meta, heightDm), lonDeg, latDeg)

describe('terrain from a GeoTIFF', () => {
  const slope = (lonDeg: number, latDeg: number): number => (lonDeg - 107) * 1_000 + (latDeg - 16.7) * 500

  it('has the ground where the file has it, to the decimetre, cut to the city and a margin', async () => {
    const terrain = await terrainOf(await tiffOf({ heights: slope }))
    for (const [lonDeg, latDeg] of [
      [107.05, 16.78],
      [107.1, 16.83],
      [107.0731, 16.8064],
    ] as const)
      expect(Math.abs(groundAt(terrain, lonDeg, latDeg) - slope(lonDeg, latDeg))).toBeLessThan(0.06)
    expect(terrain.meta.westDeg).toBeGreaterThan(107.03)
    expect(terrain.meta.columns).toBeLessThan(36)
    expect(terrain.problems).toEqual([])
  })

  it('in the metres of a VN-2000 zone has it at the same places', async () => {
    const zone = crsOf('EPSG:9212')!
    const [west, north] = zone.fromLonLat(107.03, 16.85)
    const size = 400
    const values = Float32Array.from({ length: size * size }, (_, post) =>
      slope(...zone.toLonLat(west + (post % size) * 25, north - Math.floor(post / size) * 25)),
    )
    const buffer = writeArrayBuffer(values, {
      width: size,
      height: size,
      SampleFormat: [3],
      BitsPerSample: [32],
      ModelPixelScale: [25, 25, 0],
      ModelTiepoint: [0, 0, 0, west, north, 0],
      ProjectedCSTypeGeoKey: 9212,
      GTModelTypeGeoKey: 1,
      GTRasterTypeGeoKey: 2,
    } as Parameters<typeof writeArrayBuffer>[1])
    const terrain = await terrainOf(await fileOf('vn2000.tif', new Uint8Array(buffer)))
    for (const [lonDeg, latDeg] of [
      [107.05, 16.78],
      [107.0999, 16.8299],
      [107.0731, 16.8064],
    ] as const)
      expect(Math.abs(groundAt(terrain, lonDeg, latDeg) - slope(lonDeg, latDeg))).toBeLessThan(0.15)
    expect(terrain.meta.rows).toBeGreaterThan(200)
  })

  it('with a few posts missing takes the nearest, and says how many', async () => {
    const path = await tiffOf({
      heights: (lonDeg, latDeg) => (Math.hypot(lonDeg - 107.075, latDeg - 16.8) < 0.002 ? NaN : 7),
      metadata: { GDAL_NODATA: '-9999' },
    })
    const terrain = await terrainOf(path)
    expect(terrain.problems).toMatchObject([{ code: 'terrain-filled' }])
    expect(groundAt(terrain, 107.075, 16.8)).toBeCloseTo(7, 5)
  })

  const refusals: readonly (readonly [what: string, code: string, wish: TiffWish, bounds: Area])[] = [
    [
      'with more than 1 % missing',
      'terrain-no-data',
      { heights: (lonDeg) => (lonDeg > 107.09 ? -9_999 : 7), metadata: { GDAL_NODATA: '-9999' } },
      city,
    ],
    ['whose missing heights are numbers', 'terrain-out-of-range', { heights: (lonDeg) => (lonDeg > 107.09 ? -9_999 : 7) }, city],
    ['that is upside down', 'terrain-flipped', { metadata: { ModelPixelScale: [0.14 / 61, -0.14 / 61, 0] } }, city],
    ['in feet', 'terrain-in-feet', { metadata: { VerticalUnitsGeoKey: 9002 } }, city],
    ['that is elsewhere', 'terrain-not-covering', {}, [108, 16, 108.1, 16.1]],
    ['that covers half', 'terrain-not-covering', {}, [107.1, 16.78, 107.18, 16.83]],
    ['in a system that is not known', 'crs-unknown', { metadata: { GeographicTypeGeoKey: 4277 } }, city],
  ]
  it.each(refusals)('%s is refused as %s', async (_, code, wish, bounds) => {
    await expect(terrainOf(await tiffOf(wish), bounds).then(() => 'taken')).rejects.toMatchObject({ problem: { code } })
  })

  it('that writes missing land as 0 is refused, and a flat coast is not', async () => {
    const land = Array.from({ length: 50 }, (_, index) => [107.06 + index * 0.0007, 16.8]).flat()
    const zeroEast = await tiffOf({ heights: (lonDeg) => (lonDeg > 107.075 ? 0 : 4) })
    await expect(terrainOf(zeroEast, city, land)).rejects.toMatchObject({
      problem: { code: 'terrain-zero-over-land', detail: { percent: expect.any(Number) } },
    })
    const coast = await tiffOf({ heights: (lonDeg) => (lonDeg > 107.075 ? 0 : 4) })
    await expect(terrainOf(coast, city, land.slice(0, 2 * 24))).resolves.toMatchObject({ problems: [] })
  })
})

describe('a file of heights', () => {
  it.each([
    ['of another kind', 'heights.tif', new TextEncoder().encode('not heights at all')],
    ['an SRTM tile that is cut short', 'N16E107.hgt', new Uint8Array(1_000)],
    ['an SRTM tile without its place in its name', 'dong-ha.hgt', new Uint8Array(1_201 * 1_201 * 2)],
    ['a ZIP archive that is broken', 'a.zip', new TextEncoder().encode('PK\u0003\u0004 and then nothing')],
  ])('%s is refused', async (_, name, bytes) => {
    await expect(openHeights(await fileOf(name, bytes))).rejects.toMatchObject({ problem: { code: 'terrain-unreadable' } })
  })

  it('of more than a hundred million posts is refused before it is read', async () => {
    const path = await tiffOf({})
    const bytes = new Uint8Array(await readFile(path))
    // The two tags that say how wide and how high it is.
    const view = new DataView(bytes.buffer)
    const little = bytes[0] === 0x49
    const directory = view.getUint32(4, little)
    for (let entry = 0; entry < view.getUint16(directory, little); entry += 1) {
      const at = directory + 2 + entry * 12
      if (![256, 257].includes(view.getUint16(at, little))) continue
      view.setUint16(at + 2, 4, little)
      view.setUint32(at + 8, 20_000, little)
    }
    await expect(openHeights(await fileOf('large.tif', bytes))).rejects.toMatchObject({
      problem: { code: 'terrain-too-large', detail: { millionPosts: 400, limit: 100 } },
    })
  })

  it.skipIf(!existsSync(andorraTile))('of the SRTM mission is read out of its archive: Andorra', async () => {
    const terrain = await terrainOf(andorraTile, [1.41, 42.43, 1.79, 42.66])
    expect(terrain.meta).toMatchObject({ heightDatum: 'EGM96 (SRTM)', accuracyM: 16 })
    // Andorra la Vella, and the top of Coma Pedrosa (2,942 m), which 90 m posts cut off a little.
    expect(groundAt(terrain, 1.5218, 42.5078)).toBeGreaterThan(980)
    expect(groundAt(terrain, 1.5218, 42.5078)).toBeLessThan(1_060)
    expect(groundAt(terrain, 1.4443, 42.5917)).toBeGreaterThan(2_820)
    expect(groundAt(terrain, 1.4443, 42.5917)).toBeLessThan(2_950)
  })
})

if (!existsSync(andorraTile)) console.log('skipped: no sample data, so no SRTM tile')
