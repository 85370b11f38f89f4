/** Runs work later. An argument of whatever waits, so that a test can let hours pass in a moment. Each returns how to call it off. */
export type Timers = {
  after(delayMs: number, work: () => void): () => void
  every(periodMs: number, work: () => void): () => void
}

/** Timers of the runtime, `globalThis` in every process of ours. */
export function timersOf<Handle>(runtime: {
  setTimeout(work: () => void, delayMs: number): Handle
  clearTimeout(handle: Handle): void
  setInterval(work: () => void, periodMs: number): Handle
  clearInterval(handle: Handle): void
}): Timers {
  return {
    after(delayMs, work) {
      const handle = runtime.setTimeout(work, delayMs)
      return () => runtime.clearTimeout(handle)
    },
    every(periodMs, work) {
      const handle = runtime.setInterval(work, periodMs)
      return () => runtime.clearInterval(handle)
    },
  }
}
