import { z } from 'zod'
import { contentBytes, contentHash } from './attachment'
import type { Result } from './result'

/** How the bytes of attachments travel on the line between a station and a gateway, beside the facts and never among them. */

/** Most bytes of one piece: what a fact that comes meanwhile has to wait for. */
export const maximumPieceBytes = 262_144
/** Most hashes that a gateway asks for at once. */
export const maximumWanted = 100

/** Bytes as they are; a binary part of the Socket.IO message. */
const piece = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length > 0 && value.length <= maximumPieceBytes, {
  message: `expected 1 to ${maximumPieceBytes} bytes`,
})
const offset = z.int().nonnegative()

/** What a station may ask about contents, with the schema of its input and of its answer. None of them changes the log. */
export const contentCalls = {
  /** How much of it does the gateway hold, and will it take the rest? */
  'content.offer': {
    input: z.strictObject({ sha256: contentHash, bytes: contentBytes }),
    output: z.strictObject({ heldBytes: offset }),
  },
  /** The next piece. A piece that does not begin where the gateway's copy ends changes nothing; the answer says where that is. */
  'content.piece': {
    input: z.strictObject({ sha256: contentHash, totalBytes: contentBytes, offset, data: piece }),
    output: z.strictObject({ heldBytes: offset }),
  },
  'content.fetch': {
    input: z.strictObject({ sha256: contentHash, offset, mostBytes: z.int().positive().max(maximumPieceBytes) }),
    output: z.strictObject({ totalBytes: contentBytes, data: piece }),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>

export type ContentCall = keyof typeof contentCalls
export type ContentInput<T extends ContentCall> = z.infer<(typeof contentCalls)[T]['input']>
export type ContentOutput<T extends ContentCall> = z.infer<(typeof contentCalls)[T]['output']>

/** Contents that facts name and the gateway has not got (any more): whoever has one, offers it. */
export const contentWanted = z.strictObject({ sha256: z.array(contentHash).min(1).max(maximumWanted) })
export type ContentWanted = z.infer<typeof contentWanted>

/** Socket.IO event types of the transfer, beside those of the feed. */
export type ContentToGateway = {
  [T in ContentCall]: (message: ContentInput<T>, answer: (result: Result<ContentOutput<T>>) => void) => void
}
export type ContentToStation = { 'content.wanted': (message: ContentWanted) => void }

/** A transfer as windows are told of it. `up` is to the gateway. */
export const transfer = z.strictObject({
  sha256: contentHash,
  direction: z.enum(['up', 'down']),
  /** `waiting`: for the line, or for its turn. */
  state: z.enum(['waiting', 'moving']),
  doneBytes: offset,
  totalBytes: contentBytes,
})
export type Transfer = z.infer<typeof transfer>
