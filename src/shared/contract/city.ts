import { z } from 'zod'
import { geoPoint } from './geo'
import { gaugeId } from './ids'
import { bilingual } from './room'
import { safeText } from './text'

/** Where a camera stands and looks. */
export const viewpoint = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: bilingual,
  target: geoPoint,
  /** Distance of the camera from the target. */
  rangeM: z.number().min(50).max(300_000),
  headingDeg: z.number().min(-360).max(360),
  /** Negative looks down. */
  pitchDeg: z.number().min(-90).max(-5),
})
export type Viewpoint = z.infer<typeof viewpoint>

const relativePath = z.string().regex(/^(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}$/)

const inventoryEntry = z.strictObject({
  path: relativePath,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().nonnegative(),
  licence: safeText(300),
  /** True when it was made up to look plausible. */
  synthetic: z.boolean(),
})

/** `city.json`: what makes a folder a city. */
export const cityManifest = z.strictObject({
  schema: z.literal(1),
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: bilingual,
  centreName: bilingual,
  timeZone: z.string().min(1).max(60),
  bounds: z.strictObject({ westDeg: z.number(), southDeg: z.number(), eastDeg: z.number(), northDeg: z.number() }),
  viewpoints: z.array(viewpoint).min(1).max(50),
  /** True while geometry is drawn rather than surveyed; the screen then says so. */
  illustrative: z.boolean(),
  attribution: z.array(safeText(300)).min(1).max(20),
  maximumZoomOutM: z.number().positive().max(300_000),
  files: z.strictObject({
    basemap: relativePath,
    wards: relativePath,
    gauges: relativePath,
    /** What the room has thought through about kinds of alerts: `alertType.ts`. */
    alertTypes: relativePath.optional(),
    /** 3D Tiles 1.1 of the buildings, and the same buildings as a table; the rest as in `cityParts.ts`. */
    buildingTiles: relativePath.optional(),
    buildings: relativePath.optional(),
    terrain: relativePath.optional(),
    floodField: relativePath.optional(),
    roads: relativePath.optional(),
    facilities: relativePath.optional(),
    cameras: relativePath.optional(),
  }),
  /** What the importer made, with the SHA-256 of each file: `npm run city -- verify` compares. */
  inventory: z.array(inventoryEntry).max(20_000).optional(),
})
export type CityManifest = z.infer<typeof cityManifest>

// Short, because alert headlines and events are made of them.
const shortName = z.strictObject({ vi: safeText(80), en: safeText(80) })

/** A river gauge with its legal warning levels in metres, lowest first. */
export const gauge = z.strictObject({
  id: gaugeId,
  name: shortName,
  river: shortName,
  place: geoPoint,
  /** How well the place is known, in words for the screen. */
  placeCertainty: bilingual,
  levelsM: z.array(z.number().finite()).min(1).max(5),
  legalBasis: safeText(300),
  /** Peaks that new ones are compared with, newest first; a year alone where the day is not known. */
  peaks: z
    .array(
      z.strictObject({ date: z.union([z.iso.date(), z.string().regex(/^\d{4}$/)]), levelM: z.number().finite(), source: safeText(300) }),
    )
    .max(50),
  /** A level older than this is no longer called current. */
  freshnessLimitMs: z.number().positive(),
})
export type Gauge = z.infer<typeof gauge>
export const gaugesFile = z.strictObject({ schema: z.literal(1), gauges: z.array(gauge).max(500) })
