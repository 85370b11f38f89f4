import { z } from 'zod'
import { attachmentEndings, isAttachmentName, maximumNameLength, type AttachmentMediaType } from './attachmentName'

export { maximumNoteAttachments } from './attachmentLimits'

/** Most bytes of one attachment that any post may allow, 1 GiB; what a post allows stands in its `content.json`. */
export const maximumContentBytes = 1_073_741_824

/** Name of a content: the SHA-256 of its bytes (FIPS 180-4), in lower-case hexadecimal. */
export const contentHash = z.string().regex(/^[0-9a-f]{64}$/)
export const contentBytes = z.int().positive().max(maximumContentBytes)

/** What may be attached, found from the first bytes and not from the name. */
export const attachmentMediaType = z.enum(Object.keys(attachmentEndings) as [AttachmentMediaType, ...AttachmentMediaType[]])
export type { AttachmentMediaType } from './attachmentName'

/** A photo, document or clip as a note names it. The bytes travel apart and are known by their hash alone; the name is only shown. */
export const attachmentReference = z
  .strictObject({
    sha256: contentHash,
    name: z.string().max(maximumNameLength),
    mediaType: attachmentMediaType,
    bytes: contentBytes,
  })
  .refine(({ name, mediaType }) => isAttachmentName(name, mediaType), { message: 'is no plain name of such a file', path: ['name'] })
export type AttachmentReference = z.infer<typeof attachmentReference>
