import { z } from 'zod'
import { viewpoint } from './city'
import { timeMs } from './ids'
import { safeText } from './text'

/** Places to look at the city from that people have saved: shared by every station, beside those that the city brings. */

export const viewpointId = z.string().regex(/^[a-z0-9-]{1,60}$/)

/** `name` is what the person called it, in the language they wrote it in. */
export const savedViewpoint = viewpoint.omit({ name: true, id: true }).extend({ id: viewpointId, name: safeText(80).min(1) })
export type SavedViewpoint = z.infer<typeof savedViewpoint>

/** Most that are kept; who wants another one removes one first. */
export const maximumViewpoints = 200

export const savedViewpointState = z.strictObject({
  viewpoint: savedViewpoint,
  version: z.int().positive(),
  savedAtMs: timeMs,
  by: safeText(200),
})
export type SavedViewpointState = z.infer<typeof savedViewpointState>

export const viewpointPayloads = {
  'viewpoint.saved': z.strictObject({ viewpoint: savedViewpoint, version: z.int().positive() }),
  'viewpoint.removed': z.strictObject({ id: viewpointId }),
} as const

/** What a person may ask about them. `expectedVersion` is the version the person saw; 0 for a new one. */
export const viewpointRequests = {
  'viewpoint.save': z.strictObject({ id: viewpointId, viewpoint: savedViewpoint, expectedVersion: z.int().nonnegative() }),
  'viewpoint.remove': z.strictObject({ id: viewpointId, expectedVersion: z.int().positive() }),
} as const
export type ViewpointRequestType = keyof typeof viewpointRequests
export type ViewpointRequest = {
  [T in ViewpointRequestType]: { type: T; input: z.infer<(typeof viewpointRequests)[T]> }
}[ViewpointRequestType]
