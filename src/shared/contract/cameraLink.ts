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
