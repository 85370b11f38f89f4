import { basename } from 'node:path'
import type { DraftBoundary, DraftItem, DraftPolygon, ReadOptions, SourceFile, SourceReader } from '#city/import/draft'
import { placeProblem } from '#city/import/placeProblem'
import { SourceRefused } from '#city/import/sourceRefused'
import { crsCodes, crsOf, declaredInGeoJson, type Crs } from './crs'
import { createPlaceCheck } from './placeCheck'
import { withoutMarks } from './plainNames'

const mostBytes = 100_000_000
const codeNames = ['code', 'ma', 'ma_xa', 'maxa', 'ma_phuong', 'ward_code', 'id']
const nameNames = ['fullName', 'full_name', 'ten_day_du', 'name', 'ten', 'ten_xa', 'tenxa']
const englishNames = ['fullNameEn', 'full_name_en', 'nameEn', 'name_en']
const fromNames = ['validFrom', 'valid_from', 'hieu_luc_tu', 'ngay_hieu_luc']
const untilNames = ['validTo', 'valid_to', 'hieu_luc_den']

/**
 * Reads administrative units from a GeoJSON feature collection; it is held whole, up to 100 MB.
 * @param validFrom ISO date from which its codes hold, when the file itself does not say
 */
export function boundaryReader(validFrom: string | undefined): SourceReader {
  return { name: 'GeoJSON', recognises: () => true, read: (file, options) => read(file, options, validFrom) }
}

type Json = Record<string, unknown>

async function* read(file: SourceFile, options: ReadOptions, validFrom: string | undefined): AsyncGenerator<DraftItem> {
  const document = await parsed(file)
  if (document.type !== 'FeatureCollection' || !Array.isArray(document.features))
    throw new SourceRefused('boundaries-broken', { reason: 'not a GeoJSON FeatureCollection' })
  const crs = options.crs ?? crsIn(document.crs)
  const check = createPlaceCheck({ crs })
  const seen = new Set<string>()
  for (const [index, feature] of (document.features as unknown[]).entries()) {
    const properties = objectOf(objectOf(feature).properties)
    const code = String(firstOf(properties, codeNames) ?? objectOf(feature).id ?? '')
    const refused = (problem: ConstructorParameters<typeof SourceRefused>[0], detail: Record<string, string>): SourceRefused =>
      new SourceRefused(problem, detail, { index, id: code === '' ? null : code })
    if (!/^\d{5}$/.test(code)) throw refused('ward-code-missing', { code })
    const from = firstOf(properties, fromNames) ?? validFrom
    if (from === undefined) throw refused('ward-date-missing', { code })
    const until = firstOf(properties, untilNames)
    for (const date of [from, until ?? from]) if (!isDate(date)) throw refused('ward-date-unreadable', { code, date: String(date) })
    if (seen.has(`${code} ${String(from)}`)) throw refused('ward-twice', { code, date: String(from) })
    seen.add(`${code} ${String(from)}`)
    const polygons = polygonsIn(objectOf(objectOf(feature).geometry), crs, check.add)
    if (polygons.length === 0) throw refused('ward-no-outline', { code })
    const nameVi = String(firstOf(properties, nameNames) ?? code).normalize('NFC')
    const boundary: DraftBoundary = {
      index,
      id: code,
      code,
      validFrom: String(from),
      validTo: until === undefined ? null : String(until),
      nameVi,
      nameEn: String(firstOf(properties, englishNames) ?? withoutMarks(nameVi)),
      polygons,
    }
    yield { kind: 'boundary', boundary }
  }
  const finding = check.finding()
  if (finding !== undefined) yield { kind: 'problem', problem: placeProblem(finding) }
}

async function parsed(file: SourceFile): Promise<Json> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of file.bytes()) {
    bytes += part.length
    if (bytes > mostBytes) throw new SourceRefused('file-too-large', { file: basename(file.path), limitMb: mostBytes / 1e6 })
    parts.push(part)
  }
  try {
    return objectOf(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts))) as unknown)
  } catch (error) {
    throw new SourceRefused('boundaries-broken', { reason: (error as Error).message })
  }
}

function crsIn(member: unknown): Crs {
  const declared = declaredInGeoJson(member) ?? 'EPSG:4326'
  const crs = crsOf(declared)
  if (crs === undefined) throw new SourceRefused('crs-unknown', { crs: declared, known: crsCodes().slice(0, 24).join(', ') })
  return crs
}

function polygonsIn({ type, coordinates }: Json, crs: Crs, seenAt: (x: number, y: number) => void): DraftPolygon[] {
  const list = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' && Array.isArray(coordinates) ? coordinates : []
  return list.flatMap((polygon: unknown) => {
    const rings = Array.isArray(polygon) ? polygon.map((ring: unknown) => ringOf(ring, crs)) : []
    const first = Array.isArray(polygon) && Array.isArray(polygon[0]) ? (polygon[0] as unknown[])[0] : undefined
    if (Array.isArray(first) && typeof first[0] === 'number' && typeof first[1] === 'number') seenAt(first[0], first[1])
    return rings.length > 0 && rings.every((ring) => ring.length >= 8) ? [rings] : []
  })
}

function ringOf(ring: unknown, crs: Crs): number[] {
  if (!Array.isArray(ring)) return []
  return ring.flatMap((position: unknown) => {
    const [x, y] = Array.isArray(position) ? (position as unknown[]) : []
    if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y))
      throw new SourceRefused('coordinate-not-a-number', { value: JSON.stringify(position) ?? 'undefined' })
    return crs.toLonLat(x, y)
  })
}

function isDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const time = Date.parse(`${value}T00:00:00Z`)
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(value)
}

function firstOf(values: Json, names: readonly string[]): unknown {
  for (const name of names) if (values[name] !== undefined && values[name] !== null && values[name] !== '') return values[name]
  return undefined
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}
