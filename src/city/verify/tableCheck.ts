import { gunzipSync } from 'node:zlib'
import type { z } from 'zod'
import { columnOf, decodeColumns, type ColumnsFile } from '#analysis/columns'
import { buildingsMeta, buildingUses, floodFieldMeta, roadGraphMeta, terrainMeta } from '#shared/contract/cityParts'
import { problemsIn } from '#shared/contract/problems'
import { Unsound, type Finding } from './findingTable'
import type { TileBuilding } from './tileCheck'

const mostUnpackedBytes = 1_500_000_000
const mostFindings = 50

/** The buildings of a table by id, checked in themselves. Throws Unsound for the first thing that is wrong with the file. */
export function checkBuildingsTable(packed: Uint8Array): { count: number; rowOf: ReadonlyMap<string, number>; table: BuildingsTable } {
  const { file, meta } = columnsFile(packed, buildingsMeta)
  const { count } = meta
  const long = { lonDeg: columnOf(file, 'lonDeg', 'f64'), latDeg: columnOf(file, 'latDeg', 'f64') }
  const table: BuildingsTable = {
    ...long,
    heightM: columnOf(file, 'heightM', 'f32'),
    groundM: columnOf(file, 'groundM', 'f32'),
    floodM: columnOf(file, 'floodM', 'f32'),
    people: columnOf(file, 'people', 'f32'),
    levels: columnOf(file, 'levels', 'u8'),
    use: columnOf(file, 'use', 'u8'),
    ward: columnOf(file, 'ward', 'u16'),
    wardCodes: meta.wards.map(({ code }) => code),
  }
  for (const [name, column] of Object.entries(table)) {
    if (ArrayBuffer.isView(column) && (column as Float64Array).length !== count)
      throw broken(`${name} has ${(column as Float64Array).length} rows, not ${count}`)
  }
  checkHeightBasis(file, count)
  const ringStart = columnOf(file, 'ringStart', 'u32')
  const [ringLonDeg, ringLatDeg] = [columnOf(file, 'ringLonDeg', 'f64'), columnOf(file, 'ringLatDeg', 'f64')]
  checkStarts('ringStart', ringStart, count, ringLonDeg.length, 3)
  if (ringLonDeg.length !== ringLatDeg.length) throw broken('rings have not as many longitudes as latitudes')
  const idStart = columnOf(file, 'idStart', 'u32')
  const idUtf8 = columnOf(file, 'idUtf8', 'u8')
  checkStarts('idStart', idStart, count, idUtf8.length, 1)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const rowOf = new Map<string, number>()
  let before = ''
  for (let row = 0; row < count; row += 1) {
    const id = decoder.decode(idUtf8.subarray(idStart[row]!, idStart[row + 1]!))
    if (row > 0 && id <= before) throw broken(`row ${row} ("${id}") does not come after "${before}"`)
    before = id
    rowOf.set(id, row)
    checkRow(
      table,
      row,
      ringLonDeg.subarray(ringStart[row]!, ringStart[row + 1]!),
      ringLatDeg.subarray(ringStart[row]!, ringStart[row + 1]!),
    )
  }
  return { count, rowOf, table }
}

/** Three values are known: the source's own height, one from storeys, one that is usual for the use. A table may do without. */
function checkHeightBasis(file: ColumnsFile, count: number): void {
  if (!file.columns.has('heightBasis')) return
  const basis = columnOf(file, 'heightBasis', 'u8')
  if (basis.length !== count) throw broken(`heightBasis has ${basis.length} rows, not ${count}`)
  const unknown = basis.findIndex((value) => value > 2)
  if (unknown >= 0) throw broken(`the height basis of row ${unknown} is ${basis[unknown]}`)
}

export type BuildingsTable = {
  lonDeg: Float64Array
  latDeg: Float64Array
  heightM: Float32Array
  groundM: Float32Array
  floodM: Float32Array
  people: Float32Array
  levels: Uint8Array
  use: Uint8Array
  ward: Uint16Array
  wardCodes: readonly string[]
}

function checkRow(table: BuildingsTable, row: number, lon: Float64Array, lat: Float64Array): void {
  const within = (values: Float64Array, value: number): boolean => {
    let [least, most] = [Infinity, -Infinity]
    for (const each of values) {
      least = Math.min(least, each)
      most = Math.max(most, each)
    }
    return Number.isFinite(least) && Number.isFinite(most) && value >= least - 1e-7 && value <= most + 1e-7
  }
  if (!within(lon, table.lonDeg[row]!) || !within(lat, table.latDeg[row]!)) throw broken(`the centre of row ${row} is outside its outline`)
  if (Math.abs(table.lonDeg[row]!) > 180 || Math.abs(table.latDeg[row]!) > 90) throw broken(`row ${row} is not on the earth`)
  if (!(table.heightM[row]! > 0 && table.heightM[row]! <= 500)) throw broken(`the height of row ${row} is ${table.heightM[row]}`)
  if (!Number.isFinite(table.groundM[row]!)) throw broken(`the ground of row ${row} is no number`)
  if (buildingUses[table.use[row]!] === undefined) throw broken(`the use of row ${row} is ${table.use[row]}`)
  if (table.ward[row]! !== 65_535 && table.wardCodes[table.ward[row]!] === undefined)
    throw broken(`row ${row} names ward ${table.ward[row]}`)
}

