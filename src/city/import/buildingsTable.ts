import { gzipSync } from 'node:zlib'
import { encodeColumns } from '#analysis/columns'
import type { BuildingsMeta } from '#shared/contract/cityParts'
import { ringsOf, type BuildingRows } from './buildingRows'
import type { DerivedColumns } from './tileset'

export const buildingsPath = 'buildings.columns.gz'

/** The table of all buildings, in the order of their ids, packed; columns as `buildingsMeta` describes them. */
export function encodeBuildingsTable(rows: BuildingRows, derived: DerivedColumns, meta: Omit<BuildingsMeta, 'count'>): Uint8Array {
  const order = Uint32Array.from({ length: rows.count }, (_, row) => row).sort((a, b) => (rows.ids[a]! < rows.ids[b]! ? -1 : 1))
  const outer = (row: number): Float64Array => ringsOf(rows, row)[0]!
  const ringStart = new Uint32Array(rows.count + 1)
  order.forEach((row, index) => (ringStart[index + 1] = ringStart[index]! + outer(row).length / 2))
  const ringLonDeg = new Float64Array(ringStart[rows.count]!)
  const ringLatDeg = new Float64Array(ringStart[rows.count]!)
  const ids = Array.from(order, (row) => Buffer.from(rows.ids[row]!, 'utf8'))
  const idStart = new Uint32Array(rows.count + 1)
  ids.forEach((id, index) => (idStart[index + 1] = idStart[index]! + id.length))
  order.forEach((row, index) => {
    const ring = outer(row)
    for (let at = 0; at < ring.length; at += 2) {
      ringLonDeg[ringStart[index]! + at / 2] = ring[at]!
      ringLatDeg[ringStart[index]! + at / 2] = ring[at + 1]!
    }
  })
  const bytes = encodeColumns({ ...meta, count: rows.count } satisfies BuildingsMeta, {
    lonDeg: Float64Array.from(order, (row) => rows.lonDeg[row]!),
    latDeg: Float64Array.from(order, (row) => rows.latDeg[row]!),
    heightM: Float32Array.from(order, (row) => rows.heightM[row]!),
    ...(rows.heightBasis.some((basis) => basis > 0) && { heightBasis: Uint8Array.from(order, (row) => rows.heightBasis[row]!) }),
    groundM: Float32Array.from(order, (row) => derived.groundM[row]!),
    floodM: Float32Array.from(order, (row) => derived.floodM[row]!),
    levels: Uint8Array.from(order, (row) => rows.levels[row]!),
    use: Uint8Array.from(order, (row) => rows.use[row]!),
    people: Float32Array.from(order, (row) => rows.people[row]!),
    ward: Uint16Array.from(order, (row) => derived.ward[row]!),
    ringStart,
    ringLonDeg,
    ringLatDeg,
    idStart,
    idUtf8: new Uint8Array(Buffer.concat(ids)),
  })
  return gzipSync(bytes, { level: 6 })
}
