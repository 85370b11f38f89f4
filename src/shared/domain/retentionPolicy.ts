import { z } from 'zod'

const days = z.number().positive().max(36_500).nullable()

/** How many days raw facts are kept, by stream; null for ever. */
export const retentionPolicy = z.strictObject({
  readingsDays: days.default(30),
  alertsDays: days.default(null),
  roomDays: days.default(null),
  wallDays: days.default(null),
  /** How many days an answer is given again when its request comes again: longer than any station may be without its gateway. */
  answersDays: days.default(400),
})
export type RetentionPolicy = z.infer<typeof retentionPolicy>

/** Nothing is removed. */
export const keepEverything: RetentionPolicy = { readingsDays: null, alertsDays: null, roomDays: null, wallDays: null, answersDays: null }

/**
 * Reads `retention.json` of a data folder, `read` being how a file is read. Without the file the defaults hold; with one that cannot
 * be understood nothing is removed, and `problem` says why.
 */
export function readRetentionPolicy(file: string, read: (file: string) => string): { policy: RetentionPolicy; problem: string | null } {
  let text: string
  try {
    text = read(file)
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return { policy: retentionPolicy.parse({}), problem: null }
    return { policy: keepEverything, problem: `${file}: ${(error as Error).message}` }
  }
  try {
    return { policy: retentionPolicy.parse(JSON.parse(text)), problem: null }
  } catch (error) {
    return { policy: keepEverything, problem: `${file}: ${(error as Error).message}` }
  }
}
