import { z } from 'zod'
import { buildingUses, facilityKinds } from './cityParts'
import { geoCircle, geoPoint, geoRing } from './geo'
import { timeMs } from './ids'
import { bilingual } from './room'
import { safeText } from './text'

/**
 * Questions about the city and their answers. An answer carries what it was made from, by which model, when and for whom, so that it can
 * be judged, repeated and printed. Water levels are metres above the city's height datum.
 */

/** An area: the union of its polygons (each without holes) and circles, as an alert gives it or a hand draws it. */
export const areaShape = z.strictObject({ polygons: z.array(geoRing).max(200), circles: z.array(geoCircle).max(200) })
export type AreaShape = z.infer<typeof areaShape>

/** Pasquill's classes, from A (very unstable) to F (stable). */
export const stabilityClasses = ['A', 'B', 'C', 'D', 'E', 'F'] as const
export type StabilityClass = (typeof stabilityClasses)[number]

const roadState = {
  /** Roads that water of this level makes impassable are avoided; null takes them as dry. */
  floodLevelM: z.number().finite().nullable(),
  /** Each closes the road nearest to it, both ways. */
  closures: z.array(geoPoint).max(500),
}
const named = z.strictObject({ id: safeText(120), name: bilingual, place: geoPoint })

const questionTable = {
  inside: z.strictObject({ kind: z.literal('inside'), area: areaShape }),
  flood: z.strictObject({
    kind: z.literal('flood'),
    levelM: z.number().finite().min(-50).max(200),
    /** The gauge level that was turned into the water level; null when the water level itself was given. */
    gaugeLevelM: z.number().finite().nullable(),
  }),
  route: z.strictObject({ kind: z.literal('route'), from: geoPoint, to: geoPoint, ...roadState }),
  nearest: z.strictObject({
    kind: z.literal('nearest'),
    place: geoPoint,
    among: z.array(named).min(1).max(2_000),
    most: z.int().min(1).max(50),
    ...roadState,
  }),
  reach: z.strictObject({ kind: z.literal('reach'), from: geoPoint, minutes: z.number().positive().max(120), ...roadState }),
  sight: z.strictObject({ kind: z.literal('sight'), place: geoPoint, heightM: z.number().min(0).max(300) }),
  coverage: z.strictObject({ kind: z.literal('coverage'), area: areaShape }),
  plume: z.strictObject({
    kind: z.literal('plume'),
    place: geoPoint,
    rateGPerS: z.number().positive().max(1e6),
    releaseHeightM: z.number().min(0).max(300),
    windFromDeg: z.number().min(0).max(360),
    windMps: z.number().min(0.5).max(60),
    stability: z.enum(stabilityClasses),
    /** Concentrations at breathing height that are drawn, in mg/m3. */
    thresholdsMgPerM3: z.array(z.number().positive()).min(1).max(5),
  }),
  measure: z.strictObject({ kind: z.literal('measure'), places: z.array(geoPoint).min(1).max(500), closed: z.boolean() }),
} as const

export const cityQuestion = z.discriminatedUnion('kind', [
  questionTable.inside,
  questionTable.flood,
  questionTable.route,
  questionTable.nearest,
  questionTable.reach,
  questionTable.sight,
  questionTable.coverage,
  questionTable.plume,
  questionTable.measure,
])
export type CityQuestion = z.infer<typeof cityQuestion>
export type QuestionKind = CityQuestion['kind']
export type QuestionOf<K extends QuestionKind> = Extract<CityQuestion, { kind: K }>

const count = z.int().nonnegative()
const metres = z.number().nonnegative()
const depth = z.number().nonnegative().nullable()

/** A building of a list; what is not known is null. */
export const buildingRow = z.strictObject({
  id: z.string().max(200),
  place: geoPoint,
  use: z.enum(buildingUses),
  levels: count,
  people: z.number().nonnegative().nullable(),
  depthM: depth,
})
export type BuildingRow = z.infer<typeof buildingRow>

export const facilityRow = z.strictObject({
  id: z.string().max(60),
  name: bilingual,
  kind: z.enum(facilityKinds),
  place: geoPoint,
  capacity: count.nullable(),
  depthM: depth,
  synthetic: z.boolean(),
})
export type FacilityRow = z.infer<typeof facilityRow>

export const cameraRow = z.strictObject({ id: z.string().max(60), name: bilingual, place: geoPoint, depthM: depth })
export type CameraRow = z.infer<typeof cameraRow>

/** A road, all its pieces together; `place` is on the deepest or first of them. */
export const roadRow = z.strictObject({
  name: z.string().max(200).nullable(),
  ref: z.string().max(40).nullable(),
  lengthM: metres,
  depthM: depth,
  place: geoPoint,
})
export type RoadRow = z.infer<typeof roadRow>

/** What is in an area or under water; counts are of all, lists of the first ones. `peopleUnknown` counts buildings without an estimate. */
const hitCounts = z.strictObject({
  areaM2: metres,
  buildings: count,
  people: metres,
  peopleUnknown: count,
  roadM: metres,
  facilities: count,
  cameras: count,
})
export type HitCounts = z.infer<typeof hitCounts>
const hitLists = {
  buildings: z.array(buildingRow).max(500),
  facilities: z.array(facilityRow).max(500),
  cameras: z.array(cameraRow).max(500),
  roads: z.array(roadRow).max(500),
}

