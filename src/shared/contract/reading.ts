import { z } from 'zod'
import { drillId, gaugeId, timeMs } from './ids'
import { safeText } from './text'

/** One water level of one gauge. `basis` says whether somebody read it, we drew a line between two readings, or it is a forecast. */
export const reading = z.strictObject({
  gaugeId,
  valueM: z.number().finite().min(-100).max(9_000),
  observedAtMs: timeMs,
  basis: z.enum(['observed', 'interpolated', 'forecast']),
  /** Where the number was published. */
  source: safeText(500),
  /** The bulletin calls this value the peak of the flood. */
  peak: z.boolean(),
  drillId: drillId.nullable(),
})
export type Reading = z.infer<typeof reading>
