import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { baseMapFile, wardsFile } from '#shared/contract/baseMap'
import { cityManifest, gaugesFile } from '#shared/contract/city'

const cities = resolve(import.meta.dirname, '../../resources/city')
const read = (city: string, file: string): unknown => JSON.parse(readFileSync(resolve(cities, city, file), 'utf8'))

describe.each(readdirSync(cities))('city folder %s', (id) => {
  const manifest = cityManifest.parse(read(id, 'city.json'))
  const base = baseMapFile.parse(read(id, manifest.files.basemap))
  const wards = wardsFile.parse(read(id, manifest.files.wards))

  it('is named after its city and has every file it names', () => {
    expect(manifest.id).toBe(id)
    for (const file of Object.values(manifest.files)) expect(existsSync(resolve(cities, id, file)), file).toBe(true)
    expect(existsSync(resolve(cities, id, 'LICENSES.md'))).toBe(true)
    gaugesFile.parse(read(id, manifest.files.gauges))
  })

  it('has a time zone that exists and viewpoints that can be stood at', () => {
    expect(() => new Intl.DateTimeFormat('vi', { timeZone: manifest.timeZone })).not.toThrow()
    for (const { target, rangeM } of manifest.viewpoints) {
      expect(isWithin([target.lonDeg, target.latDeg])).toBe(true)
      expect(rangeM).toBeLessThanOrEqual(manifest.maximumZoomOutM)
    }
    expect(new Set(manifest.viewpoints.map((each) => each.id)).size).toBe(manifest.viewpoints.length)
  })

  it('keeps every coordinate within its bounds', () => {
    const { westDeg, southDeg, eastDeg, northDeg } = manifest.bounds
    expect(westDeg).toBeLessThan(eastDeg)
    expect(southDeg).toBeLessThan(northDeg)
    const outside = [...base.features, ...wards.features].flatMap(({ geometry }) => positionsOf(geometry).filter((at) => !isWithin(at)))
    expect(outside).toEqual([])
  })

  it('gives each feature an id of its own and a source, and names them in Unicode NFC', () => {
    const ids = base.features.map(({ properties }) => properties.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { properties } of base.features) {
      expect(properties.source.length, properties.id).toBeGreaterThan(10)
      for (const name of Object.values(properties.name ?? {})) expect(name).toBe(name.normalize('NFC'))
    }
  })

  it('says on the screen that some of it is drawn, and credits OpenStreetMap where it is used', () => {
    expect(manifest.illustrative).toBe(base.features.some(({ properties }) => properties.illustrative))
    const usesOpenStreetMap = base.features.some(({ properties }) => properties.source.includes('OpenStreetMap'))
    expect(manifest.attribution.includes('© OpenStreetMap contributors')).toBe(usesOpenStreetMap)
  })

  it('has closed rings, and wards keyed by code and date', () => {
    for (const { geometry } of [...base.features, ...wards.features])
      if (geometry.type === 'Polygon') for (const ring of geometry.coordinates) expect(ring.at(-1)).toEqual(ring[0])
    const keys = wards.features.map(({ properties }) => `${properties.code}@${properties.validFrom}`)
    expect(new Set(keys).size).toBe(keys.length)
  })

  function isWithin([lonDeg, latDeg]: readonly [number, number]): boolean {
    const { westDeg, southDeg, eastDeg, northDeg } = manifest.bounds
    return lonDeg >= westDeg && lonDeg <= eastDeg && latDeg >= southDeg && latDeg <= northDeg
  }
})

describe('Đông Hà', () => {
  it('has its two wards of 2025-07-01', () => {
    const wards = wardsFile.parse(read('dong-ha', 'wards.geojson'))
    expect(wards.features.map(({ properties }) => [properties.code, properties.name.vi, properties.validFrom])).toEqual([
      ['19333', 'Phường Đông Hà', '2025-07-01'],
      ['19351', 'Phường Nam Đông Hà', '2025-07-01'],
    ])
  })

  it('marks the one river course that was drawn by hand', () => {
    const base = baseMapFile.parse(read('dong-ha', 'basemap.geojson'))
    expect(base.features.filter(({ properties }) => properties.illustrative).map(({ properties }) => properties.id)).toEqual([
      'song-hieu-trung-luu',
    ])
  })
})

type Position = [number, number]
type Geometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'LineString'; coordinates: Position[] }
  | { type: 'Polygon'; coordinates: Position[][] }

function positionsOf(geometry: Geometry): Position[] {
  if (geometry.type === 'Point') return [geometry.coordinates]
  return geometry.type === 'LineString' ? geometry.coordinates : geometry.coordinates.flat()
}
