import type { CleanRing } from './ringCheck'
import type { DraftSolid } from './draft'

/** Checked buildings in memory, one row each in the order of the source; lengths are exact. */
export type BuildingRows = {
  count: number
  ids: readonly string[]
  /** Empty where there is none. */
  names: readonly string[]
  sourceIndex: Uint32Array
  lonDeg: Float64Array
  latDeg: Float64Array
  heightM: Float32Array
  /** Index into `heightBases`. */
  heightBasis: Uint8Array
  /** NaN until it is known. */
  groundM: Float32Array
  people: Float32Array
  levels: Uint8Array
  use: Uint8Array
  /** Codes as the source gives them; empty where there is none. */
  wardCodes: readonly string[]
  areaM2: Float32Array
  /** Of the box around it, on the ground. */
  diagonalM: Float32Array
  /** Rows + 1, into `ringStart`; rings + 1, into `places`, counted in pairs. The first ring of a row is the outer one. */
  polygonStart: Uint32Array
  ringStart: Uint32Array
  places: Float64Array
  solids: ReadonlyMap<number, DraftSolid>
}

export type BuildingRow = {
  id: string
  name: string
  sourceIndex: number
  heightM: number
  /** Index into `heightBases`; the source's own without it. */
  heightBasis?: number
  groundM: number
  people: number
  levels: number
  use: number
  wardCode: string
  areaM2: number
  rings: readonly CleanRing[]
  solid: DraftSolid | undefined
}

/** Collects rows in typed columns that grow, since an object a building would take several times the memory. */
export function collectBuildings(): { add: (row: BuildingRow) => void; count: () => number; finish: () => BuildingRows } {
  const ids: string[] = []
  const names: string[] = []
  const wardCodes: string[] = []
  const solids = new Map<number, DraftSolid>()
  const sourceIndex = growing(Uint32Array)
  const lonDeg = growing(Float64Array)
  const latDeg = growing(Float64Array)
  const heightM = growing(Float32Array)
  const heightBasis = growing(Uint8Array)
  const groundM = growing(Float32Array)
  const people = growing(Float32Array)
  const levels = growing(Uint8Array)
  const use = growing(Uint8Array)
  const areaM2 = growing(Float32Array)
  const diagonalM = growing(Float32Array)
  const polygonStart = growing(Uint32Array)
  const ringStart = growing(Uint32Array)
  const places = growing(Float64Array)
  return {
    add: (row) => {
      if (row.solid !== undefined) solids.set(ids.length, row.solid)
      ids.push(row.id)
      names.push(row.name)
      wardCodes.push(row.wardCode)
      sourceIndex.push(row.sourceIndex)
      heightM.push(row.heightM)
      heightBasis.push(row.heightBasis ?? 0)
      groundM.push(row.groundM)
      people.push(row.people)
      levels.push(row.levels)
      use.push(row.use)
      areaM2.push(row.areaM2)
      polygonStart.push(ringStart.length())
      for (const ring of row.rings) {
        ringStart.push(places.length() / 2)
        for (const value of ring) places.push(value)
      }
      const [outer] = row.rings
      if (outer === undefined) throw new Error(`building ${row.id} without an outline`)
      const [lon, lat] = centroidOf(outer)
      lonDeg.push(lon)
      latDeg.push(lat)
      diagonalM.push(diagonalOf(outer))
    },
    count: () => ids.length,
    finish: () => {
      polygonStart.push(ringStart.length())
      ringStart.push(places.length() / 2)
      return {
        count: ids.length,
        ids,
        names,
        wardCodes,
        solids,
        sourceIndex: sourceIndex.taken(),
        lonDeg: lonDeg.taken(),
        latDeg: latDeg.taken(),
        heightM: heightM.taken(),
        heightBasis: heightBasis.taken(),
        groundM: groundM.taken(),
        people: people.taken(),
        levels: levels.taken(),
        use: use.taken(),
        areaM2: areaM2.taken(),
        diagonalM: diagonalM.taken(),
        polygonStart: polygonStart.taken(),
        ringStart: ringStart.taken(),
        places: places.taken(),
      }
    },
  }
}

/** The rings of a row, the outer one first, as views into its places: flat degrees, not closed. */
export function ringsOf(rows: BuildingRows, row: number): Float64Array[] {
  const rings: Float64Array[] = []
  for (let ring = rows.polygonStart[row]!; ring < rows.polygonStart[row + 1]!; ring += 1) {
    rings.push(rows.places.subarray(rows.ringStart[ring]! * 2, rows.ringStart[ring + 1]! * 2))
  }
  return rings
}

/** Centre of the area of a ring, flat degrees. */
export function centroidOf(ring: ArrayLike<number>): [lonDeg: number, latDeg: number] {
  const [lon0, lat0] = [ring[0]!, ring[1]!]
  let [twice, x, y] = [0, 0, 0]
  for (let at = 2; at + 3 < ring.length; at += 2) {
    const [ax, ay, bx, by] = [ring[at]! - lon0, ring[at + 1]! - lat0, ring[at + 2]! - lon0, ring[at + 3]! - lat0]
    const cross = ax * by - bx * ay
    twice += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  return twice === 0 ? [lon0, lat0] : [lon0 + x / (3 * twice), lat0 + y / (3 * twice)]
}

function diagonalOf(ring: ArrayLike<number>): number {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let at = 0; at < ring.length; at += 2) {
    west = Math.min(west, ring[at]!)
    east = Math.max(east, ring[at]!)
    south = Math.min(south, ring[at + 1]!)
    north = Math.max(north, ring[at + 1]!)
  }
  return Math.hypot((east - west) * 111_320 * Math.cos((south * Math.PI) / 180), (north - south) * 110_574)
}

type Growable = Uint8ArrayConstructor | Uint32ArrayConstructor | Float32ArrayConstructor | Float64ArrayConstructor

function growing<T extends Growable>(Type: T): { push: (value: number) => void; length: () => number; taken: () => InstanceType<T> } {
  let values = new Type(1_024)
  let length = 0
  return {
    push: (value) => {
      if (length === values.length) {
        const larger = new Type(Math.ceil(length * 1.6))
        larger.set(values)
        values = larger
      }
      values[length] = value
      length += 1
    },
    length: () => length,
    taken: () => values.slice(0, length) as InstanceType<T>,
  }
}
