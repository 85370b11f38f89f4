import { z } from 'zod'
import { roadClasses } from './cityParts'
import { bilingual } from './room'
import { safeText } from './text'

/** The two GeoJSON files (RFC 7946, WGS 84) that a city folder names under `files.basemap` and `files.wards`. */

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
const line = z.strictObject({ type: z.literal('LineString'), coordinates: z.array(position).min(2).max(20_000) })
const point = z.strictObject({ type: z.literal('Point'), coordinates: position })
const polygon = z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(z.array(position).min(4).max(20_000)).min(1).max(50) })

/** Every feature says where it is from, how sure that is, and whether it was drawn rather than surveyed. */
const provenance = {
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  name: bilingual.nullable(),
  source: safeText(500),
  certainty: safeText(300),
  illustrative: z.boolean(),
}

const feature = <G extends z.ZodType, P extends z.ZodType>(geometry: G, properties: P) =>
  z.strictObject({ type: z.literal('Feature'), properties, geometry })

/** `lake` is standing water, or a river within its banks. */
const waterFeature = feature(polygon, z.strictObject({ kind: z.enum(['sea', 'lake']), ...provenance }))
const landFeature = feature(polygon, z.strictObject({ kind: z.enum(['green', 'built-up']), ...provenance }))
const railFeature = feature(line, z.strictObject({ kind: z.literal('rail'), ...provenance }))
/** `widthM` is the width it is drawn with, bank to bank. */
const riverFeature = feature(line, z.strictObject({ kind: z.literal('river'), ...provenance, widthM: z.number().positive().max(5_000) }))
const roadFeature = feature(
  line,
  z.strictObject({ kind: z.literal('road'), ...provenance, class: z.enum(['bypass', ...roadClasses]), ref: safeText(40).nullable() }),
)
const landmarkFeature = feature(
  point,
  z.strictObject({ kind: z.enum(['landmark', 'bridge', 'place']), ...provenance, rank: z.int().min(1).max(9) }),
)

export const baseMapFeature = z.union([waterFeature, landFeature, railFeature, riverFeature, roadFeature, landmarkFeature])
export type BaseMapFeature = z.infer<typeof baseMapFeature>
export const baseMapFile = z.strictObject({ type: z.literal('FeatureCollection'), features: z.array(baseMapFeature).max(50_000) })
export type BaseMapFile = z.infer<typeof baseMapFile>

/** An administrative unit as it stands from `validFrom` on: codes were re-used, so a code means nothing without its date. */
export const wardFeature = feature(
  polygon,
  z.strictObject({
    code: z.string().regex(/^\d{5}$/),
    validFrom: z.iso.date(),
    validTo: z.iso.date().nullable(),
    name: bilingual,
    areaKm2: z.number().positive(),
    /** Where its name is written. */
    labelAt: position,
    source: safeText(500),
    licence: safeText(500),
    simplifiedToM: z.number().positive(),
  }),
)
export type WardFeature = z.infer<typeof wardFeature>
export const wardsFile = z.strictObject({ type: z.literal('FeatureCollection'), features: z.array(wardFeature).max(2_000) })
export type WardsFile = z.infer<typeof wardsFile>
