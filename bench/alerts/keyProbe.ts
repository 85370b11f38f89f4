import type { Page } from '@playwright/test'

/** How often a key is pressed. */
const everyMs = 120

/**
 * Presses J and K in turn, at fixed times, and notes how long after its time each key's frame was done: a page that is busy presses late, and
 * that counts.
 */
export async function startKeyProbe(page: Page): Promise<void> {
  await page.evaluate((stepMs) => {
    const delays: number[] = []
    let isRunning = true
    let dueMs = performance.now() + stepMs
    let turn = 0
    const press = (): void => {
      const wasDueMs = dueMs
      const key = (turn += 1) % 4 < 2 ? 'j' : 'k'
      window.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => {
          delays.push(performance.now() - wasDueMs)
          if (!isRunning) return
          // Times that have passed meanwhile are those of keys that nobody could press: the next is the next one due.
          dueMs = Math.max(dueMs + stepMs, performance.now())
          setTimeout(press, dueMs - performance.now())
        }
        channel.port2.postMessage(0)
      })
    }
    setTimeout(press, stepMs)
    Object.assign(window, {
      keyProbe: () => {
        isRunning = false
        return delays
      },
    })
  }, everyMs)
}

/** Ends it; milliseconds for each key. */
export async function readKeyProbe(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as unknown as { keyProbe(): number[] }).keyProbe())
}
