import { z } from 'zod'
import { geoPoint } from './geo'
import { timeMs } from './ids'
import { safeText } from './text'

/**
 * Where units are. Positions come many times a minute and are worth nothing once the next has come: they are no facts, are in no log, and
 * are dropped for a station that is too slow for them. What a unit is sent to do is a fact; where it drives is not.
 */
export const unitKinds = ['police', 'fire', 'ambulance', 'rescue', 'boat', 'other'] as const

export const unitPosition = z.strictObject({
  id: safeText(80).min(1),
  name: safeText(120).min(1),
  kind: z.enum(unitKinds),
  place: geoPoint,
  /** Clockwise from north; null when the unit does not tell it. */
  headingDeg: z.number().min(0).max(360).nullable(),
  /** When it was there, by its own clock. */
  atMs: timeMs,
  /** It calls for help. */
  urgent: z.boolean(),
  /** It plays in an exercise or a demonstration. */
  drill: z.boolean(),
})
export type UnitPosition = z.infer<typeof unitPosition>

/** Most positions in one message, and in one POST. */
export const maximumPositions = 2_000
export const positions = z.strictObject({ positions: z.array(unitPosition).max(maximumPositions) })
export type Positions = z.infer<typeof positions>

/** Gateway -> station, volatile and without an answer: the newest position of each unit that has moved, or of all for a newcomer. */
export type PositionsToStation = { positions: (message: Positions) => void }
