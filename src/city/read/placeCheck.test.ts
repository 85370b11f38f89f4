import { describe, expect, it } from 'vitest'
import { crsOf } from './crs'
import { createPlaceCheck, type PlaceFinding } from './placeCheck'
import type { Area } from './vietnamZones'

const dongHa: Area = [107.0284, 16.7436, 107.1486, 16.8621]

function findingOf(code: string, points: readonly (readonly [number, number])[], bounds?: Area): PlaceFinding | undefined {
  const check = createPlaceCheck({ crs: crsOf(code)!, bounds })
  for (const [x, y] of points) check.add(x, y)
  return check.finding()
}

// A street of Đông Hà in EPSG:9212, in degrees, and in Web Mercator.
const zoneMetres = [0, 1, 2, 3].map((step) => [590_000 + step * 40, 1_860_000 + step * 25] as const)
const degrees = zoneMetres.map(([x, y]) => crsOf('EPSG:9212')!.toLonLat(x, y))
const mercator = degrees.map(
  ([lon, lat]) => [lon * 111_319.49, Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 6_378_137] as const,
)

describe('where a file lies', () => {
  it('is nothing to speak of when it is where it should be, a stray included', () => {
    expect(findingOf('EPSG:4326', degrees, dongHa)).toBeUndefined()
    expect(findingOf('EPSG:4326', [...degrees, [10, 50]], dongHa)).toBeUndefined()
    expect(findingOf('EPSG:9212', zoneMetres, dongHa)).toBeUndefined()
    expect(findingOf('EPSG:4326', [])).toBeUndefined()
    expect(findingOf('EPSG:4326', [[-54.5, -20.4]])).toBeUndefined()
  })

  it('is metres where degrees were expected, with the zone it looks like', () => {
    expect(findingOf('EPSG:4326', zoneMetres, dongHa)).toMatchObject({
      kind: 'metres-for-degrees',
      looksLike: ['EPSG:9212', 'EPSG:9211'],
      count: 4,
      of: 4,
    })
    expect(findingOf('EPSG:4326', mercator, dongHa)).toMatchObject({ kind: 'metres-for-degrees', looksLike: ['EPSG:3857'] })
    const unbounded = findingOf('EPSG:4326', zoneMetres)
    expect(unbounded?.kind === 'metres-for-degrees' && unbounded.looksLike).toContain('EPSG:9212')
  })

  it.each(['EPSG:9216', 'EPSG:9211', 'EPSG:9214', 'EPSG:3405'])('in %s instead of its own zone looks like EPSG:9212', (declared) => {
    const finding = findingOf(declared, zoneMetres, dongHa)
    expect(finding).toMatchObject({ kind: 'wrong-zone', declared, count: 4 })
    expect(finding?.kind === 'wrong-zone' && finding.looksLike[0]).toBe('EPSG:9212')
  })

  it('in a zone that is not used there is noticed even when the city is not known', () => {
    const finding = findingOf('EPSG:9216', zoneMetres)
    expect(finding).toMatchObject({ kind: 'wrong-zone', declared: 'EPSG:9216' })
    expect(finding?.kind === 'wrong-zone' && finding.looksLike).toContain('EPSG:9212')
  })

  it('is swapped when latitude comes first, told by the number or by the bounds', () => {
    const swapped = degrees.map(([lon, lat]) => [lat, lon] as const)
    expect(findingOf('EPSG:4326', swapped)).toMatchObject({ kind: 'swapped', count: 4, of: 4 })
    expect(findingOf('EPSG:4326', [[42.5, 1.52]], [1.42, 42.43, 1.78, 42.66])).toMatchObject({ kind: 'swapped', count: 1 })
  })

  it('is elsewhere when nothing explains it', () => {
    expect(findingOf('EPSG:4326', [[2.35, 48.85]], dongHa)).toMatchObject({ kind: 'elsewhere', lonDeg: 2.35, latDeg: 48.85 })
  })
})
