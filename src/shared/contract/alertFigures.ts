import { z } from 'zod'
import { severity } from './alert'
import { cursor, drillId, timeMs } from './ids'
import { safeText } from './text'

/** The alert system's own figures (ISA-18.2-2016, IEC 62682, EEMUA 191), counted by a station from its own copy of the log. */

/** Most rows of each list of figures. */
const maximumListed = 20
/** Longest time that one question is about. */
const longestMs = 32 * 86_400_000

export const figuresQuery = z
  .strictObject({
    fromMs: timeMs,
    untilMs: timeMs,
    /** People at the consoles: a flood is more than so many alerts for each. */
    operators: z.int().min(1).max(20),
    /** One exercise, and when it was started; null for reality. Alerts of an exercise are counted by its own clock. */
    drill: z.strictObject({ id: drillId, startedAtMs: timeMs }).nullable(),
  })
  .refine(({ fromMs, untilMs }) => untilMs > fromMs && untilMs - fromMs <= longestMs, { message: 'not a period of at most 32 days' })
export type FiguresQuery = z.infer<typeof figuresQuery>

const count = z.int().nonnegative()
const spell = z.strictObject({
  fromMs: timeMs,
  untilMs: timeMs.nullable(),
  /** The alert that made it a flood, and the last that was part of it. */
  first: safeText(80),
  last: safeText(80),
  alerts: count,
  peak: count,
})

/** A source of alerts: who says it, of what, where. */
const source = z.strictObject({ sender: safeText(300), event: safeText(200), place: safeText(200), alerts: count })
const standingAlert = z.strictObject({ id: safeText(80), event: safeText(200), sinceMs: timeMs })

export const alertFigures = z.strictObject({
  fromMs: timeMs,
  untilMs: timeMs,
  operators: z.int().positive(),
  /** Alerts raised in the period. */
  alerts: count,
  /** Most in one of the ten-minute periods, and where that one begins; null when there were none. */
  peak: z.strictObject({ startMs: timeMs, alerts: count }).nullable(),
  /** Ten-minute periods with alerts, those above the limit among them, and all periods there are. */
  periods: z.array(z.strictObject({ startMs: timeMs, alerts: count })).max(5_000),
  periodsAboveTen: count,
  periodsInAll: count,
  floods: z.array(spell).max(500),
  floodMs: z.number().nonnegative(),
  /** In force for more than a day at the end of the period. */
  standing: z.strictObject({ count, oldest: z.array(standingAlert).max(maximumListed) }),
  /** Sources that changed three times or more within a minute, and alerts that were over within a minute, before anybody looked. */
  chattering: z.array(source).max(maximumListed),
  fleeting: count,
  topTen: z.array(source).max(10),
  /** Of all alerts, those of the ten above. 0 to 1. */
  topTenShare: z.number().min(0).max(1),
  priorities: z.record(severity, count),
  acknowledged: z.strictObject({
    count,
    /** Milliseconds from when the gateway had it; null when none was. */
    medianMs: z.number().nonnegative().nullable(),
    p90Ms: z.number().nonnegative().nullable(),
    /** Raised in the period and neither acknowledged nor over at its end. */
    waiting: count,
  }),
})
export type AlertFigures = z.infer<typeof alertFigures>

/** An answer of a station. `headSeq`: the newest fact that is counted */
export const figuresAnswer = z.strictObject({
  figures: alertFigures,
  headSeq: cursor,
  /** What a flood goes on from. */
  flood: z.strictObject({ recentMs: z.array(timeMs).max(100_000), spell: spell.nullable() }),
  /** When the oldest fact of this station's copy was written down; null for an empty copy. The figures say nothing of before. */
  oldestAtMs: timeMs.nullable(),
  /** The period has more facts than are counted at once; the oldest are left out. */
  cutShort: z.boolean(),
})
export type FiguresAnswer = z.infer<typeof figuresAnswer>
