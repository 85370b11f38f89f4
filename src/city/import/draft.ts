import type { BuildingUse, facilityKinds, roadClasses } from '#shared/contract/cityParts'
import type { Crs } from '#city/read/crs'
import type { Area } from '#city/read/vietnamZones'
import type { ProblemCode } from './problemTable'

/**
 * What a reader makes of a source, before it is checked. Places are WGS 84 degrees: a reader transforms what is written otherwise. A number that the source does not have, or that is none, is NaN: the checks say so with its place.
 */

/** Longitude and latitude in turn, flat; closed or not, in either winding: the checks put that right. */
export type DraftRing = readonly number[]

/** The outer ring, then its holes. */
export type DraftPolygon = readonly DraftRing[]

/** Where a thing stands in its source, counted from 0 (for lines of text too), and what the source calls it. */
type FromSource = { index: number; id: string | null }

export type DraftBuilding = FromSource & {
  name: string | null
  /** More than one for a MultiPolygon: it becomes that many buildings, `id`, `id#2`, `id#3`. */
  polygons: readonly DraftPolygon[]
  /** As the source writes it ("12 m", "3 tầng"); null when it has none. */
  height: number | string | null
  levels: number | string | null
  /** One of `buildingUses`, or the source's own word, which is looked up. */
  use: BuildingUse | (string & {}) | null
  /** Ground level in metres above the height datum; null when only the terrain knows. */
  groundM: number | null
  people: number | null
  /** Code of its administrative unit; null when only the boundaries know. */
  ward: string | null
  /** Surfaces of a model that has more than walls and a flat roof; without it the polygon is raised by the height. */
  solid?: DraftSolid
}

/** Triangles; corners are longitude, latitude, metres above the height datum, flat. Front sides are counter-clockwise from outside. */
export type DraftSolid = { corners: Float64Array; triangles: Uint32Array }

export type DraftRoad = FromSource & {
  name: string | null
  ref: string | null
  class: (typeof roadClasses)[number]
  /** 1 along the line only, -1 against it only, 0 both ways. */
  oneWay: -1 | 0 | 1
  speedKmh: number | null
  bridge: boolean
  /** Lines that share a place to 1e-7 degrees are connected there. */
  line: readonly number[]
}

export type DraftWater = FromSource & {
  name: string | null
  kind: 'sea' | 'river' | 'lake'
  /** A river is a line; sea and lake are polygons, as is a river whose banks are known. */
  line: readonly number[] | null
  polygons: readonly DraftPolygon[]
  widthM: number | null
}

/** What the ground carries, for the base map only. */
export type DraftGround = FromSource & {
  name: string | null
  /** A railway is a line; parks and woods (`green`) and built-up land are areas. */
  kind: 'rail' | 'green' | 'built-up'
  line: readonly number[] | null
  polygons: readonly DraftPolygon[]
}

export type DraftFacility = FromSource & {
  nameVi: string
  nameEn: string
  kind: (typeof facilityKinds)[number]
  lonDeg: number
  latDeg: number
  capacity: number | null
  phone: string | null
  certainty: string
}

export type DraftBoundary = FromSource & {
  code: string
  /** ISO date; null is refused: codes were used again. */
  validFrom: string | null
  validTo: string | null
  nameVi: string
  nameEn: string
  polygons: readonly DraftPolygon[]
}

/**
 * Something wrong with a source. How grave it is and its sentences are in `problemTable.ts`, by code; `detail` fills the sentences'
 * placeholders. `lonDeg` and `latDeg` are NaN where there is no place.
 */
export type ImportProblem = {
  code: ProblemCode
  /** Position in the source, from 0; null for the file as a whole. */
  index: number | null
  id: string | null
  lonDeg: number
  latDeg: number
  detail: Readonly<Record<string, string | number>>
  /** The shape that is wrong, for the GeoJSON of bad features. */
  rings?: readonly DraftRing[]
}

export type DraftItem =
  | { kind: 'building'; building: DraftBuilding }
  | { kind: 'road'; road: DraftRoad }
  | { kind: 'water'; water: DraftWater }
  | { kind: 'ground'; ground: DraftGround }
  | { kind: 'facility'; facility: DraftFacility }
  | { kind: 'boundary'; boundary: DraftBoundary }
  /** The source says of itself that it was made up. */
  | { kind: 'synthetic' }
  | { kind: 'problem'; problem: ImportProblem }

/** A source file, unpacked when it was packed with gzip. */
export type SourceFile = {
  path: string
  /** Its first bytes, up to 64 KiB. */
  head: Uint8Array
  /** From its start; may be asked for again. Throws `SourceRefused` beyond the limit. */
  bytes: () => AsyncIterable<Uint8Array>
}

export type ReadLimits = { fileBytes: number; features: number; featureBytes: number; nesting: number }

export type ReadOptions = {
  /** What the person declared; left out when the source's own word is to be taken, WGS 84 where it has none. */
  crs?: Crs
  /** Where the city is, when its boundaries are known: for `createPlaceCheck`. */
  bounds?: Area
  /** Property that holds the height, when it is not one of the usual names. */
  heightField?: string
  limits: ReadLimits
  signal?: AbortSignal
}

/** Reads one kind of source. It holds no more than a few features at a time; what it holds beyond that it says in its own comment. */
export type SourceReader = {
  name: string
  /** By content: the first bytes, unpacked. */
  recognises: (head: Uint8Array) => boolean
  read: (file: SourceFile, options: ReadOptions) => AsyncIterable<DraftItem>
}
