import { z } from 'zod'
import { alertId, timeMs } from './ids'
import { bilingual } from './room'
import { safeText } from './text'
import { maximumThreats, threat, threatLevels, threatPayloads, threatRequests } from './threat'
import { shortestDwellS, tileContent } from './tileContent'
import { ruleId, sceneId, wallId, wallPerson as person } from './wallNames'

export { type WallPerson } from './wallNames'

export { tileContent, type CityAim, type PlainContent, type TileContent } from './tileContent'

/** The wall: displays as they hang, scenes, what is shown and why, and who steers it. Everything here lives in stream `wall`. */

/** Most surfaces of one wall. */
export const maximumSurfaces = 16
/** Arrangements that can be gone back to. */
export const returnStackSize = 20
/** Versions that are kept of a scene. */
export const keptSceneVersions = 10

export const surfaceNumber = z.int().min(1).max(maximumSurfaces)

/** Where one display of the wall hangs and what it is like. Millimetres where somebody has measured, pixels as the system tells them. */
export const wallSurface = z.strictObject({
  surface: surfaceNumber,
  /** False while its display is away: what it shows is kept for its return. */
  present: z.boolean(),
  label: safeText(120),
  boundsPx: z.strictObject({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() }),
  /** The lit part as it hangs, from the wall's upper left corner; null until it was measured. */
  boundsMm: z
    .strictObject({ x: z.number(), y: z.number(), width: z.number().positive().max(20_000), height: z.number().positive().max(20_000) })
    .nullable(),
  /** Which of the room's walls it hangs on; left out where there is one. */
  group: safeText(60).min(1).optional(),
})
export type WallSurface = z.infer<typeof wallSurface>

/** A station's displays as one wall. */
export const wallDrawing = z.strictObject({
  id: wallId,
  name: safeText(120),
  surfaces: z.array(wallSurface).max(maximumSurfaces),
  /** Metres from the wall to the eye that has to read it; null until it was measured. */
  viewingDistanceM: z.number().positive().max(100).nullable(),
})
export type WallDrawing = z.infer<typeof wallDrawing>

const fraction = z.number().min(0).max(1)
/** Part of the rectangle that the named surfaces make together, as fractions of it. */
export const wallArea = z.strictObject({
  surfaces: z.array(surfaceNumber).min(1).max(maximumSurfaces),
  x: fraction,
  y: fraction,
  width: fraction.positive(),
  height: fraction.positive(),
})
export type WallArea = z.infer<typeof wallArea>

export const wallTile = z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,40}$/), area: wallArea, content: tileContent })
export type WallTile = z.infer<typeof wallTile>

/** Everything one wall shows. Surfaces that no tile names keep what they had before the scene was applied. */
export const wallTiles = z.array(wallTile).min(1).max(64)

/** A named arrangement. */
export const scene = z.strictObject({ id: sceneId, name: bilingual, tiles: wallTiles })
export type Scene = z.infer<typeof scene>

/** Why the wall shows what it shows. */
export const showReason = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), by: person }),
  z.strictObject({ kind: z.literal('rule'), ruleId, ruleName: bilingual, alertId: alertId.nullable() }),
  z.strictObject({ kind: z.literal('return'), by: person.nullable() }),
])
export type ShowReason = z.infer<typeof showReason>

/** What a wall shows since when, from which scene, and why. */
export const shown = z.strictObject({
  tiles: wallTiles,
  sceneId: sceneId.nullable(),
  sceneVersion: z.int().positive().nullable(),
  atMs: timeMs,
  reason: showReason,
})
export type Shown = z.infer<typeof shown>

/** Who steers a wall, and until when if nobody renews it. */
export const wallControl = z.strictObject({
  by: person,
  sinceMs: timeMs,
  untilMs: timeMs,
  /** Left out unless it was taken from somebody who had it, who is told so. */
  takenFrom: z.strictObject({ by: person, reason: safeText(300) }).optional(),
})
export type WallControl = z.infer<typeof wallControl>

/** A saved scene with its earlier versions, newest first. */
export const savedScene = z.strictObject({
  scene,
  version: z.int().positive(),
  savedAtMs: timeMs,
  by: person,
  earlier: z.array(z.strictObject({ version: z.int().positive(), scene, savedAtMs: timeMs, by: person })).max(keptSceneVersions),
})
export type SavedScene = z.infer<typeof savedScene>

/** Days of the week by ISO 8601: 1 is Monday. */
const weekday = z.int().min(1).max(7)
const minuteOfDay = z.int().min(0).max(1_439)

/** What a rule waits for, where that is not an alert: times of the city's day, or a threat level that is declared. */
const wallTrigger = z.discriminatedUnion('event', [
  /** From one minute of the day until another, on days of the week; past midnight where it does not end after it begins. */
  z.strictObject({ event: z.literal('schedule'), days: z.array(weekday).min(1).max(7), fromMinute: minuteOfDay, untilMinute: minuteOfDay }),
  /** While the city or any ward is at this level or above it. */
  z.strictObject({ event: z.literal('threat'), levelId: z.string().regex(/^[a-z0-9-]{1,40}$/) }),
])
export type WallTrigger = z.infer<typeof wallTrigger>

