import type { Timers } from '#shared/timers'
import type { Cache } from '../cache/cache'

const firstAfterMs = 60_000
const everyMs = 3_600_000
const pauseMs = 10
const factsAtOnce = 500
const dayMs = 86_400_000
/** Whatever the clock says, so many readings stay raw: one that is years ahead for an hour must not empty the cache. */
const leastKept = 1_000

type Options = {
  /** The cache that is in use now. */
  cache(): Pick<Cache, 'forgetReadings'>
  /** Days that raw readings are kept; null for ever. */
  readingsDays: number | null
  now(): number
  timers: Timers
  /** A slice that failed ends the run; the next run begins where it was. */
  onTrouble(error: unknown): void
  leastKept?: number
}

/**
 * Rolls the station's readings up and lets old raw ones go, every hour and in small slices.
 * @returns how to stop.
 */
export function keepRetention(options: Options): () => void {
  const { timers, readingsDays } = options
  let callOffSlice: (() => void) | null = null
  const callOffFirst = timers.after(firstAfterMs, run)
  const stop = timers.every(everyMs, run)

  return () => {
    callOffFirst()
    stop()
    callOffSlice?.()
  }

  function run(): void {
    if (callOffSlice === null) next()
  }

  function next(): void {
    callOffSlice = attempt() ? timers.after(pauseMs, next) : null
  }

  function attempt(): boolean {
    const beforeMs = readingsDays === null ? -Infinity : options.now() - readingsDays * dayMs
    try {
      return options.cache().forgetReadings({ limit: factsAtOnce, beforeMs, leastKept: options.leastKept ?? leastKept })
    } catch (error) {
      options.onTrouble(error)
      return false
    }
  }
}
