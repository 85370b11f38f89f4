import { z } from 'zod'
import { safeText } from './text'

/** Most bytes of one attachment. */
export const maximumAttachmentBytes = 104_857_600

/** SHA-256 of a content, in lower-case hexadecimal: its one name everywhere. */
export const contentHash = z.string().regex(/^[0-9a-f]{64}$/)

/** An attachment as a note names it: which content, and what it was called and said to be where it was attached. */
export const attachmentReference = z.strictObject({
  sha256: contentHash,
  name: safeText(200).min(1),
  mediaType: z.enum(['image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'video/mp4']),
  bytes: z.int().positive().max(maximumAttachmentBytes),
})
export type AttachmentReference = z.infer<typeof attachmentReference>
