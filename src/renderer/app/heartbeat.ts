import { callMain } from '#session/bridge'

const everyMs = 1_000
/** Whoever has touched nothing for this long is not disturbed by a page that is loaded anew. */
const untouchedMs = 60_000

let isCalm: () => boolean = () => false

/** Says how to see that nothing here needs anybody now; until then no moment is quiet. */
export function calmWhen(seen: () => boolean): void {
  isCalm = seen
}

/**
 * Tells main's watchdog every second, for as long as the page lives, that its thread runs, how many frames it has drawn and whether the
 * moment is quiet. One frame a second is asked for, so that a page at rest is told from one whose frames do not come any more.
 */
export function startBeating(): void {
  let frames = 0
  let isAwaited = false
  let touchedAtMs = performance.now()
  for (const kind of ['keydown', 'pointermove', 'pointerdown', 'wheel'] as const)
    window.addEventListener(kind, () => (touchedAtMs = performance.now()), { capture: true, passive: true })
  setInterval(() => {
    void callMain('window.beat', { frames, quiet: isCalm() && performance.now() - touchedAtMs > untouchedMs })
    if (isAwaited) return
    isAwaited = true
    requestAnimationFrame(() => {
      isAwaited = false
      frames += 1
    })
  }, everyMs)
}
