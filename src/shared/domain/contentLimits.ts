import { z } from 'zod'
import { maximumContentBytes } from '../contract/attachment'

const mebibyte = 1_048_576
const gibibyte = 1_073_741_824

/** Bounds of the attachments of one post, all in bytes. */
export const contentLimits = z.strictObject({
  /** One attachment. */
  fileBytes: z
    .int()
    .positive()
    .max(maximumContentBytes)
    .default(100 * mebibyte),
  /** All that is kept: at a gateway no more is taken beyond it, a station lets go of what its gateway holds. */
  totalBytes: z.int().positive(),
  /** What has to stay free on the disk, for the log or the cache. */
  freeBytes: z
    .int()
    .nonnegative()
    .default(512 * mebibyte),
})
export type ContentLimits = z.infer<typeof contentLimits>

/** Default of `totalBytes`. */
export const gatewayContentBytes = 20 * gibibyte
export const stationContentBytes = 2 * gibibyte

/**
 * Reads `content.json` of a data folder, `read` being how a file is read. What it does not name is as by default; with a file that
 * cannot be understood everything is, and `problem` says why.
 */
export function readContentLimits(
  file: string,
  totalBytes: number,
  read: (file: string) => string,
): { limits: ContentLimits; problem: string | null } {
  const defaults = contentLimits.parse({ totalBytes })
  try {
    const written: unknown = JSON.parse(read(file))
    return { limits: contentLimits.parse({ totalBytes, ...(written as object) }), problem: null }
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return { limits: defaults, problem: null }
    return { limits: defaults, problem: `${file}: ${(error as Error).message}` }
  }
}
