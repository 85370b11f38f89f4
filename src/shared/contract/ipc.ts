import { z } from 'zod'
import { attachmentCalls } from './attachmentIpc'
import { cityManifest } from './city'
import { importFileKind, importTask, importWish } from './cityImportTask'
import { timeMs } from './ids'
import type { Result } from './result'
import { notice } from './stationPort'
import { safeText } from './text'
import { scene, surfaceNumber, wallSurface } from './wall'
import { webCalls, webState } from './webPage'

/** THE contract between a window and the main process: calls up, pushes down. Facts never travel here. */

export const language = z.enum(['vi', 'en'])
export type Language = z.infer<typeof language>

export const windowRole = z.enum(['desk', 'wall', 'trouble'])
export type WindowRole = z.infer<typeof windowRole>

/** Why the application could not start at all. */
export const troubleCode = z.enum(['data-folder-unwritable', 'city-unreadable'])
export const trouble = z.strictObject({ code: troubleCode, what: z.string(), where: z.string() })
export type Trouble = z.infer<typeof trouble>

/** Everything a window needs to know about itself before it draws. */
export const windowDescription = z.strictObject({
  role: windowRole,
  /** 1 for the first wall surface; 0 for the desk. */
  surface: z.int().nonnegative(),
  /** All surfaces of this station's wall, those included whose display is away. */
  surfaces: z.array(wallSurface.omit({ boundsMm: true, group: true })).max(64),
  language,
  city: cityManifest.nullable(),
  /** Path under the application's own origin where the city's files are. */
  cityPath: z.string(),
  runtime: z.strictObject({ electron: z.string(), chromium: z.string(), evaluation: z.boolean(), application: z.string() }),
  gateway: z.strictObject({ kind: z.enum(['embedded', 'remote']), url: z.string().nullable() }),
  trouble: trouble.nullable(),
})
export type WindowDescription = z.infer<typeof windowDescription>

export const mainCalls = {
  'window.describe': { input: z.null(), output: windowDescription },
  'settings.setLanguage': { input: language, output: z.null() },
  /** What this window wrote down for itself, also before a restart: text that only it understands; empty when it never did. */
  'window.recall': { input: z.null(), output: safeText(4_000) },
  'window.remember': { input: safeText(4_000), output: z.null() },
  /** Said every second: the page's thread runs, has drawn so many frames since it was loaded, and whether nobody needs it just now. */
  'window.beat': { input: z.strictObject({ frames: z.int().nonnegative(), quiet: z.boolean() }), output: z.null() },
  /** The window asks for (another) port to the station. */
  'station.connect': { input: z.null(), output: z.null() },
  ...attachmentCalls,
  ...webCalls,
  'notice.dismiss': { input: z.string().max(120), output: z.null() },
  /** Every surface shows its number for a few seconds. */
  'wall.identify': { input: z.null(), output: z.null() },
  /** What a surface shows now, small, as a data address; empty when it shows nothing. */
  'wall.picture': {
    input: surfaceNumber,
    output: z
      .string()
      .max(400_000)
      .regex(/^(data:image\/jpeg;base64,[A-Za-z0-9+/=]+)?$/),
  },
  /** Gives up a surface whose display is away for good; answers whether it did. */
  'wall.forgetSurface': { input: surfaceNumber, output: z.boolean() },
  /** Keeps scenes in a file that the person names in the system's dialog; whether they did. */
  'scenes.save': { input: z.array(scene).min(1).max(200), output: z.boolean() },
  /** The scenes of a file that the person chooses, all of them or what is wrong with it; `none` when they chose none. */
  'scenes.open': {
    input: z.null(),
    output: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('none') }),
      z.strictObject({ outcome: z.literal('read'), scenes: z.array(scene).min(1).max(200) }),
      z.strictObject({ outcome: z.literal('unreadable'), why: safeText(2_000) }),
    ]),
  },
  /** The import of a city that main runs for the desk. Files are chosen in the system's dialog; a page never names one. */
  'city.import.show': { input: z.null(), output: importTask },
  'city.import.choose': { input: importFileKind, output: z.null() },
  'city.import.leaveOut': { input: importFileKind, output: z.null() },
  'city.import.start': { input: importWish, output: z.null() },
  'city.import.decide': { input: z.boolean(), output: z.null() },
  'city.import.cancel': { input: z.null(), output: z.null() },
  'city.import.openOnRestart': { input: z.null(), output: z.null() },
  /** How the city view of this window fares; kept in main's record for diagnosis. */
  'graphics.report': {
    input: z.strictObject({
      atMs: timeMs,
      renderer: z.string().max(300),
      software: z.boolean(),
      frameMs: z.number(),
      scale: z.number(),
      level: z.int(),
    }),
    output: z.null(),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>

export type MainCall = keyof typeof mainCalls
export type MainCallInput<T extends MainCall> = z.infer<(typeof mainCalls)[T]['input']>
export type MainCallOutput<T extends MainCall> = z.infer<(typeof mainCalls)[T]['output']>
/** One function for each name: forgetting one does not compile. */
export type MainCallHandlers<Context> = {
  [T in MainCall]: (input: MainCallInput<T>, context: Context) => MainCallOutput<T> | Promise<MainCallOutput<T>>
}

export const mainPushes = {
  'window.changed': windowDescription,
  notices: z.array(notice),
  'city.import': importTask,
  'wall.identify': z.null(),
  'web.state': webState,
} as const satisfies Record<string, z.ZodType>
export type MainPush = keyof typeof mainPushes
export type MainPushPayload<T extends MainPush> = z.infer<(typeof mainPushes)[T]>

export { callChannel, portMessageType, pushChannel } from './channels'

/** What the preload script exposes as `window.room`. Nothing else of Electron reaches a page. */
export type RoomBridge = {
  call<T extends MainCall>(name: T, input: MainCallInput<T>): Promise<Result<MainCallOutput<T>>>
  onPush(listener: <T extends MainPush>(name: T, payload: MainPushPayload<T>) => void): () => void
}
