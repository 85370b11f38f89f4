/** Displays come and go in bursts (a cable pulled is three events): act once they have been quiet for this long. */
const quietMs = 150
/** A loose cable is never quiet: the windows are put where they belong at this pace at least. */
const longestMs = 1_000

type QuietOptions = {
  arrange(): void
  nowMs(): number
  /** Does something later; returns how to leave it. */
  after(delayMs: number, work: () => void): () => void
}

/** Calls `arrange` once after a burst of changes, and in the middle of one that does not end. Returns what is to be told of each change. */
export function createDisplayQuiet({ arrange, nowMs, after }: QuietOptions): () => void {
  let sinceMs: number | undefined
  let forget = (): void => undefined
  return () => {
    forget()
    sinceMs ??= nowMs()
    forget = after(Math.max(0, Math.min(quietMs, sinceMs + longestMs - nowMs())), () => {
      sinceMs = undefined
      arrange()
    })
  }
}
