import { z } from 'zod'
import { drillId, timeMs } from './ids'
import { safeText } from './text'

/** A text in the product's two languages. */
export const bilingual = z.strictObject({ vi: safeText(2_000), en: safeText(2_000) })
export type Bilingual = z.infer<typeof bilingual>

/** An exercise that is being played. While one is open, every display wears a frame and the word. */
export const drill = z.strictObject({
  id: drillId,
  title: bilingual,
  /** The time the scenario starts at and the wall-clock time it was started: now = simulatedFromMs + (clock - startedAtMs) * speed. */
  simulatedFromMs: timeMs,
  simulatedUntilMs: timeMs,
  startedAtMs: timeMs,
  speed: z.number().positive().max(1_000_000),
})
export type Drill = z.infer<typeof drill>

/** What a connector has done since the gateway started. */
export const connectorReport = z.strictObject({
  connector: safeText(60),
  state: z.enum(['running', 'failed', 'stopped']),
  accepted: z.int().nonnegative(),
  duplicates: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  lastRejection: z.strictObject({ atMs: timeMs, origin: safeText(300), reason: safeText(1_000) }).nullable(),
})
export type ConnectorReport = z.infer<typeof connectorReport>
