import { z } from 'zod'
import { geoPoint } from './geo'
import { timeMs } from './ids'

/** Between the windows of one workstation, by a BroadcastChannel of the application's own origin: views that look where another one looks. */

export const cameraLinkChannel = 'city-camera'

export const linkedPose = z.strictObject({
  target: geoPoint,
  rangeM: z.number().positive().max(1_000_000),
  headingDeg: z.number().min(-360).max(360),
  pitchDeg: z.number().min(-90).max(0),
})
export type LinkedPose = z.infer<typeof linkedPose>

export const cameraLinkMessage = z.discriminatedUnion('kind', [
  /** Where the window that leads looks now. */
  z.strictObject({ kind: z.literal('pose'), pose: linkedPose }),
  /** The moment that the window that leads looks back at; null for now. */
  z.strictObject({ kind: z.literal('time'), shownAtMs: timeMs.nullable() }),
  /** It leads no more: everybody looks where they looked. */
  z.strictObject({ kind: z.literal('end') }),
  /** A window that has just opened asks whether anybody leads. */
  z.strictObject({ kind: z.literal('ask') }),
])
export type CameraLinkMessage = z.infer<typeof cameraLinkMessage>

/** Between the windows of one panorama: they take each picture of a moving camera together, so that none runs ahead of the others. */
export const panoramaChannel = 'city-panorama'

// Bounds as in the contract of the wall, which a page does not carry for this.
const panoramaTurn = { tileId: z.string().regex(/^[a-z0-9-]{1,40}$/), turn: z.int().positive() }
export const panoramaMessage = z.discriminatedUnion('kind', [
  /** What all of them draw next. */
  z.strictObject({ kind: z.literal('pose'), ...panoramaTurn, pose: linkedPose }),
  /** One of them has drawn it and could draw the next. */
  z.strictObject({ kind: z.literal('drawn'), ...panoramaTurn, surface: z.int().min(1).max(16) }),
])
export type PanoramaMessage = z.infer<typeof panoramaMessage>
