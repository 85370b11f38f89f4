/** Least time between two batches in a stream of single facts: two frames. */
export const batchIntervalMs = 33

/** From this many facts on a page is a batch by itself. */
const fullBatch = 100

/**
 * How long a page waits before it is committed and shown, in milliseconds. A lone fact goes at once; in a burst the page
 * waits for the next interval, and as the gateway sends no other before this one is acknowledged, the next page brings all
 * that came meanwhile. While catching up nothing waits.
 */
export function batchDelayMs(page: { facts: number; remaining: number }, lastBatchMs: number, nowMs: number): number {
  if (page.remaining > 0 || page.facts >= fullBatch) return 0
  return Math.min(batchIntervalMs, Math.max(0, batchIntervalMs - (nowMs - lastBatchMs)))
}
