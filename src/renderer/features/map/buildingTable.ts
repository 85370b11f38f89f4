import type { Column } from '#analysis/columns'
import { heightBases, type BuildingsMeta, type HeightBasis } from '#shared/contract/cityParts'

/** The buildings of a city as the view holds them: columns by row, ids found by row and rows by id. Layout as in `cityParts.ts`. */
export type BuildingTable = {
  meta: BuildingsMeta
  count: number
  lonDeg: Float64Array
  latDeg: Float64Array
  heightM: Float32Array
  groundM: Float32Array
  floodM: Float32Array
  levels: Uint8Array
  use: Uint8Array
  people: Float32Array
  ward: Uint16Array
  ringStart: Uint32Array
  ringLonDeg: Float64Array
  ringLatDeg: Float64Array
  /** Where its height is from. */
  heightBasisOf(row: number): HeightBasis
  idOf(row: number): string
  /** Row of an id; -1 when there is no such building. */
  rowOf(id: string): number
}

/** The table that a buildings file holds. Throws an Error that names the column which is missing, too short or of another type. */
export function buildingTableOf(meta: BuildingsMeta, columns: ReadonlyMap<string, Column>): BuildingTable {
  const { count } = meta
  const column = <T extends Column>(name: string, Type: new (length: number) => T, length: number): T => {
    const found = columns.get(name)
    if (!(found instanceof Type) || found.length < length) throw new Error(`a buildings file without a whole column ${name}`)
    return found
  }
  const ringStart = column('ringStart', Uint32Array, count + 1)
  const idStart = column('idStart', Uint32Array, count + 1)
  const idUtf8 = column('idUtf8', Uint8Array, idStart[count] ?? 0)
  const corners = ringStart[count] ?? 0
  const text = new TextDecoder()
  const idOf = (row: number) => text.decode(idUtf8.subarray(idStart[row], idStart[row + 1]))
  let rows: Map<string, number> | undefined
  const basis = columns.has('heightBasis') ? column('heightBasis', Uint8Array, count) : undefined
  return {
    meta,
    count,
    lonDeg: column('lonDeg', Float64Array, count),
    latDeg: column('latDeg', Float64Array, count),
    heightM: column('heightM', Float32Array, count),
    groundM: column('groundM', Float32Array, count),
    floodM: column('floodM', Float32Array, count),
    levels: column('levels', Uint8Array, count),
    use: column('use', Uint8Array, count),
    people: column('people', Float32Array, count),
    ward: column('ward', Uint16Array, count),
    ringStart,
    ringLonDeg: column('ringLonDeg', Float64Array, corners),
    ringLatDeg: column('ringLatDeg', Float64Array, corners),
    heightBasisOf: (row) => heightBases[basis?.[row] ?? 0] ?? 'source',
    idOf,
    rowOf(id) {
      // Made when first asked for: most windows never ask.
      rows ??= new Map(Array.from({ length: count }, (_, row) => [idOf(row), row]))
      return rows.get(id) ?? -1
    },
  }
}
