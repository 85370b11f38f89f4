import { buildingTableOf } from '#analysis/buildingTable'
import type { BuildingTable } from '#analysis/buildingTable'
import { decodeColumns, encodeColumns } from '#analysis/columns'
import { fromPlane, localPlane } from '#analysis/localPlane'
import { buildingUses } from '#shared/contract/cityParts'
import type { BuildingUse } from '#shared/contract/cityParts'
import type { GeoPoint } from '#shared/contract/geo'

/** A building as a test draws it: a box of `sizeM` around its middle, its walls to the north and east. */
export type DrawnBuilding = {
  id?: string
  place: GeoPoint
  sizeM?: number
  heightM?: number
  groundM?: number
  floodM?: number
  people?: number
  use?: BuildingUse
}

/** The bytes of a file of these buildings. */
export function buildingsFile(buildings: readonly DrawnBuilding[]): Uint8Array<ArrayBuffer> {
  const rings = buildings.flatMap(({ place, sizeM = 10 }) => {
    const plane = localPlane(place)
    const half = sizeM / 2
    return [fromPlane(plane, -half, -half), fromPlane(plane, half, -half), fromPlane(plane, half, half), fromPlane(plane, -half, half)]
  })
  const ids = buildings.map(({ id }, index) => new TextEncoder().encode(id ?? `b${index}`))
  let idEnd = 0
  const floats = (value: (building: DrawnBuilding) => number): Float32Array<ArrayBuffer> => Float32Array.from(buildings, value)
  return encodeColumns(
    { kind: 'buildings', schema: 1, count: buildings.length, wards: [], source: 'test', licence: 'test', synthetic: true },
    {
      lonDeg: Float64Array.from(buildings, ({ place }) => place.lonDeg),
      latDeg: Float64Array.from(buildings, ({ place }) => place.latDeg),
      heightM: floats(({ heightM = 6 }) => heightM),
      groundM: floats(({ groundM = 2 }) => groundM),
      floodM: floats(({ floodM = NaN }) => floodM),
      levels: new Uint8Array(buildings.length).fill(2),
      use: Uint8Array.from(buildings, ({ use = 'residential' }) => buildingUses.indexOf(use)),
      people: floats(({ people = NaN }) => people),
      ward: new Uint16Array(buildings.length).fill(65_535),
      ringStart: Uint32Array.from({ length: buildings.length + 1 }, (_, row) => row * 4),
      ringLonDeg: Float64Array.from(rings, ({ lonDeg }) => lonDeg),
      ringLatDeg: Float64Array.from(rings, ({ latDeg }) => latDeg),
      idStart: Uint32Array.from([0, ...ids.map((id) => (idEnd += id.length))]),
      idUtf8: Uint8Array.from(ids.flatMap((id) => [...id])),
    },
  )
}

/** The same, read. */
export function buildingTable(buildings: readonly DrawnBuilding[]): BuildingTable {
  return buildingTableOf(decodeColumns(buildingsFile(buildings)))
}
