import { z } from 'zod'
import { safeText } from './text'

/** Streams of the log. `seq` is gap-free within each. */
export const streams = ['alerts', 'readings', 'room', 'wall'] as const
export const streamName = z.enum(streams)
export type StreamName = z.infer<typeof streamName>

/** Position in a stream: 1 for its first fact. */
export const seq = z.int().positive()

/** How far a reader has read: the last seq it holds, 0 for none. */
export const cursor = z.int().nonnegative()
export const cursors = z.strictObject({ alerts: cursor, readings: cursor, room: cursor, wall: cursor })
export type Cursors = z.infer<typeof cursors>

/** No stream read yet. */
export const noCursors: Cursors = { alerts: 0, readings: 0, room: 0, wall: 0 }

/** Identity of a log. A restored or replaced log has another one, and positions of two epochs are never compared. */
export const epoch = z.string().min(8).max(64)

// Ids are shown too, in records and refusals, so they are texts like any other.
export const alertId = safeText(80).min(1)
export const gaugeId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
export const drillId = safeText(80).min(1)

/** Key that makes a request safe to send again: the gateway answers a repeated key with the first answer. */
export const idempotencyKey = z.uuid()

/** Milliseconds since 1970-01-01T00:00:00Z. */
export const timeMs = z.number().finite().min(-8.64e15).max(8.64e15)
