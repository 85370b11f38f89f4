/** The clock a scenario is played by. */
export type ScenarioClock = {
  /** Epoch milliseconds. */
  now(): number
  /** Resolves when the clock has reached a time, or at once when the signal is aborted. Never rejects. */
  until(atMs: number, signal: AbortSignal): Promise<void>
}

// A timer counts at most 2^31 ms and stands still while a machine sleeps; looking at the clock again now and then cures both.
const longestTimerMs = 60_000

/** A clock on timers. */
export function createScenarioClock(now: () => number): ScenarioClock {
  return {
    now,
    async until(atMs, signal) {
      for (let leftMs = atMs - now(); leftMs > 0 && !signal.aborted; leftMs = atMs - now()) {
        await pause(Math.min(leftMs, longestTimerMs), signal)
      }
    },
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}
