import { z } from 'zod'
import { geoPoint } from './geo'
import { bilingual } from './room'
import { safeText } from './text'

/**
 * What the larger files of a city folder say about themselves. Columns files (`src/analysis/columns.ts`) carry one of these as their
 * `meta`; they are kept compressed with gzip.
 */

const provenance = {
  source: safeText(500),
  licence: safeText(300),
  /** True when it was made up to look plausible: the screen then says "Dữ liệu minh họa". */
  synthetic: z.boolean(),
}

/**
 * `terrain.columns.gz`: column `heightDm` (i16), decimetres above the height datum, row by row from the north-west post, posts on the
 * edges of the box. `noDataDm` stands where nothing is known.
 */
export const terrainMeta = z.strictObject({
  kind: z.literal('terrain'),
  schema: z.literal(1),
  westDeg: z.number(),
  southDeg: z.number(),
  eastDeg: z.number(),
  northDeg: z.number(),
  columns: z.int().min(2).max(20_000),
  rows: z.int().min(2).max(20_000),
  noDataDm: z.literal(-32768),
  heightDatum: safeText(120),
  /** How wrong a height may be, in metres, as its source says it. */
  accuracyM: z.number().nonnegative(),
  ...provenance,
})
export type TerrainMeta = z.infer<typeof terrainMeta>

/**
 * `flood.columns.gz`: column `thresholdM` (f32), on the posts of the terrain: the lowest water level in metres above the height datum
 * at which water that comes from the river stands there; NaN where it never does. `src/analysis/floodField.ts` makes it.
 */
export const floodFieldMeta = z.strictObject({
  kind: z.literal('flood-field'),
  schema: z.literal(1),
  columns: z.int().min(2).max(20_000),
  rows: z.int().min(2).max(20_000),
  model: safeText(120),
  /** Gauge zero above the height datum, so that a gauge level can be turned into a water level. */
  gaugeZeroM: z.number().finite(),
  terrainSha256: z.string().regex(/^[0-9a-f]{64}$/),
  ...provenance,
})
export type FloodFieldMeta = z.infer<typeof floodFieldMeta>

export const buildingUses = [
  'unknown',
  'residential',
  'commercial',
  'office',
  'industrial',
  'school',
  'hospital',
  'government',
  'religious',
  'transport',
  'other',
] as const
export type BuildingUse = (typeof buildingUses)[number]

/** Where the height of a building is from: its source, the number of its storeys, or what is usual for its use. */
export const heightBases = ['source', 'levels', 'assumed'] as const
export type HeightBasis = (typeof heightBases)[number]

/**
 * `buildings.columns.gz`: one row a building, in the order of the ids. Columns: `lonDeg`, `latDeg` (f64, centroid), `heightM`,
 * `groundM` (f32), `floodM` (f32, as in the flood field; NaN for never), `levels` (u8), `use` (u8, index into `buildingUses`),
 * `people` (f32, estimate; NaN when not known), `ward` (u16, index into `wards`, 65535 for none), `ringStart` (u32, one more than rows)
 * into `ringLonDeg`, `ringLatDeg` (f64, outer ring without its closing point), `idStart` (u32, one more than rows) into `idUtf8` (u8);
 * and `heightBasis` (u8, index into `heightBases`) where not every height is the source's own.
 */
export const buildingsMeta = z.strictObject({
  kind: z.literal('buildings'),
  schema: z.literal(1),
  count: z.int().nonnegative(),
  wards: z.array(z.strictObject({ code: z.string(), validFrom: z.iso.date() })).max(2_000),
  ...provenance,
})
export type BuildingsMeta = z.infer<typeof buildingsMeta>

export const roadClasses = ['motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'residential', 'service', 'path'] as const

/**
 * `roads.columns.gz`: the road graph in compressed sparse rows. Columns: `lonDeg`, `latDeg` (f64, junctions), `arcStart` (u32, one more
 * than junctions), `arcTarget` (u32), `arcSeconds` (f32, car at free flow), `arcLengthM` (f32), `arcClass` (u8, index into
 * `roadClasses`), `arcBridge` (u8, 1 on a bridge: the water that stands under it does not close it), `arcWay` (u32, index into `ways`),
 * `shapeStart` (u32, one more than arcs) into `shapeLonDeg`, `shapeLatDeg` (f64, both ends included). `component` (u8) is 1 for junctions of the largest strongly connected part: only those are snapped to.
 */
export const roadGraphMeta = z.strictObject({
  kind: z.literal('road-graph'),
  schema: z.literal(1),
  junctions: z.int().nonnegative(),
  arcs: z.int().nonnegative(),
  ways: z.array(z.strictObject({ id: safeText(80), name: safeText(200).nullable(), ref: safeText(40).nullable() })).max(500_000),
  ...provenance,
})
export type RoadGraphMeta = z.infer<typeof roadGraphMeta>

export const facilityKinds = [
  'hospital',
  'clinic',
  'school',
  'shelter',
  'police',
  'fire-station',
  'government',
  'pump-station',
  'substation',
  'market',
  'fuel',
  'other',
] as const

/** `facilities.geojson`: places that matter in an emergency. */
export const facility = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  name: bilingual,
  kind: z.enum(facilityKinds),
  place: geoPoint,
  /** People it can take or serve; null when not known. */
  capacity: z.int().nonnegative().nullable(),
  /** Null unless it is real and public. */
  phone: safeText(40).nullable(),
  certainty: safeText(300),
  ...provenance,
})
export type Facility = z.infer<typeof facility>
export const facilitiesFile = z.strictObject({ schema: z.literal(1), facilities: z.array(facility).max(20_000) })

/** `cameras.json`: where cameras hang and how they look. */
export const cityCamera = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  name: bilingual,
  place: geoPoint,
  /** Above the ground. */
  mountHeightM: z.number().min(0).max(300),
  headingDeg: z.number().min(0).max(360),
  /** Negative looks down. */
  pitchDeg: z.number().min(-90).max(30),
  horizontalFieldOfViewDeg: z.number().min(1).max(360),
  /** How far a person can still be recognised or a vehicle followed. */
  rangeM: z.number().positive().max(5_000),
  steerable: z.boolean(),
  ...provenance,
})
export type CityCamera = z.infer<typeof cityCamera>
export const camerasFile = z.strictObject({ schema: z.literal(1), cameras: z.array(cityCamera).max(20_000) })
