import { buildingsMeta, buildingUses } from '#shared/contract/cityParts'
import type { BuildingsMeta, BuildingUse } from '#shared/contract/cityParts'
import type { GeoPoint } from '#shared/contract/geo'
import Flatbush from 'flatbush'
import { columnOf } from './columns'
import type { ColumnsFile } from './columns'

/** A city's buildings, one row each, as `buildings.columns.gz` describes them. */
export type BuildingTable = {
  meta: BuildingsMeta
  lonDeg: Float64Array
  latDeg: Float64Array
  heightM: Float32Array
  groundM: Float32Array
  /** Lowest water level at which river water stands there; NaN for never. */
  floodM: Float32Array
  levels: Uint8Array
  use: Uint8Array
  people: Float32Array
  ringStart: Uint32Array
  ringLonDeg: Float64Array
  ringLatDeg: Float64Array
  idStart: Uint32Array
  idUtf8: Uint8Array
}

/** The buildings that a file holds. Throws an Error that says what does not fit. */
export function buildingTableOf(file: ColumnsFile): BuildingTable {
  const meta = buildingsMeta.parse(file.meta)
  const table = {
    lonDeg: columnOf(file, 'lonDeg', 'f64'),
    latDeg: columnOf(file, 'latDeg', 'f64'),
    heightM: columnOf(file, 'heightM', 'f32'),
    groundM: columnOf(file, 'groundM', 'f32'),
    floodM: columnOf(file, 'floodM', 'f32'),
    levels: columnOf(file, 'levels', 'u8'),
    use: columnOf(file, 'use', 'u8'),
    people: columnOf(file, 'people', 'f32'),
    ringStart: columnOf(file, 'ringStart', 'u32'),
    ringLonDeg: columnOf(file, 'ringLonDeg', 'f64'),
    ringLatDeg: columnOf(file, 'ringLatDeg', 'f64'),
    idStart: columnOf(file, 'idStart', 'u32'),
    idUtf8: columnOf(file, 'idUtf8', 'u8'),
  }
  for (const name of ['lonDeg', 'latDeg', 'heightM', 'groundM', 'floodM', 'levels', 'use', 'people'] as const) {
    if (table[name].length !== meta.count) throw new Error(`buildings: ${name} has ${table[name].length} values for ${meta.count}`)
  }
  if (table.ringLatDeg.length !== table.ringLonDeg.length) throw new Error('buildings: outlines with unequal numbers of degrees')
  for (const [name, starts, end] of [
    ['ringStart', table.ringStart, table.ringLonDeg.length],
    ['idStart', table.idStart, table.idUtf8.length],
  ] as const) {
    if (starts.length !== meta.count + 1 || starts[meta.count] !== end)
      throw new Error(`buildings: ${name} does not fit ${meta.count} rows`)
    for (let row = 0; row < meta.count; row += 1) if (starts[row]! > starts[row + 1]!) throw new Error(`buildings: ${name} falls at ${row}`)
  }
  return { meta, ...table }
}

/** The id of a building. */
export function buildingIdOf(table: BuildingTable, row: number): string {
  return new TextDecoder().decode(table.idUtf8.subarray(table.idStart[row], table.idStart[row + 1]))
}

/** What a building is used for; a value that is not in the list counts as unknown. */
export function useOf(table: BuildingTable, row: number): BuildingUse {
  return buildingUses[table.use[row]!] ?? 'unknown'
}

/** The middle of a building. */
export function placeOfBuilding(table: BuildingTable, row: number): GeoPoint {
  return { lonDeg: table.lonDeg[row]!, latDeg: table.latDeg[row]! }
}

/** Finds the buildings whose outline touches a box; rows in no order. */
export type BuildingIndex = { within: (westDeg: number, southDeg: number, eastDeg: number, northDeg: number) => number[] }

/** An index over the boxes around the outlines. */
export function buildingIndex(
  table: Pick<BuildingTable, 'lonDeg' | 'latDeg' | 'ringStart' | 'ringLonDeg' | 'ringLatDeg'> & { meta: { count: number } },
): BuildingIndex {
  const { count } = table.meta
  if (count === 0) return { within: () => [] }
  const tree = new Flatbush(count)
  for (let row = 0; row < count; row += 1) {
    let [west, south, east, north] = [table.lonDeg[row]!, table.latDeg[row]!, table.lonDeg[row]!, table.latDeg[row]!]
    for (let point = table.ringStart[row]!; point < table.ringStart[row + 1]!; point += 1) {
      west = Math.min(west, table.ringLonDeg[point]!)
      east = Math.max(east, table.ringLonDeg[point]!)
      south = Math.min(south, table.ringLatDeg[point]!)
      north = Math.max(north, table.ringLatDeg[point]!)
    }
    tree.add(west, south, east, north)
  }
  tree.finish()
  return { within: (westDeg, southDeg, eastDeg, northDeg) => tree.search(westDeg, southDeg, eastDeg, northDeg) }
}
