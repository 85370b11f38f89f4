import type { Severity } from '#shared/contract/alert'

/**
 * Rank of each severity, 0 for the highest: the one order that queue, city, search and lifecycle share. Written out rather than taken
 * from the schema, because it runs in every window, which carries no schemas.
 */
export const severityRank: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3 }

/** The severities, highest first. */
export const severities = (Object.keys(severityRank) as Severity[]).toSorted((one, other) => severityRank[one] - severityRank[other])
