import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { z } from 'zod'

/** What a small JSON file of ours holds; `otherwise` for a missing one, and for one that cannot be understood (which is said and left alone). */
export function readKept<T extends z.ZodType>(file: string, schema: T, otherwise: () => z.infer<T>, what: string): z.infer<T> {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') console.error(`${what}: ${file}: ${(error as Error).message}; using defaults`)
    return otherwise()
  }
}

/** Writes beside and renames, so that a crash leaves the old file or the new one. Throws what the system says when it cannot. */
export function writeKept(file: string, value: unknown): void {
  writeFileSync(`${file}.new`, JSON.stringify(value, null, 2) + '\n')
  renameSync(`${file}.new`, file)
}
