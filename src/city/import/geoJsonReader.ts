import { createPlaceCheck } from '#city/read/placeCheck'
import { crsCodes, crsOf, declaredInGeoJson, type Crs } from '#city/read/crs'
import type { DraftBuilding, DraftItem, DraftPolygon, ImportProblem, ReadOptions, SourceFile, SourceReader } from './draft'
import { jsonPieces } from './jsonPieces'
import { placeProblem } from './placeProblem'
import { SourceRefused } from './sourceRefused'

/** GeoJSON feature collections, and features one a line (GeoJSONL, RFC 8142): polygons as buildings. Holds one feature at a time. */
export const geoJsonReader: SourceReader = {
  name: 'GeoJSON, GeoJSONL',
  recognises: (head) => shapeOf(head) !== undefined,
  read,
}

type Json = null | boolean | number | string | Json[] | JsonObject
type JsonObject = { [key: string]: Json | undefined }

/** How the document is laid out, by the member names that begin its first object; undefined when it is no GeoJSON. */
function shapeOf(head: Uint8Array): 'collection' | 'sequence' | undefined {
  const text = new TextDecoder().decode(head)
  if (!/^[^\w{}"[\]]{0,8}\{/.test(text.trimStart())) return undefined
  const type = /"type"\s*:\s*"(FeatureCollection|Feature|CityJSON|CityJSONFeature)"/.exec(text)?.[1]
  if (type === 'FeatureCollection') return 'collection'
  return type === 'Feature' ? 'sequence' : undefined
}

async function* read(file: SourceFile, options: ReadOptions): AsyncGenerator<DraftItem> {
  const { limits, signal } = options
  const shape = shapeOf(file.head) ?? 'collection'
  let crs = options.crs ?? wgs84()
  let check = createPlaceCheck({ crs, ...(options.bounds && { bounds: options.bounds }) })
  let features = 0
  for await (const piece of jsonPieces(file.bytes(), shape, limits)) {
    signal?.throwIfAborted()
    if (piece.member !== 'features') {
      const declared = piece.member === 'crs' ? declaredIn(parsed(piece.text, null)) : undefined
      if (declared !== undefined && options.crs === undefined && declared.code !== crs.code) {
        if (features > 0) throw new SourceRefused('crs-late', { crs: declared.code })
        crs = declared
        check = createPlaceCheck({ crs, ...(options.bounds && { bounds: options.bounds }) })
      }
      if (piece.member === 'synthetic' && piece.text === 'true') yield { kind: 'synthetic' }
      continue
    }
    features += 1
    if (features > limits.features) throw new SourceRefused('too-many-features', { limit: limits.features })
    yield* draftsOf(parsed(piece.text, piece.index), piece.index, crs, check.add, options.heightField)
  }
  const finding = check.finding()
  if (finding !== undefined) yield { kind: 'problem', problem: placeProblem(finding) }
}

function wgs84(): Crs {
  const crs = crsOf('EPSG:4326')
  if (crs === undefined) throw new Error('WGS 84 is not among the built-in systems')
  return crs
}

function parsed(text: string, index: number | null): Json {
  try {
    return JSON.parse(text) as Json
  } catch (error) {
    throw new SourceRefused('json-broken', { reason: (error as Error).message }, { index })
  }
}

function declaredIn(member: Json): Crs | undefined {
  const code = declaredInGeoJson(member)
  if (code === undefined && member === null) return undefined
  const crs = code === undefined ? undefined : crsOf(code)
  if (crs === undefined) throw new SourceRefused('crs-unknown', { crs: code ?? JSON.stringify(member).slice(0, 80), known: crsInWords() })
  return crs
}

function crsInWords(): string {
  const codes = crsCodes()
  return codes.length <= 24 ? codes.join(', ') : `${codes.slice(0, 24).join(', ')}, …`
}

function* draftsOf(
  feature: Json,
  index: number,
  crs: Crs,
  seenAt: (x: number, y: number) => void,
  heightField: string | undefined,
): Generator<DraftItem> {
  const { geometry, properties, id } = objectOf(feature)
  const values = objectOf(properties)
  const ownId = textOf(id ?? firstOf(values, idNames))
  const problem = (code: ImportProblem['code'], detail: ImportProblem['detail'] = {}): DraftItem => ({
    kind: 'problem',
    problem: { code, index, id: ownId, lonDeg: NaN, latDeg: NaN, detail },
  })
  const { type, coordinates } = objectOf(geometry)
  if (type === 'GeometryCollection') return yield problem('geometry-collection')
  if (geometry === null || geometry === undefined || (Array.isArray(coordinates) && coordinates.length === 0))
    return yield problem('geometry-empty')
  if (type !== 'Polygon' && type !== 'MultiPolygon') return yield problem('geometry-not-polygon', { type: String(type) })
  const flat: FlatPolygons = { polygons: [], hasHeight: false }
  for (const polygon of type === 'Polygon' ? [coordinates] : listOf(coordinates)) flat.polygons.push(polygonOf(polygon, crs, seenAt, flat))
  if (flat.hasHeight) yield problem('height-dropped')
  const number = (names: readonly string[]): number | null => {
    const value = firstOf(values, names)
    const parsedValue = typeof value === 'string' ? Number.parseFloat(value.replace(',', '.')) : value
    return typeof parsedValue === 'number' && Number.isFinite(parsedValue) ? parsedValue : null
  }
  const scalar = (value: Json | undefined): number | string | null =>
    typeof value === 'number' || typeof value === 'string' ? value : null
  const building: DraftBuilding = {
    index,
    id: ownId,
    name: textOf(firstOf(values, nameNames)),
    polygons: flat.polygons,
    height: scalar(heightField === undefined ? firstOf(values, heightNames) : values[heightField]),
    levels: scalar(firstOf(values, levelNames)),
    use: textOf(useIn(values)),
    groundM: number(groundNames),
    people: number(peopleNames),
    ward: textOf(firstOf(values, wardNames)),
  }
  yield { kind: 'building', building }
}

const idNames = ['id', '@id', 'ma', 'ma_cong_trinh', 'gid', 'fid', 'OBJECTID']
const nameNames = ['name', 'name:vi', 'ten', 'ten_cong_trinh', 'Name', 'Ten']
const heightNames = ['height', 'building:height', 'chieu_cao', 'chieucao', 'Height', 'HEIGHT', 'measuredHeight', 'heightM']
const levelNames = ['levels', 'building:levels', 'so_tang', 'sotang', 'num_floors', 'Levels']
const groundNames = ['ground', 'groundM', 'ground_m', 'cao_do_nen']
const peopleNames = ['people', 'so_nguoi', 'dan_so']
const wardNames = ['ward', 'ward_code', 'ma_phuong', 'ma_xa']
const useNames = ['use', 'building:use', 'cong_nang', 'muc_dich', 'function', 'amenity', 'shop', 'office', 'tourism', 'building']

function useIn(values: JsonObject): Json | undefined {
  for (const name of useNames) {
    const value = values[name]
    if (typeof value !== 'string' || value === '' || value === 'yes') continue
    // A tag's name says more than its hundreds of values.
    return name === 'shop' || name === 'office' ? name : value
  }
  return undefined
}

function firstOf(values: JsonObject, names: readonly string[]): Json | undefined {
  for (const name of names) if (values[name] !== undefined && values[name] !== null && values[name] !== '') return values[name]
  return undefined
}

function objectOf(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : []
}

function textOf(value: Json | undefined): string | null {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : null
}

type FlatPolygons = { polygons: DraftPolygon[]; hasHeight: boolean }

function polygonOf(rings: Json | undefined, crs: Crs, seenAt: (x: number, y: number) => void, flat: FlatPolygons): DraftPolygon {
  return listOf(rings).map((ring, ringIndex) => {
    const positions = listOf(ring)
    const places: number[] = []
    positions.forEach((position, at) => {
      const [x, y, z] = listOf(position)
      if (z !== undefined) flat.hasHeight = true
      const known = typeof x === 'number' && typeof y === 'number'
      if (known && ringIndex === 0 && at === 0) seenAt(x, y)
      const [lonDeg, latDeg] = known ? crs.toLonLat(x, y) : [NaN, NaN]
      places.push(lonDeg, latDeg)
    })
    return places
  })
}
