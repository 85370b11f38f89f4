import type { Timers } from '#shared/timers'

/** The line has to be quiet for this long before the index is filled; in a stream that never ends, it gets a slice this often. */
const quietMs = 40
const patienceMs = 500
/** Facts in one slice: a few milliseconds of work. */
const sliceFacts = 64
/** After a slice the line has twice as long as the slice took, and never less than this. */
const leastRestMs = 5
/** When the disk refuses, it is tried again after this time. */
const retryMs = 5_000

type Options = {
  /** One slice; whether there is more to do. */
  fill(limit: number): boolean
  now(): number
  timers: Timers
}

/** Fills the search index while the line is idle. `wake` says that facts were committed. */
export function createIndexer({ fill, now, timers }: Options): { wake(): void; close(): void } {
  let stop: (() => void) | undefined
  let waitingSinceMs: number | null = null
  let closed = false

  function wake(): void {
    if (closed) return
    const nowMs = now()
    waitingSinceMs ??= nowMs
    const waitedMs = Math.max(0, nowMs - waitingSinceMs)
    schedule(Math.min(quietMs, Math.max(0, patienceMs - waitedMs)))
  }

  function schedule(delayMs: number): void {
    stop?.()
    stop = timers.after(delayMs, fillSlice)
  }

  function fillSlice(): void {
    stop = undefined
    waitingSinceMs = null
    const startedMs = now()
    try {
      if (fill(sliceFacts)) schedule(Math.max(leastRestMs, 2 * (now() - startedMs)))
    } catch (error) {
      // The line says what is wrong with the disk; the index is only late.
      console.error('station: the search index could not be filled:', error)
      schedule(retryMs)
    }
  }

  return {
    wake,
    close() {
      closed = true
      stop?.()
    },
  }
}
