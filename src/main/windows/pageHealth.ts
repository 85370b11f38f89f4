/**
 * What the watchdog knows of one page. It counts only time in which main itself ran, so that a machine that slept, or that gave
 * nobody any time, accuses no page.
 */
export type PageHealth = {
  /** A beat came since the page was loaded. */
  up: boolean
  /** Time since it was loaded. */
  ageMs: number
  /** Time since its last beat, or since it was loaded. */
  silentMs: number
  /** Frames it had at its last beat; null until it drew one. */
  frames: number | null
  /** Time since its frames went on, while its window could be seen and the page itself said beats. */
  stillMs: number
}

/** Why a page is ended: its thread says nothing, or it says something and draws nothing. */
export type PageFault = 'silent' | 'still'

/** A page that is up says something within this time on a machine with time to spare. */
export const silentLimitMs = 5_000
/** While it loads and builds its city, a page may be busy for longer. */
export const loadingLimitMs = 20_000
/** So long a page is taken to be loading. */
export const loadingMs = 30_000
/** A page that answers and draws nothing waits for the graphics process, which may be on its way back. */
export const stillLimitMs = 15_000
/** Time of main that counts at most between two looks. */
const longestLookMs = 1_000

/** A page whose loading starts now. */
export const loadedPage: PageHealth = { up: false, ageMs: 0, silentMs: 0, frames: null, stillMs: 0 }

/** A beat came, with the number of frames the page has drawn; 0 before the first. */
export function afterBeat(health: PageHealth, frames: number): PageHealth {
  const wentOn = frames > 0 && frames !== health.frames
  return { ...health, up: true, silentMs: 0, frames: frames > 0 ? frames : null, stillMs: wentOn ? 0 : health.stillMs }
}

/** Time went by. A window that cannot be seen is owed no frames, and its page may be slowed down by the system. */
export function afterTime(health: PageHealth, elapsedMs: number, visible: boolean): PageHealth {
  const countedMs = Math.min(elapsedMs, longestLookMs)
  const ageMs = health.ageMs + countedMs
  if (!visible) return { ...health, ageMs, silentMs: 0, stillMs: 0 }
  return { ...health, ageMs, silentMs: health.silentMs + countedMs, stillMs: health.stillMs + countedMs }
}

/** Whether a page may still be busy with coming up. */
export function isLoading({ up, ageMs }: PageHealth): boolean {
  return !up || ageMs < loadingMs
}

/**
 * What is wrong with a page; undefined when nothing is. `patience` is 1 on a machine with time to spare and more under load or for a
 * page that was ended a moment ago; it makes every limit longer. Frames are missed only by a page that has drawn some.
 */
export function faultOf(health: PageHealth, patience: number): PageFault | undefined {
  const loading = isLoading(health)
  const limitMs = (loading ? loadingLimitMs : silentLimitMs) * patience
  if (health.silentMs >= limitMs) return 'silent'
  if (!loading && health.frames !== null && health.stillMs >= stillLimitMs * patience) return 'still'
  return undefined
}

/**
 * How patient to be: 1 for a machine with a processor for everybody who wants one, up to 4 for one with many waiting, doubled for each
 * time this page was ended lately, so that a machine too slow for its pages does not spend its time loading them. At most 12.
 */
export function patienceFor(waitingPerProcessor: number, recentEnds: number): number {
  const load = Math.min(4, Math.max(1, waitingPerProcessor))
  return Math.min(12, load * 2 ** recentEnds)
}
