import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { language } from '#shared/contract/ipc'

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
  try {
    return settingsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') console.error(`settings: ${file}: ${(error as Error).message}; using defaults`)
    return settingsSchema.parse({})
  }
}

/** Writes beside and renames, so that a crash leaves the old file or the new one. */
export function writeSettings(file: string, settings: Settings): void {
  writeFileSync(`${file}.new`, JSON.stringify(settings, null, 2) + '\n')
  renameSync(`${file}.new`, file)
}
