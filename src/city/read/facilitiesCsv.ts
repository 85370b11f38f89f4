import { basename } from 'node:path'
import { facilityKinds } from '#shared/contract/cityParts'
import type { DraftFacility, DraftItem, ImportProblem, ReadOptions, SourceFile, SourceReader } from '#city/import/draft'
import { legacyEncodingOf } from '#city/import/legacyText'
import { placeProblem } from '#city/import/placeProblem'
import { SourceRefused } from '#city/import/sourceRefused'
import { crsOf } from './crs'
import { parseCsv } from './csv'
import { facilityWords } from './osmTags'
import { createPlaceCheck } from './placeCheck'
import { withoutMarks } from './plainNames'

const mostBytes = 20_000_000
const needed = ['id', 'name_vi', 'kind', 'lon', 'lat'] as const
const others = ['name_en', 'capacity', 'phone', 'certainty'] as const
type Column = (typeof needed)[number] | (typeof others)[number]
type Kind = DraftFacility['kind']

/**
 * Facilities from a table of text in UTF-8, one a line, with a first line that names the columns: `id`, `name_vi`, `kind`, `lon`, `lat`,
 * and if there are any `name_en`, `capacity`, `phone`, `certainty`. A kind is one of `facilityKinds` or its Vietnamese name. Held whole,
 * up to 20 MB.
 */
export const facilitiesReader: SourceReader = { name: 'CSV', recognises: () => true, read }

async function* read(file: SourceFile, options: ReadOptions): AsyncGenerator<DraftItem> {
  const [header, ...rows] = await rowsOf(file)
  const names = (header?.fields ?? []).map((name) => name.toLowerCase())
  const columnOf = new Map<Column, number>(
    [...needed, ...others].flatMap((name) => (names.includes(name) ? [[name, names.indexOf(name)] as const] : [])),
  )
  const missing = needed.filter((name) => !columnOf.has(name))
  if (missing.length > 0) throw new SourceRefused('facilities-header', { missing: missing.join(', '), needed: needed.join(', ') })

  const crs = options.crs ?? crsOf('EPSG:4326')!
  const check = createPlaceCheck({ crs, ...(options.bounds && { bounds: options.bounds }) })
  const seen = new Set<string>()
  for (const { line, fields } of rows) {
    const cell = (column: Column): string => (fields[columnOf.get(column) ?? -1] ?? '').normalize('NFC')
    const problem = (code: ImportProblem['code'], detail: ImportProblem['detail'] = {}): DraftItem => ({
      kind: 'problem',
      problem: { code, index: line - 1, id: cell('id') || null, lonDeg: NaN, latDeg: NaN, detail },
    })
    if (fields.length !== names.length) {
      yield problem('facility-fields', { found: fields.length, needed: names.length })
      continue
    }
    const encoding = legacyEncodingOf(fields.join(' '))
    if (encoding !== undefined) {
      yield problem('text-legacy-encoding', { encoding, sample: cell('name_vi').slice(0, 60) })
      continue
    }
    if (fields.some((field) => field !== field.normalize('NFC'))) yield problem('text-not-nfc', { sample: cell('name_vi').slice(0, 60) })
    const [x, y] = [numberIn(cell('lon')), numberIn(cell('lat'))]
    if (Number.isFinite(x) && Number.isFinite(y)) check.add(x, y)
    const [lonDeg, latDeg] = crs.toLonLat(x, y)
    const kind = kindOf(cell('kind'))
    const capacity = cell('capacity')
    const id = cell('id')
    if (!(Math.abs(lonDeg) <= 180 && Math.abs(latDeg) <= 90)) yield problem('facility-place', { lon: cell('lon'), lat: cell('lat') })
    else if (kind === undefined) yield problem('facility-kind', { kind: cell('kind'), known: facilityKinds.join(', ') })
    else if (!/^[a-z0-9-]{1,60}$/.test(id) || seen.has(id)) yield problem('facility-id', { id })
    else if (cell('name_vi') === '') yield problem('facility-name')
    else if (!/^\d{0,6}$/.test(capacity)) yield problem('facility-capacity', { capacity })
    else {
      seen.add(id)
      const facility: DraftFacility = {
        index: line - 1,
        id,
        nameVi: cell('name_vi'),
        nameEn: cell('name_en') || withoutMarks(cell('name_vi')),
        kind,
        lonDeg,
        latDeg,
        capacity: capacity === '' ? null : Number(capacity),
        phone: cell('phone') || null,
        certainty: cell('certainty') || 'as its source has it',
      }
      yield { kind: 'facility', facility }
    }
  }
  const finding = check.finding()
  if (finding !== undefined) yield { kind: 'problem', problem: placeProblem(finding) }
}

async function rowsOf(file: SourceFile): Promise<ReturnType<typeof parseCsv>> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of file.bytes()) {
    bytes += part.length
    if (bytes > mostBytes) throw new SourceRefused('file-too-large', { file: basename(file.path), limitMb: mostBytes / 1e6 })
    parts.push(part)
  }
  const whole = Buffer.concat(parts)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(whole)
  } catch {
    const wrong = new TextDecoder().decode(whole).indexOf('\ufffd')
    throw new SourceRefused('not-utf8', { byte: Buffer.byteLength(new TextDecoder().decode(whole).slice(0, wrong)) })
  }
  try {
    return parseCsv(text)
  } catch (error) {
    throw new SourceRefused('facilities-broken', { reason: (error as Error).message })
  }
}

/** Office programs in Vietnamese write decimals with a comma. */
function numberIn(text: string): number {
  return /^-?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : NaN
}

function kindOf(text: string): Kind | undefined {
  const asked = text.toLowerCase()
  return facilityKinds.find((kind) => kind === asked || facilityWords[kind].vi.toLowerCase() === asked)
}
