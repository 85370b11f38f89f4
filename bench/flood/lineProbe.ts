import type { Page } from '@playwright/test'

/** When each alert first had a line in sight (epoch milliseconds), and the most lines of what matters at any time. */
export type SeenLines = { firstMs: Map<string, number>; mostLines: number }

/** Watches the lines of alerts in a page, in the list and in the groups of a flood. Returns the time at which it began. */
export async function startLineProbe(page: Page): Promise<number> {
  return page.evaluate(() => {
    const firstMs = new Map<string, number>()
    let mostLines = 0
    let isDue = false
    const look = (): void => {
      isDue = false
      const atMs = performance.timeOrigin + performance.now()
      mostLines = Math.max(mostLines, document.querySelectorAll('[data-matters] > li').length)
      for (const line of document.querySelectorAll<HTMLElement>('li[data-alert-id], [data-matters] [data-alert-id]')) {
        const id = line.dataset['alertId'] ?? ''
        if (firstMs.has(id) || !line.checkVisibility()) continue
        const { top, bottom } = line.getBoundingClientRect()
        if (top >= 0 && bottom <= innerHeight) firstMs.set(id, atMs)
      }
    }
    // The frame after the change is the one in which it is on the screen.
    const soon = (): void => {
      if (isDue) return
      isDue = true
      requestAnimationFrame(() => setTimeout(look))
    }
    soon()
    new MutationObserver(soon).observe(document.body, { childList: true, subtree: true, attributes: true })
    Object.assign(window, { lineProbe: () => ({ firstMs: [...firstMs], mostLines }) })
    return performance.timeOrigin + performance.now()
  })
}

/** What has been seen so far. */
export async function readLineProbe(page: Page): Promise<SeenLines> {
  const seen = await page.evaluate(() =>
    (window as unknown as { lineProbe(): { firstMs: [string, number][]; mostLines: number } }).lineProbe(),
  )
  return { firstMs: new Map(seen.firstMs), mostLines: seen.mostLines }
}
