import type { Page } from '@playwright/test'
import { percentile, tenth } from '../report/machine.ts'
import type { WallRoom } from './wallRoom.ts'

/** What a window drew when: epoch milliseconds, and the heading of the camera of that frame. */
type Drawn = { atMs: number; headingDeg: number }

const framesASecond = 30
// Slow enough to stay below a full turn in the longest run.
const degreesAFrame = 0.25

/** One city across two displays whose camera turns at a steady pace: by how many frames of 30 a second the one is behind the other. */
export async function panorama({ desk, pages }: WallRoom, seconds: number): Promise<Record<string, number>> {
  const across = pages.slice(1)
  await desk.keyboard.press('g')
  await desk.keyboard.press('w')
  await desk.locator('[data-surface="2"]').click()
  await desk.locator('[data-surface="3"]').click()
  await desk.locator('[data-content="panorama"]').press('Enter')
  await desk.keyboard.press('Control+Enter')
  await desk.keyboard.press('Escape')
  for (const page of across) await page.waitForSelector('[data-mode="scene"]', { timeout: 120_000 })
  const tracks = across.map((page) => trackOf(page, seconds * 1_000))
  await turnCamera(desk, seconds * 1_000)
  const [one = [], other = []] = await Promise.all(tracks)
  const skews = skewsOf(one, other)
  const figures = {
    skewFrames: tenth(percentile(skews, 0.95)),
    skewWorstFrames: tenth(Math.max(...skews)),
    panoramaFrames: one.length + other.length,
  }
  console.log(`camera of two displays, ${seconds} s: ${figures.skewFrames} frames apart at p95, ${figures.skewWorstFrames} at the most`)
  return figures
}

/** Leads the wall as the desk does, with a camera that turns. */
function turnCamera(desk: Page, forMs: number): Promise<void> {
  return desk.evaluate(
    async ([durationMs, everyMs, stepDeg]) => {
      const city = (await (await fetch('/city-data/city.json')).json()) as {
        viewpoints: { target: object; rangeM: number; pitchDeg: number }[]
      }
      const { target, rangeM, pitchDeg } = city.viewpoints[0]!
      const channel = new BroadcastChannel('city-camera')
      const startedMs = performance.now()
      await new Promise<void>((settle) => {
        const timer = setInterval(() => {
          const frame = Math.floor((performance.now() - startedMs) / everyMs)
          channel.postMessage({ kind: 'pose', pose: { target, rangeM, pitchDeg, headingDeg: frame * stepDeg } })
          if (frame * everyMs < durationMs) return
          clearInterval(timer)
          settle()
        }, everyMs)
      })
      channel.postMessage({ kind: 'end' })
      channel.close()
    },
    [forMs, 1_000 / framesASecond, degreesAFrame] as const,
  )
}

/** The headings that a window draws: the needle in its corner is written with each frame, from the camera of that frame. */
function trackOf(page: Page, forMs: number): Promise<Drawn[]> {
  return page.evaluate(
    (durationMs) =>
      new Promise<{ atMs: number; headingDeg: number }[]>((settle) => {
        const needle = document.querySelector<SVGElement>('[data-tile="panorama"] svg')!
        const drawn: { atMs: number; headingDeg: number }[] = []
        const observer = new MutationObserver(() => {
          const turned = Number(/rotate\((-?[\d.]+)deg\)/.exec(needle.style.transform)?.[1] ?? 0)
          drawn.push({ atMs: performance.timeOrigin + performance.now(), headingDeg: -turned })
        })
        observer.observe(needle, { attributes: true, attributeFilter: ['style'] })
        setTimeout(() => {
          observer.disconnect()
          settle(drawn)
        }, durationMs)
      }),
    forMs,
  )
}

/** How long after the one window had drawn a place of the camera the other had come as far, in frames: for every frame of both. */
function skewsOf(one: readonly Drawn[], other: readonly Drawn[]): number[] {
  const behind = (first: readonly Drawn[], second: readonly Drawn[]): number[] =>
    first.flatMap(({ atMs, headingDeg }) => {
      const reached = second.find((each) => each.headingDeg >= headingDeg)
      return reached === undefined ? [] : [Math.max(0, reached.atMs - atMs) / (1_000 / framesASecond)]
    })
  const skews = [...behind(one, other), ...behind(other, one)]
  if (skews.length < 4) throw new Error(`the camera did not turn on both displays: ${one.length} and ${other.length} frames`)
  return skews
}
