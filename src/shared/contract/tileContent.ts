import { z } from 'zod'
import { attachmentReference } from './attachment'
import { viewpoint } from './city'
import { cityDomains } from './cityDomainNames'
import { cityCamera } from './cityParts'
import { alertId, gaugeId } from './ids'
import { bilingual } from './room'
import { shownAnswer } from './shownAnswer'
import { safeText } from './text'
import { webAddress } from './webPage'

/** What a tile of the wall can show. */

/** Shortest time an element of a sequence stays on the wall: people must be able to read it. */
export const shortestDwellS = 3
/** Most cameras of one group: more cannot be told apart on one tile. */
export const maximumGroupCameras = 16

/** What the city view of a tile looks at: a viewpoint of the city, or the alert it was sent for. */
export const cityAim = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('viewpoint'), viewpointId: viewpoint.shape.id }),
  z.strictObject({ at: z.literal('alert'), alertId }),
])
export type CityAim = z.infer<typeof cityAim>

const cameraId = cityCamera.shape.id

/** Contents that can stand alone and in a sequence. */
const plainContents = [
  /** With `answer` it also draws the answer to a question about the city. */
  z.strictObject({ kind: z.literal('city'), aim: cityAim, withClock: z.boolean(), answer: shownAnswer.optional() }),
  z.strictObject({ kind: z.literal('alerts') }),
  /** Open alerts that are critical or assigned: with whom each is, since when. */
  z.strictObject({ kind: z.literal('handling') }),
  /** The gauge whose level is the most serious with null. */
  z.strictObject({ kind: z.literal('gauge'), gaugeId: gaugeId.nullable() }),
  /** `alert-rate`: alerts raised in each ten minutes of the last three hours. */
  z.strictObject({ kind: z.literal('indicator'), indicator: z.enum(['alert-rate']) }),
  z.strictObject({ kind: z.literal('domain'), domain: z.enum(cityDomains) }),
  /** A camera of the city's `cameras.json`. */
  z.strictObject({ kind: z.literal('camera'), cameraId }),
  z.strictObject({ kind: z.literal('camera-group'), cameraIds: z.array(cameraId).min(1).max(maximumGroupCameras) }),
  /** A picture, a PDF whose pages are turned, or a clip without sound that begins again; by the hash of its bytes. */
  z.strictObject({
    kind: z.literal('document'),
    document: attachmentReference,
    pageDwellS: z.number().min(shortestDwellS).max(3_600),
    /** Somebody has said that everybody in the room may see it: no personal data. What is not is marked on the wall. */
    wallSafe: z.boolean(),
  }),
  /** Shown by stations that have its host on their list. */
  z.strictObject({ kind: z.literal('web'), url: webAddress, name: safeText(120).min(1), wallSafe: z.boolean() }),
  z.strictObject({ kind: z.literal('clock') }),
  z.strictObject({ kind: z.literal('text'), title: bilingual, body: bilingual }),
] as const
export const plainContent = z.discriminatedUnion('kind', plainContents)
export type PlainContent = z.infer<typeof plainContent>

export const tileContent = z.discriminatedUnion('kind', [
  ...plainContents,
  /** One city view across all surfaces of the tile's area, bezels left out of the picture. */
  z.strictObject({ kind: z.literal('panorama'), aim: cityAim, answer: shownAnswer.optional() }),
  z.strictObject({
    kind: z.literal('sequence'),
    items: z
      .array(z.strictObject({ content: plainContent, dwellS: z.number().min(shortestDwellS).max(3_600) }))
      .min(2)
      .max(20),
  }),
])
export type TileContent = z.infer<typeof tileContent>
