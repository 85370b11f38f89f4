// Apart from the schemas, which not everybody who needs the limits can load.

/** Longest that an alert can be shelved, whatever its type says. */
export const longestShelfMs = 24 * 3_600_000
/** How many stations an alert remembers to have looked at it; the latest are kept. */
export const maximumSeen = 20
