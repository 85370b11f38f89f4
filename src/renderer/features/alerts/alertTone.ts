import type { Severity } from '#shared/contract/alert'
import { severities } from '#shared/domain/severityRank'
import type { SeverityCounts } from './alertsState'

/** How often the tone of a severity comes again while nobody acknowledges, in milliseconds; null: once. */
export const repeatEveryMs: Record<Severity, number | null> = { critical: 10_000, high: 30_000, medium: 120_000, low: null }

/** The last tone: for which severity, when, and the newest alert there was then. */
export type LastTone = { severity: Severity; atMs: number; newestSeq: number }

/**
 * The tone that is due: that of the highest severity that waits to be acknowledged, at once when a new alert has come or it has become
 * graver, then again in its interval. Undefined for silence.
 */
export function toneDue(counts: SeverityCounts, newestSeq: number, last: LastTone | undefined, nowMs: number): Severity | undefined {
  const severity = severities.find((each) => counts[each].unacknowledged > 0)
  if (severity === undefined) return undefined
  if (last === undefined || newestSeq > last.newestSeq || severities.indexOf(severity) < severities.indexOf(last.severity)) return severity
  const everyMs = repeatEveryMs[severity]
  return everyMs !== null && nowMs - last.atMs >= everyMs ? severity : undefined
}

/** One note: frequency, when it begins and how long it sounds, both in seconds. */
export type Note = { frequencyHz: number; startS: number; lengthS: number }

/** Each severity can be told from the others with closed eyes: by the number of notes and whether they rise or fall. */
export const notesOf: Record<Severity, readonly Note[]> = {
  critical: [880, 660, 880, 660, 880].map((frequencyHz, index) => ({ frequencyHz, startS: index * 0.18, lengthS: 0.14 })),
  high: [587, 784, 988].map((frequencyHz, index) => ({ frequencyHz, startS: index * 0.2, lengthS: 0.16 })),
  medium: [659, 523].map((frequencyHz, index) => ({ frequencyHz, startS: index * 0.24, lengthS: 0.2 })),
  low: [{ frequencyHz: 523, startS: 0, lengthS: 0.22 }],
}
