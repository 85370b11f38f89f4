import { describe, expect, it } from 'vitest'
import { crsCodes, crsOf, declaredInGeoJson } from './crs'

/** Worked out with PROJ 9.5.1 and the EPSG dataset it carries, rounded to nine decimals (0.1 mm). */
const known: readonly [code: string, x: number, y: number, lonDeg: number, latDeg: number][] = [
  ['EPSG:4756', 107.1, 16.8, 107.101832072, 16.798987463],
  ['EPSG:9205', 590_000, 1_860_000, 103.846263397, 16.815467951],
  ['EPSG:9210', 600_000, 1_190_000, 106.666128316, 10.759445635],
  ['EPSG:9211', 590_000, 1_860_000, 106.846257084, 16.815440886],
  ['EPSG:9212', 590_000, 1_860_000, 107.096256331, 16.815438636],
  ['EPSG:9212', 500_000, 1_200_000, 106.251787882, 10.851209223],
  ['EPSG:9214', 510_000, 1_860_000, 107.09566082, 16.817151262],
  ['EPSG:9216', 590_000, 1_860_000, 108.346252043, 16.815427397],
  ['EPSG:9217', 500_000, 1_500_000, 108.251800201, 13.563354996],
  ['EPSG:9218', 590_000, 1_860_000, 109.346247987, 16.815418426],
  ['EPSG:5896', 590_000, 1_860_000, 102.846264382, 16.815476988],
  ['EPSG:5898', 590_000, 1_860_000, 108.846250084, 16.815422909],
  ['EPSG:5899', 470_000, 1_800_000, 107.471126835, 16.274748073],
  ['EPSG:3405', 723_000, 1_861_000, 107.094485578, 16.82060017],
  ['EPSG:3406', 200_000, 1_800_000, 108.195126364, 16.261197663],
  ['EPSG:32648', 723_000, 1_861_000, 107.092653274, 16.82161259],
  ['EPSG:32649', 200_000, 1_800_000, 108.193303105, 16.262220927],
  ['EPSG:3857', 11_922_000, 1_899_000, 107.097148173, 16.81241563],
  ['EPSG:28992', 85_000, 446_000, 4.367887779, 51.997962108],
  ['EPSG:7415', 155_000, 463_000, 5.387203508, 52.155172301],
]

describe('a coordinate reference system', () => {
  it.each(known)('%s takes %d, %d to where PROJ has it, within a millimetre', (code, x, y, lonDeg, latDeg) => {
    const [lon, lat] = crsOf(code)!.toLonLat(x, y)
    expect(Math.abs(lon - lonDeg)).toBeLessThan(1e-8)
    expect(Math.abs(lat - latDeg)).toBeLessThan(1e-8)
  })

  it.each(known)('%s brings %d, %d back from there', (code, x, y) => {
    const crs = crsOf(code)!
    const [backX, backY] = crs.fromLonLat(...crs.toLonLat(x, y))
    const tolerance = crs.unit === 'metre' ? 1e-3 : 1e-8
    expect(Math.abs(backX - x)).toBeLessThan(tolerance)
    expect(Math.abs(backY - y)).toBeLessThan(tolerance)
  })

  it('is found however its code is written', () => {
    for (const written of ['EPSG:9212', '9212', 'epsg::9212', 'urn:ogc:def:crs:EPSG::9212', 'https://www.opengis.net/def/crs/EPSG/0/9212'])
      expect(crsOf(written)?.code, written).toBe('EPSG:9212')
    for (const written of ['urn:ogc:def:crs:OGC:1.3:CRS84', 'CRS84', 'EPSG:4326']) expect(crsOf(written)?.code, written).toBe('EPSG:4326')
  })

  it('is unknown rather than guessed', () => {
    for (const written of ['EPSG:9219', 'EPSG:27700', '', 'VN-2000', 'EPSG:9212; DROP']) expect(crsOf(written), written).toBeUndefined()
    expect(crsCodes()).toContain('EPSG:9212')
  })

  it('is read from the member of a GeoJSON of before RFC 7946', () => {
    expect(declaredInGeoJson({ type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::9212' } })).toBe('EPSG:9212')
    expect(declaredInGeoJson({ type: 'EPSG', properties: { code: 3405 } })).toBe('EPSG:3405')
    expect(declaredInGeoJson({ type: 'name', properties: { name: 'Hà Nội 72' } })).toBe('Hà Nội 72')
    for (const member of [null, undefined, 'EPSG:4326', { type: 'link', properties: { href: 'x' } }])
      expect(declaredInGeoJson(member)).toBeUndefined()
  })
})
