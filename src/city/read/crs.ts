import proj4 from 'proj4'
import { vietnamZones, type Area } from './vietnamZones'

/** A coordinate reference system that sources may be declared in; `toLonLat` gives WGS 84 degrees. */
export type Crs = {
  /** As `EPSG:9212`. */
  code: string
  name: string
  unit: 'degree' | 'metre'
  /** Where the system is meant to be used, WGS 84 degrees. */
  area: Area
  toLonLat(x: number, y: number): [lonDeg: number, latDeg: number]
  fromLonLat(lonDeg: number, latDeg: number): [x: number, y: number]
}

const wgs84 = '+proj=longlat +datum=WGS84 +no_defs'

// VN-2000 to WGS 84 (2), EPSG:6960: a coordinate frame rotation, whose three angles change their sign for `towgs84`. Definitions that
// are copied from page to page often have not changed it, which is 0.66 m at Đông Hà; the `.prj` of a file is therefore never used.
const vn2000 = '+ellps=WGS84 +towgs84=-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278 +no_defs'
// Amersfoort to WGS 84 (4), EPSG:15934, its angles given as `towgs84` wants them.
const amersfoort =
  '+ellps=bessel +towgs84=565.4171,50.3319,465.5524,-0.398957388243134,0.343987817378283,-1.87740163998045,4.0725 +units=m +no_defs'
const dutchGrid = `+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 ${amersfoort}`

const world: Area = [-180, -90, 180, 90]
const vietnam: Area = [102.14, 8.33, 109.53, 23.4]
const netherlands: Area = [3.2, 50.75, 7.22, 53.7]

type Definition = Pick<Crs, 'code' | 'name' | 'unit' | 'area'> & { projection: string }

const definitions: readonly Definition[] = [
  { code: 'EPSG:4326', name: 'WGS 84', unit: 'degree', area: world, projection: wgs84 },
  { code: 'EPSG:4756', name: 'VN-2000', unit: 'degree', area: vietnam, projection: `+proj=longlat ${vn2000}` },
  ...vietnamZones.map(({ epsg, name, centralMeridianDeg, scale, area }) => ({
    code: `EPSG:${epsg}`,
    name: `VN-2000 / ${name}`,
    unit: 'metre' as const,
    area,
    projection: `+proj=tmerc +lat_0=0 +lon_0=${centralMeridianDeg} +k=${scale} +x_0=500000 +y_0=0 +units=m ${vn2000}`,
  })),
  ...wgs84UtmZones(),
  {
    code: 'EPSG:3857',
    name: 'WGS 84 / Pseudo-Mercator',
    unit: 'metre',
    area: [-180, -85.06, 180, 85.06],
    projection: '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs',
  },
  { code: 'EPSG:28992', name: 'Amersfoort / RD New', unit: 'metre', area: netherlands, projection: dutchGrid },
  // The same with heights above NAP, which are passed on as they are.
  { code: 'EPSG:7415', name: 'Amersfoort / RD New + NAP height', unit: 'metre', area: netherlands, projection: dutchGrid },
]
const byCode = new Map(definitions.map((definition) => [definition.code, definition]))

/** The built-in system of a code, or undefined when there is none. Takes `EPSG:9212`, `9212`, OGC URNs and addresses, `CRS84`. */
export function crsOf(declared: string): Crs | undefined {
  const definition = byCode.get(codeOf(declared))
  if (definition === undefined) return undefined
  const { projection, ...rest } = definition
  if (definition.code === 'EPSG:4326') return { ...rest, toLonLat: (x, y) => [x, y], fromLonLat: (lonDeg, latDeg) => [lonDeg, latDeg] }
  const converter = proj4(projection, wgs84)
  return {
    ...rest,
    toLonLat: (x, y) => converter.forward([x, y]) as [number, number],
    fromLonLat: (lonDeg, latDeg) => converter.inverse([lonDeg, latDeg]) as [number, number],
  }
}

/** The codes that may be declared, for messages and the documentation. */
export function crsCodes(): readonly string[] {
  return definitions.map(({ code }) => code)
}

/** The system that a GeoJSON of before RFC 7946 names in its member `crs`: a code to look up, or undefined when it names none. */
export function declaredInGeoJson(member: unknown): string | undefined {
  if (typeof member !== 'object' || member === null) return undefined
  const properties = (member as { properties?: unknown }).properties
  if (typeof properties !== 'object' || properties === null) return undefined
  const { name, code } = properties as { name?: unknown; code?: unknown }
  if (typeof name === 'string') return codeOf(name)
  return typeof code === 'number' || typeof code === 'string' ? codeOf(String(code)) : undefined
}

function codeOf(declared: string): string {
  const text = declared.trim()
  if (/(^|[:/])CRS84h?$/i.test(text)) return 'EPSG:4326'
  const urn = /^urn:ogc:def:crs:EPSG:[^:]*:(\d+)$/i.exec(text) ?? /^https?:\/\/www\.opengis\.net\/def\/crs\/EPSG\/[^/]+\/(\d+)$/i.exec(text)
  const plain = urn ?? /^(?:EPSG:{1,2})?(\d+)$/i.exec(text)
  return plain === null ? text : `EPSG:${plain[1]}`
}

function wgs84UtmZones(): Definition[] {
  return ([['N', 32600, 0, 84] as const, ['S', 32700, -80, 0] as const] as const).flatMap(([half, base, south, north]) =>
    Array.from({ length: 60 }, (_, index) => ({
      code: `EPSG:${base + index + 1}`,
      name: `WGS 84 / UTM zone ${index + 1}${half}`,
      unit: 'metre' as const,
      area: [index * 6 - 180, south, index * 6 - 174, north] as Area,
      projection: `+proj=utm +zone=${index + 1}${half === 'S' ? ' +south' : ''} +datum=WGS84 +units=m +no_defs`,
    })),
  )
}
