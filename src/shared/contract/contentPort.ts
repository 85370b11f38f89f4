import { z } from 'zod'
import { contentHash, type AttachmentMediaType, type AttachmentReference } from './attachment'
import { maximumPastedBytes } from './attachmentLimits'
import type { Transfer } from './contentTransfer'
import type { Result } from './result'

/** Attachments on the port between a window and its station: part of the contract in `stationPort.ts`. */

const pasted = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length > 0 && value.length <= maximumPastedBytes, {
  message: `expected 1 to ${maximumPastedBytes} bytes`,
})

export const contentWindowCalls = [
  /** Bytes that were pasted or dropped, under whatever name. The answer, `attached`, carries the same id. */
  z.strictObject({ kind: z.literal('attach'), id: z.uuid(), name: z.string().max(1_000), data: pasted }),
  /** The bytes of a content, fetched from the gateway when they are not here. The answer, `content`, carries the same id. */
  z.strictObject({ kind: z.literal('content'), id: z.uuid(), sha256: contentHash }),
] as const

/** `attached` and `saved` also answer what main was asked for: a chosen file, a place to save to. */
export type ContentPush =
  | { kind: 'attached'; id: string; result: Result<AttachmentReference> }
  | { kind: 'content'; id: string; result: Result<{ mediaType: AttachmentMediaType; data: Uint8Array }> }
  | { kind: 'saved'; id: string; result: Result<null> }
  /** All transfers under way or waiting; it replaces the one before. */
  | { kind: 'transfers'; transfers: Transfer[] }
