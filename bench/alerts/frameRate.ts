import type { Page } from '@playwright/test'

const lengthMs = 4_000

/** Frames a second of the desk while its list is scrolled to and fro (or would be, if there were anything in it), and the rows it has. */
export async function measureFrames(page: Page): Promise<{ fps: number; rows: number }> {
  return page.evaluate(async (durationMs) => {
    const scroller = document.querySelector<HTMLElement>('.alerts .scroller')
    const rows = Number(scroller?.querySelector('li')?.getAttribute('aria-setsize') ?? 0)
    const startMs = performance.now()
    let frames = 0
    await new Promise<void>((settle) => {
      const step = (): void => {
        const elapsedMs = performance.now() - startMs
        if (elapsedMs >= durationMs) return settle()
        frames += 1
        // Half of the time down, half up, four rows and a half a frame.
        if (scroller !== null) scroller.scrollTop += elapsedMs < durationMs / 2 ? 350 : -350
        requestAnimationFrame(step)
      }
      requestAnimationFrame(step)
    })
    return { fps: frames / ((performance.now() - startMs) / 1_000), rows }
  }, lengthMs)
}
