import { z } from 'zod'
import { safeText } from './text'

/** Web pages on the wall: which are allowed, and how a wall window and main speak about those it shows. */

/** An address that may stand in a tile: http or https, a host with an optional port, no name or password in it. */
export const webAddress = z
  .string()
  .max(2_000)
  .regex(/^https?:\/\/[a-z0-9.-]{1,253}(:\d{1,5})?([/?#]\S*)?$/i)

const host = z.string().regex(/^[a-z0-9.-]{1,253}(:\d{1,5})?$/i)

const alsoFrom = z.array(host).max(20)

/** A page that this station may show. Everything on its own host is part of it; what else it may load from is named. */
export const webPage = z.strictObject({
  name: safeText(120).min(1),
  url: webAddress,
  alsoFrom,
  /** Somebody has looked: everybody in the room may see what it shows. */
  wallSafe: z.boolean(),
})
export type WebPage = z.infer<typeof webPage>
const writtenPage = webPage.extend({ alsoFrom: alsoFrom.default([]), wallSafe: z.boolean().default(false) })
/** `web-pages.json` in the data folder. */
export const webPagesFile = z.strictObject({ pages: z.array(writtenPage).max(50) })

/** Id of a page on the screen, made by the tile that shows it. */
const webTileId = z.uuid()

export const webCalls = {
  /** The pages that may be shown here. */
  'web.pages': { input: z.null(), output: z.array(webPage).max(50) },
  /** Shows a page in a rectangle of this window, or moves it there; CSS pixels. What becomes of it comes as `web.state`. */
  'web.show': {
    input: z.strictObject({
      id: webTileId,
      url: webAddress,
      bounds: z.strictObject({ x: z.int(), y: z.int(), width: z.int().min(1).max(65_536), height: z.int().min(1).max(65_536) }),
      visible: z.boolean(),
      /** Larger than at a desk, for people who stand far away. */
      zoom: z.number().min(0.25).max(5),
    }),
    output: z.null(),
  },
  'web.hide': { input: webTileId, output: z.null() },
} as const

/** What has become of a page in a tile. `reason` is technical, for `failed`; `blocked` pages are on no list here. */
export const webState = z.strictObject({
  id: webTileId,
  state: z.enum(['loading', 'shown', 'failed', 'blocked']),
  reason: safeText(300),
})
export type WebState = z.infer<typeof webState>