const leg = z.strictObject({ name: z.string().max(200).nullable(), ref: z.string().max(40).nullable(), lengthM: metres, seconds: metres })
export type Leg = z.infer<typeof leg>
const way = z.strictObject({ seconds: metres, lengthM: metres, legs: z.array(leg).max(2_000) })

/** Why a camera does not show a place. */
export const sightVerdicts = ['sees', 'can-turn', 'behind-building', 'behind-ground', 'outside-field', 'too-far', 'ground-unknown'] as const
const sightRow = z.strictObject({
  id: z.string().max(60),
  name: bilingual,
  place: geoPoint,
  distanceM: metres,
  /** From the camera to the place, clockwise from north. */
  bearingDeg: z.number().min(0).max(360),
  offAxisDeg: z.number().min(0).max(180),
  verdict: z.enum(sightVerdicts),
  /** The building in between. */
  buildingId: z.string().max(200).nullable(),
})
export type SightRow = z.infer<typeof sightRow>

const resultTable = {
  inside: z.strictObject({
    kind: z.literal('inside'),
    counts: hitCounts,
    byUse: z.array(z.strictObject({ use: z.enum(buildingUses), buildings: count, people: metres })).max(buildingUses.length),
    ...hitLists,
  }),
  flood: z.strictObject({
    kind: z.literal('flood'),
    /** Water that comes from the river, and everything that lies below the level; where they differ, something keeps the water out. */
    connected: hitCounts,
    bathtub: hitCounts,
    deepestM: metres,
    /** Roads are counted where the water is at least this deep: a car does not pass. */
    impassableDepthM: metres,
    ...hitLists,
  }),
  route: z.strictObject({
    kind: z.literal('route'),
    way,
    /** The way if nothing were closed, when it is another. */
    undisturbed: way.nullable(),
    fromOffRoadM: metres,
    toOffRoadM: metres,
  }),
  nearest: z.strictObject({
    kind: z.literal('nearest'),
    units: z
      .array(z.strictObject({ id: safeText(120), name: bilingual, place: geoPoint, seconds: metres, lengthM: metres, offRoadM: metres }))
      .max(50),
    unreachable: count,
    offRoadM: metres,
  }),
  reach: z.strictObject({
    kind: z.literal('reach'),
    roadM: metres,
    /** Ground within 100 m of a reached road, by foot from there within the time. */
    areaM2: metres,
    buildings: count,
    people: metres,
    facilities: z.array(z.strictObject({ row: facilityRow, seconds: metres })).max(500),
    offRoadM: metres,
  }),
  sight: z.strictObject({ kind: z.literal('sight'), cameras: z.array(sightRow).max(500), groundM: z.number().nullable() }),
  coverage: z.strictObject({
    kind: z.literal('coverage'),
    areaM2: metres,
    seenM2: metres,
    roadM: metres,
    roadSeenM: metres,
    cameras: count,
    blindRoads: z.array(roadRow).max(500),
    cellM: metres,
  }),
  plume: z.strictObject({
    kind: z.literal('plume'),
    bands: z
      .array(
        z.strictObject({
          thresholdMgPerM3: metres,
          farthestM: metres,
          areaM2: metres,
          buildings: count,
          people: metres,
          /** The area runs out of the computed square: what is said of it is a lower bound. */
          cutOff: z.boolean(),
        }),
      )
      .max(5),
    highestMgPerM3: metres,
    highestAtM: metres,
    facilities: z.array(facilityRow).max(500),
  }),
  measure: z.strictObject({
    kind: z.literal('measure'),
    lengthM: metres,
    areaM2: metres.nullable(),
    groundM: z.array(z.number().nullable()).max(500),
    /** Last place less first; null where the ground of either is not known. */
    riseM: z.number().nullable(),
  }),
} as const

const cityResult = z.discriminatedUnion('kind', [
  resultTable.inside,
  resultTable.flood,
  resultTable.route,
  resultTable.nearest,
  resultTable.reach,
  resultTable.sight,
  resultTable.coverage,
  resultTable.plume,
  resultTable.measure,
])
export type CityResult = z.infer<typeof cityResult>
export type ResultOf<K extends QuestionKind> = Extract<CityResult, { kind: K }>

/** Files of the city that a question can read. */
export const answerInputs = ['buildings', 'terrain', 'floodField', 'roads', 'facilities', 'cameras'] as const
export type AnswerInput = (typeof answerInputs)[number]

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * How far an answer can be trusted: `surveyed` data, a `screening` model that says where to look first, or `illustrative` because some of
 * its data are made up or far coarser than the question; the screen then says "minh họa".
 */
export const dataClasses = ['surveyed', 'screening', 'illustrative'] as const

export const cityAnswer = z.strictObject({
  id: z.uuid(),
  question: cityQuestion,
  /** The bytes it was made from. */
  inputs: z.array(z.strictObject({ input: z.enum(answerInputs), sha256, synthetic: z.boolean(), source: safeText(500) })).max(10),
  /** SHA-256 over question and inputs: the same hash and model mean the same answer. */
  inputsHash: sha256,
  model: z.strictObject({ name: safeText(80), version: safeText(20) }),
  dataClass: z.enum(dataClasses),
  answeredAtMs: timeMs,
  tookMs: metres,
  operator: safeText(200),
  result: cityResult,
})
export type CityAnswer = z.infer<typeof cityAnswer>

/** Why a question has no answer. */
export const unansweredReasons = ['missing-data', 'damaged-data', 'off-road', 'no-way', 'outside', 'empty-area', 'failed'] as const
export type UnansweredReason = (typeof unansweredReasons)[number]
