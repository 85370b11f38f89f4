import { z } from 'zod'
import { language } from '#shared/contract/ipc'
import { readKept, writeKept } from './keptFile'

const settingsSchema = z.object({
  language: language.default('vi'),
  /** Id of an imported city to open instead of the one that is shipped. */
  city: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional(),
  /** What each window wrote down for itself, by its role and surface. */
  windows: z.record(z.string().max(40), z.string().max(4_000)).default({}),
})

/** What a person has chosen on this machine. */
export type Settings = z.infer<typeof settingsSchema>

/** Settings of the file; defaults for a missing one, and for one that cannot be understood (which is said and left alone). */
export function readSettings(file: string): Settings {
  return readKept(file, settingsSchema, () => settingsSchema.parse({}), 'settings')
}

/** A crash leaves the old file or the new one. */
export function writeSettings(file: string, settings: Settings): void {
  writeKept(file, settings)
}
