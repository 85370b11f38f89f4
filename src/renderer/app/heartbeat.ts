import { callMain } from '#session/bridge'

const everyMs = 1_000

/**
 * Tells main's watchdog every second, for as long as the page lives, that its thread runs and how many frames it has drawn. One frame
 * a second is asked for, so that a page at rest is told from one whose frames do not come any more.
 */
export function startBeating(): void {
  let frames = 0
  let isAwaited = false
  setInterval(() => {
    void callMain('window.beat', { frames })
    if (isAwaited) return
    isAwaited = true
    requestAnimationFrame(() => {
      isAwaited = false
      frames += 1
    })
  }, everyMs)
}