/** A rule that puts something on the wall by itself, and takes it away again. */
export const wallRule = z.strictObject({
  id: ruleId,
  name: bilingual,
  enabled: z.boolean(),
  /** Left out for a rule that waits for alerts. With it `when` means nothing. */
  trigger: wallTrigger.optional(),
  /** Alerts of at least this severity; drills only in drills. */
  when: z.strictObject({ severityAtLeast: z.enum(['critical', 'high', 'medium', 'low']), categories: z.array(safeText(60)).max(20) }),
  /** A scene, or the city at the alert's place on the first city tile. */
  show: z.discriminatedUnion('what', [
    z.strictObject({ what: z.literal('scene'), sceneId }),
    z.strictObject({ what: z.literal('alert-in-city') }),
  ]),
  /** Higher wins; among equals the one that is shown stays. */
  priority: z.int().min(0).max(100),
  /** The wall is not changed again by rules within this time. */
  holdS: z.number().min(0).max(3_600),
  /** It goes back by itself after this time, or when its alert is over; null: only when its alert is over. */
  dwellS: z.number().min(shortestDwellS).max(86_400).nullable(),
  /** Hours of the city's day, from and until, in which it keeps still; null for never. */
  quiet: z.strictObject({ fromHour: z.int().min(0).max(23), untilHour: z.int().min(0).max(23) }).nullable(),
})
export type WallRule = z.infer<typeof wallRule>

/** One wall: how it hangs, what it shows, what it can go back to, who steers it. */
export const wallState = z.strictObject({
  drawing: wallDrawing,
  shown: shown.nullable(),
  /** Newest first. */
  returnStack: z.array(shown).max(returnStackSize),
  control: wallControl.nullable(),
  /** When each rule last put something on this wall; left out before the first. */
  cued: z
    .array(z.strictObject({ ruleId, atMs: timeMs }))
    .max(200)
    .optional(),
})
export type WallState = z.infer<typeof wallState>

/** The fold of stream `wall`. */
export const wallsState = z.strictObject({
  walls: z.array(wallState).max(50),
  scenes: z.array(savedScene).max(200),
  rules: z.array(wallRule).max(100),
  /** Scopes above the calmest level; left out before the first. */
  threats: z.array(threat).max(maximumThreats).optional(),
  /** Left out until somebody changed the levels that are shipped. */
  threatLevels: threatLevels.optional(),
})
export type WallsState = z.infer<typeof wallsState>

/** What the facts of stream `wall` carry. */
export const wallPayloads = {
  'wall.drawn': z.strictObject({ drawing: wallDrawing }),
  'wall.shown': z.strictObject({ wallId, shown }),
  'wall.returned': z.strictObject({ wallId, reason: showReason, atMs: timeMs }),
  'wall.controlled': z.strictObject({ wallId, control: wallControl.nullable() }),
  'scene.saved': z.strictObject({ scene, version: z.int().positive(), savedAtMs: timeMs, by: person }),
  'scene.removed': z.strictObject({ id: sceneId }),
  'wall-rules.saved': z.strictObject({ rules: z.array(wallRule).max(100) }),
  ...threatPayloads,
} as const
export type WallFactType = keyof typeof wallPayloads
export type WallFact = { [T in WallFactType]: { type: T; payload: z.infer<(typeof wallPayloads)[T]> } }[WallFactType]

/** Shortest and longest time a wall is taken for; who keeps it renews. */
export const controlS = { shortest: 60, longest: 12 * 3_600 } as const

/** What a person may ask about walls and scenes. `id` is the wall's, the scene's, or that of the set of rules. */
export const wallRequests = {
  'wall.draw': z.strictObject({ id: wallId, drawing: wallDrawing }),
  'wall.show': z.strictObject({ id: wallId, tiles: wallTiles, sceneId: sceneId.nullable(), sceneVersion: z.int().positive().nullable() }),
  'wall.return': z.strictObject({ id: wallId }),
  /** `override` takes it from somebody who has it, for a reason that they and the log are told. */
  'wall.take': z.strictObject({
    id: wallId,
    forS: z.int().min(controlS.shortest).max(controlS.longest),
    override: z.boolean(),
    reason: safeText(300).optional(),
  }),
  'wall.release': z.strictObject({ id: wallId }),
  /** `expectedVersion` is the version the person changed; 0 for a new scene. */
  'scene.save': z.strictObject({ id: sceneId, scene, expectedVersion: z.int().nonnegative() }),
  'scene.remove': z.strictObject({ id: sceneId, expectedVersion: z.int().positive() }),
  'wall-rules.save': z.strictObject({ id: z.literal('wall-rules'), rules: z.array(wallRule).max(100) }),
  ...threatRequests,
} as const
export type WallRequestType = keyof typeof wallRequests
export type WallRequest = { [T in WallRequestType]: { type: T; input: z.infer<(typeof wallRequests)[T]> } }[WallRequestType]
