import { cityModelOf } from '#analysis/cityModel'
import type { CityBytes, CityModel } from '#analysis/cityModel'
import { encodeColumns } from '#analysis/columns'
import { connectivityField } from '#analysis/floodField'
import { placeOfPost } from '#analysis/heightGrid'
import { fromPlane, localPlane } from '#analysis/localPlane'
import type { GeoPoint } from '#shared/contract/geo'
import { buildingsFile } from './buildings'
import type { DrawnBuilding } from './buildings'
import { roadsFile } from './roads'
import type { DrawnRoad } from './roads'

export const townOrigin = { lonDeg: 107.1, latDeg: 16.8 }
const plane = localPlane(townOrigin)

/** The place so many metres east and north of the test town's middle. */
export function townPlace(eastM: number, northM: number): GeoPoint {
  return fromPlane(plane, eastM, northM)
}

/** What a test puts into its town; the ground is 41 x 41 posts over 2 x 2 km, and those of the first column are river bed. */
export type DrawnTown = {
  groundM?: (eastM: number, northM: number) => number
  buildings?: readonly DrawnBuilding[]
  junctions?: readonly GeoPoint[]
  roads?: readonly DrawnRoad[]
  facilities?: readonly { id: string; place: GeoPoint }[]
  cameras?: readonly {
    id: string
    place: GeoPoint
    mountHeightM?: number
    headingDeg?: number
    horizontalFieldOfViewDeg?: number
    rangeM?: number
    steerable?: boolean
  }[]
}

const provenance = { source: 'test', licence: 'test', synthetic: true }
const name = (id: string): { vi: string; en: string } => ({ vi: id, en: id })

/** The files of a test town, as the worker fetches them. Their hashes are made up. */
export function townFiles(town: DrawnTown): CityBytes {
  const [southWest, northEast] = [townPlace(-1000, -1000), townPlace(1000, 1000)]
  const box = {
    westDeg: southWest.lonDeg,
    southDeg: southWest.latDeg,
    eastDeg: northEast.lonDeg,
    northDeg: northEast.latDeg,
    columns: 41,
    rows: 41,
  }
  const heightDm = Int16Array.from({ length: 41 * 41 }, (_, post) => {
    const { lonDeg, latDeg } = placeOfPost({ ...box, heightsM: new Float32Array() }, post)
    const eastM = (lonDeg - townOrigin.lonDeg) * plane.metresPerLonDeg
    const northM = (latDeg - townOrigin.latDeg) * plane.metresPerLatDeg
    return Math.round(10 * (town.groundM ?? (() => 2))(eastM, northM))
  })
  const heightsM = Float32Array.from(heightDm, (dm) => dm / 10)
  const thresholdM = connectivityField(
    { ...box, heightsM },
    Array.from({ length: 41 }, (_, row) => row * 41),
  ) as Float32Array<ArrayBuffer>
  const json = (value: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(value))
  const bytes = {
    terrain: encodeColumns(
      { kind: 'terrain', schema: 1, ...box, noDataDm: -32768, heightDatum: 'test', accuracyM: 0.1, ...provenance },
      { heightDm },
    ),
    floodField: encodeColumns(
      { kind: 'flood-field', schema: 1, columns: 41, rows: 41, model: 'test', gaugeZeroM: 0, terrainSha256: '0'.repeat(64), ...provenance },
      { thresholdM },
    ),
    ...(town.buildings && { buildings: buildingsFile(town.buildings) }),
    ...(town.junctions && { roads: roadsFile(town.junctions, town.roads ?? []) }),
    ...(town.facilities && {
      facilities: json({
        schema: 1,
        facilities: town.facilities.map(({ id, place }) => ({
          id,
          name: name(id),
          kind: 'school',
          place,
          capacity: 50,
          phone: null,
          certainty: 'test',
          ...provenance,
        })),
      }),
    }),
    ...(town.cameras && {
      cameras: json({
        schema: 1,
        cameras: town.cameras.map((camera) => ({
          name: name(camera.id),
          mountHeightM: 6,
          headingDeg: 0,
          pitchDeg: -10,
          horizontalFieldOfViewDeg: 60,
          rangeM: 300,
          steerable: false,
          ...camera,
          ...provenance,
        })),
      }),
    }),
  }
  return Object.fromEntries(Object.entries(bytes).map(([input, file], index) => [input, { bytes: file, sha256: String(index).repeat(64) }]))
}

/** The same, read. */
export function townModel(town: DrawnTown): CityModel {
  return cityModelOf(townFiles(town))
}
