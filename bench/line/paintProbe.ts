import type { Page } from '@playwright/test'

/** When an alert was first painted in a window: its id and epoch milliseconds. */
export type Painted = { id: string; atMs: number }

/**
 * Watches a page for elements with `data-alert-id` and notes when each id was first on the screen: the first task after the
 * frame in which it was in the document. Nothing of the product knows of it.
 */
export async function startPaintProbe(page: Page): Promise<void> {
  await page.evaluate(() => {
    const painted = new Map<string, number>()
    let waiting: string[] = []
    const channel = new MessageChannel()
    channel.port1.onmessage = () => {
      const atMs = performance.timeOrigin + performance.now()
      for (const id of waiting) if (!painted.has(id)) painted.set(id, atMs)
      waiting = []
    }
    const look = (): void => {
      const fresh: string[] = []
      for (const element of document.querySelectorAll<HTMLElement>('[data-alert-id]')) {
        const id = element.dataset['alertId'] ?? ''
        if (id !== '' && !painted.has(id)) fresh.push(id)
      }
      if (fresh.length === 0) return
      requestAnimationFrame(() => {
        waiting.push(...fresh)
        channel.port2.postMessage(0)
      })
    }
    look()
    new MutationObserver(look).observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['data-alert-id'],
    })
    Object.assign(window, { paintProbe: () => [...painted] })
  })
}

/** What has been painted so far. */
export async function readPaintProbe(page: Page): Promise<Painted[]> {
  const entries = await page.evaluate(() => (window as unknown as { paintProbe(): [string, number][] }).paintProbe())
  return entries.map(([id, atMs]) => ({ id, atMs }))
}