/** Whether the tiles hold the same buildings as the table, with the same values. */
export function compareWithTiles(
  { rowOf, table }: ReturnType<typeof checkBuildingsTable>,
  buildings: readonly TileBuilding[],
  files: { table: string; tiles: string },
): Finding[] {
  const findings: Finding[] = []
  const seen = new Set<number>()
  const find = (code: Finding['code'], file: string, id: string, row: number | undefined, detail: Finding['detail'] = {}): void => {
    const place = row === undefined ? null : { lonDeg: table.lonDeg[row]!, latDeg: table.latDeg[row]! }
    if (findings.length < mostFindings) findings.push({ code, file, index: row ?? null, id, place, detail })
  }
  for (const building of buildings) {
    const row = rowOf.get(building.id)
    if (row === undefined) {
      find('id-only-in-tiles', files.tiles, building.id, undefined)
      continue
    }
    seen.add(row)
    const floodM = table.floodM[row]!
    const people = table.people[row]!
    const pairs: [string, number | string, number | string][] = [
      ['height', building.height, table.heightM[row]!],
      ['ground', building.ground, table.groundM[row]!],
      ['levels', building.levels, table.levels[row]!],
      ['use', building.use, table.use[row]!],
      ['people', building.people, Number.isNaN(people) ? -1 : people],
      ['floodLevel', building.floodLevel, Number.isNaN(floodM) ? 9_999 : floodM],
      ['ward', building.ward, table.wardCodes[table.ward[row]!] ?? ''],
    ]
    for (const [property, tile, inTable] of pairs) {
      if (tile !== inTable) find('value-differs', files.tiles, building.id, row, { property, tile, table: inTable })
    }
  }
  if (seen.size !== rowOf.size) for (const [id, row] of rowOf) if (!seen.has(row)) find('id-only-in-table', files.table, id, row)
  return findings
}

/** Checks a terrain file; gives how many posts it has. */
export function checkTerrain(packed: Uint8Array): number {
  const { file, meta } = columnsFile(packed, terrainMeta)
  const posts = columnOf(file, 'heightDm', 'i16').length
  if (posts !== meta.columns * meta.rows) throw broken(`${posts} heights for ${meta.columns} x ${meta.rows} posts`)
  if (!(meta.westDeg < meta.eastDeg && meta.southDeg < meta.northDeg)) throw broken('its box is empty')
  return posts
}

/** Checks a flood field against the terrain that it was made from. */
export function checkFloodField(packed: Uint8Array, terrainSha256: string | undefined): void {
  const { file, meta } = columnsFile(packed, floodFieldMeta)
  const posts = columnOf(file, 'thresholdM', 'f32').length
  if (posts !== meta.columns * meta.rows) throw broken(`${posts} thresholds for ${meta.columns} x ${meta.rows} posts`)
  if (terrainSha256 !== meta.terrainSha256) throw broken('it was made from another terrain')
}

/** Checks a road graph: every arc leads to a junction, every shape belongs to an arc. */
export function checkRoadGraph(packed: Uint8Array): void {
  const { file, meta } = columnsFile(packed, roadGraphMeta)
  const { junctions, arcs } = meta
  const lengths: [string, number, number][] = [
    ['lonDeg', columnOf(file, 'lonDeg', 'f64').length, junctions],
    ['latDeg', columnOf(file, 'latDeg', 'f64').length, junctions],
    ['component', columnOf(file, 'component', 'u8').length, junctions],
    ['arcSeconds', columnOf(file, 'arcSeconds', 'f32').length, arcs],
    ['arcLengthM', columnOf(file, 'arcLengthM', 'f32').length, arcs],
    ['arcClass', columnOf(file, 'arcClass', 'u8').length, arcs],
    ['arcWay', columnOf(file, 'arcWay', 'u32').length, arcs],
    ['arcTarget', columnOf(file, 'arcTarget', 'u32').length, arcs],
  ]
  for (const [name, length, expected] of lengths) if (length !== expected) throw broken(`${name} has ${length} rows, not ${expected}`)
  checkStarts('arcStart', columnOf(file, 'arcStart', 'u32'), junctions, arcs, 0)
  const shapeLonDeg = columnOf(file, 'shapeLonDeg', 'f64')
  if (shapeLonDeg.length !== columnOf(file, 'shapeLatDeg', 'f64').length) throw broken('shapes have not as many longitudes as latitudes')
  checkStarts('shapeStart', columnOf(file, 'shapeStart', 'u32'), arcs, shapeLonDeg.length, 2)
  const beyond = columnOf(file, 'arcTarget', 'u32').findIndex((target) => target >= junctions)
  if (beyond >= 0) throw broken(`arc ${beyond} leads to no junction`)
  const unnamed = columnOf(file, 'arcWay', 'u32').findIndex((way) => way >= meta.ways.length)
  if (unnamed >= 0) throw broken(`arc ${unnamed} belongs to no way`)
  const slow = columnOf(file, 'arcSeconds', 'f32').findIndex((seconds) => !(seconds >= 0))
  if (slow >= 0) throw broken(`arc ${slow} takes no time that is a number`)
}

function checkStarts(name: string, starts: Uint32Array, rows: number, total: number, least: number): void {
  if (starts.length !== rows + 1) throw broken(`${name} has ${starts.length} entries for ${rows} rows`)
  if (starts[0] !== 0 || starts[rows] !== total) throw broken(`${name} does not span its ${total} entries`)
  for (let row = 0; row < rows; row += 1) if (starts[row + 1]! - starts[row]! < least) throw broken(`${name} of row ${row} is too short`)
}

function columnsFile<T extends z.ZodType>(packed: Uint8Array, schema: T): { file: ColumnsFile; meta: z.infer<T> } {
  let file: ColumnsFile
  try {
    file = decodeColumns(new Uint8Array(gunzipSync(packed, { maxOutputLength: mostUnpackedBytes })))
  } catch (error) {
    throw broken((error as Error).message)
  }
  const meta = schema.safeParse(file.meta)
  if (!meta.success) throw broken(problemsIn(meta.error))
  return { file, meta: meta.data }
}

function broken(reason: string): Unsound {
  return new Unsound('table-broken', { reason })
}
