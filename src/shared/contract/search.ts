import { z } from 'zod'
import { alertSource, alertState, severity } from './alert'
import { fact } from './fact'
import { alertId, cursor, timeMs } from './ids'
import { safeText } from './text'

/** Search and history on the port between a window and its station: answered from the station's own copy, with or without a gateway. */

/** Most alerts in one page of what was found. */
export const maximumFound = 50
/** Counting stops here: a larger number helps nobody, and counting all of a large history takes too long. */
export const maximumCounted = 1_000
/** Most facts of one alert that are listed; the newest are kept. */
export const maximumHistoryFacts = 500

/** What has become of an alert, as rows name it. */
export const alertWords = [
  'unacknowledged',
  'acknowledged',
  'shelved',
  'suppressed',
  'out-of-service',
  'closed',
  'cleared',
  'done',
] as const
export const alertWord = z.enum(alertWords)

/** WGS 84; an alert is found when the box around its area touches this one. */
export const searchArea = z.strictObject({
  westDeg: z.number().min(-180).max(180),
  southDeg: z.number().min(-90).max(90),
  eastDeg: z.number().min(-180).max(180),
  northDeg: z.number().min(-90).max(90),
})
export type SearchArea = z.infer<typeof searchArea>

/** What is looked for. An empty list or a null asks for nothing in that respect. */
export const searchQuery = z.strictObject({
  /** Every word must be in the alert; words in double quotes must stand together. Marks and case do not count. */
  text: safeText(300),
  /** Raised at or after, and before. */
  fromMs: timeMs.nullable(),
  untilMs: timeMs.nullable(),
  area: searchArea.nullable(),
  severities: z.array(severity).max(4),
  states: z.array(alertWord).max(8),
  connectors: z.array(alertSource.shape.connector).max(10),
  /** Exercises only, reality only, or both. */
  drill: z.boolean().nullable(),
  /** Key of the last row of the page before; null for the first page. */
  before: z.int().positive().nullable(),
})
export type SearchQuery = z.infer<typeof searchQuery>

/** How much of the log the index behind a search holds. */
export const searchCoverage = z.strictObject({
  /** Last seq of the alerts stream that is in the index, and the last this station has. */
  indexedSeq: cursor,
  headSeq: cursor,
  /** When the oldest fact of the cache was written down; null for an empty cache. */
  oldestAtMs: timeMs.nullable(),
})
export type SearchCoverage = z.infer<typeof searchCoverage>

/** `key` orders rows, newest first. `former`: the alert belongs to a log that this station follows no longer. */
export const foundAlert = z.strictObject({ key: z.int().positive(), state: alertState, former: z.boolean() })
export type FoundAlert = z.infer<typeof foundAlert>

export const searchPage = z.strictObject({
  rows: z.array(foundAlert).max(maximumFound),
  /** How many there are from this page on, at most `maximumCounted`. */
  count: z.int().nonnegative().max(maximumCounted),
  /** There are more than `count`. */
  more: z.boolean(),
  /** The time limit ended the search: what is older was not looked at. */
  cutShort: z.boolean(),
  coverage: searchCoverage,
})
export type SearchPage = z.infer<typeof searchPage>

/** Everything that happened to one alert, oldest first. `complete` is false when facts before these are not on this station. */
export const alertHistory = z.strictObject({
  id: alertId,
  facts: z.array(fact).max(maximumHistoryFacts),
  complete: z.boolean(),
})
export type AlertHistory = z.infer<typeof alertHistory>
