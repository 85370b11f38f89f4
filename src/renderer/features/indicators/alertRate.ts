/** Alerts are counted in stretches of ten minutes, as ISA-18.2 measures how many an operator is given. */
export const stretchMs = 600_000
/** Three hours of them. */
export const shownStretches = 18
/** More than so many in ten minutes are an alert flood (ISA-18.2). */
export const floodAbove = 10
/** What happened within a stretch may reach this station a little after its end. */
const settledAfterMs = 60_000

/** How many alerts were raised in a stretch, as it was known at `askedAtMs`. `more`: at least so many. */
export type StretchCount = { count: number; more: boolean; askedAtMs: number }
/** A stretch on the time axis; `count` undefined while nobody has counted. */
export type Stretch = { fromMs: number; count: number | undefined; more: boolean; heightShare: number }

/** Starts of the stretches that are shown at a moment, oldest first; the last is the one that is going on. */
export function stretchesAt(nowMs: number): number[] {
  const lastMs = Math.floor(nowMs / stretchMs) * stretchMs
  return Array.from({ length: shownStretches }, (_, index) => lastMs - (shownStretches - 1 - index) * stretchMs)
}

/** Of the stretches that are shown, those that have to be counted (again), newest first: what is over and settled stays as it was counted. */
export function stretchesToCount(nowMs: number, counts: ReadonlyMap<number, StretchCount>): number[] {
  const isSettled = (fromMs: number): boolean => (counts.get(fromMs)?.askedAtMs ?? 0) >= fromMs + stretchMs + settledAfterMs
  return stretchesAt(nowMs)
    .filter((fromMs) => !isSettled(fromMs))
    .toReversed()
}

/** The bars of a moment and the height of the line above which it is a flood, as shares of the chart's height. */
export function chartOf(nowMs: number, counts: ReadonlyMap<number, StretchCount>): { bars: Stretch[]; floodShare: number; top: number } {
  const known = stretchesAt(nowMs).map((fromMs) => ({ fromMs, counted: counts.get(fromMs) }))
  // A quarter of room above the flood line at least, so that the line is seen when the room is calm.
  const top = Math.max(floodAbove * 1.25, ...known.map(({ counted }) => counted?.count ?? 0))
  return {
    bars: known.map(({ fromMs, counted }) => ({
      fromMs,
      count: counted?.count,
      more: counted?.more ?? false,
      heightShare: (counted?.count ?? 0) / top,
    })),
    floodShare: floodAbove / top,
    top,
  }
}
