import { z } from 'zod'
import { alertCategory, capUrgency, severity } from './alert'
import { gaugeId, timeMs } from './ids'
import { bilingual } from './room'
import { safeText } from './text'

/** Longest expression; what needs more is two rules. */
export const longestExpression = 500

const durationS = z
  .number()
  .nonnegative()
  .max(7 * 86_400)
const level = z.number().finite().min(-100).max(9_000)

/** When a rule holds. Levels in metres; a dead band is how far a level goes back before it counts as gone. */
export const ruleCondition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('above'), gaugeId, levelM: level, deadBandM: z.number().nonnegative().max(100) }),
  z.strictObject({ kind: z.literal('below'), gaugeId, levelM: level, deadBandM: z.number().nonnegative().max(100) }),
  /** It has risen by so much within so long. */
  z.strictObject({ kind: z.literal('rise'), gaugeId, byM: z.number().positive().max(1_000), withinS: durationS.min(60) }),
  /** Nobody has said anything for so long. */
  z.strictObject({ kind: z.literal('missing'), gaugeId, forS: durationS.min(60) }),
  /** Whatever else, in CEL (the Common Expression Language): a truth value of the names that docs/rules.md lists. */
  z.strictObject({ kind: z.literal('expression'), cel: safeText(longestExpression).min(1) }),
])
export type RuleCondition = z.infer<typeof ruleCondition>

/** A rule that raises an alert from readings, with its version and who changed it last. */
export const readingRule = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  name: bilingual,
  /** What the operator does. */
  instruction: bilingual,
  /** False: it raises nothing; what it would have raised is told when the gateway starts. */
  live: z.boolean(),
  when: ruleCondition,
  /** How long it has to hold before it is an alert, and to be gone before the alert ends. */
  onDelayS: durationS,
  offDelayS: durationS,
  /** Hours of the city's day, from and until, in which it is looked at; null for always. */
  hours: z.strictObject({ fromHour: z.int().min(0).max(23), untilHour: z.int().min(0).max(23) }).nullable(),
  severity,
  category: alertCategory,
  urgency: capUrgency,
  version: z.int().positive(),
  changedBy: safeText(120).min(1),
  changedAtMs: timeMs,
})
export type ReadingRule = z.infer<typeof readingRule>

/** The file of a gateway's rules. */
export const readingRulesFile = z.strictObject({ schema: z.literal(1), rules: z.array(readingRule).max(100) })
