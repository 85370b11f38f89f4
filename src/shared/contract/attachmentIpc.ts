import { z } from 'zod'
import { attachmentReference, maximumNoteAttachments } from './attachment'
import { safeText } from './text'

/** Calls of a desk to main about files of this computer: part of the contract in `ipc.ts`. A page never learns where a file is. */
export const attachmentCalls = {
  /** Lets the person choose files; the station takes them and answers each with `attached` under its id. Words are the page's. */
  'attachment.choose': {
    input: z.strictObject({ title: safeText(100), kinds: safeText(100) }),
    output: z.array(z.strictObject({ id: z.uuid(), name: safeText(100) })).max(maximumNoteAttachments),
  },
  /** Lets the person choose where to keep a copy; the station writes it and answers `saved` under this id. A null: the person did not. */
  'attachment.save': { input: attachmentReference, output: z.strictObject({ id: z.uuid().nullable() }) },
} as const
