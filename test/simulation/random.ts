/** A stream of numbers that its seed decides, for ever the same. */
export type Random = {
  /** From 0 up to 1. */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T | undefined
}

/**
 * Mulberry32: 32 bits of state are plenty for one history. With a clock, what comes depends on the moment it is asked for, and not
 * on how often it was asked before: when a step is left out, the luck of the others stays what it was.
 */
export function randomFrom(seed: number, clock?: () => number): Random {
  let state = seed >>> 0
  let lastMs = Number.NaN
  const next = (): number => {
    const nowMs = clock?.() ?? lastMs
    if (nowMs !== lastMs && !Number.isNaN(nowMs)) state = Math.imul(seed ^ Math.floor(nowMs * 16), 0x9e3779b1) >>> 0
    lastMs = nowMs
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (from) => from[int(0, from.length - 1)],
  }
}
