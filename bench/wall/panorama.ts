import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { crossingAlert, hangAcross, seamErrorPx } from '../../test/e2e/panoramaWall.ts'
import { inletOf, postCap, removeFolder, temporaryFolder } from '../../test/e2e/room.ts'
import type { VirtualWall } from '../../tools/virtualWall.mjs'
import { percentile, tenth } from '../report/machine.ts'
import type { WallRoom } from './wallRoom.ts'

/** What a window drew when: epoch milliseconds, and the heading of the camera of that frame. */
type Drawn = { atMs: number; headingDeg: number }

const framesASecond = 30
// Slow enough to stay below a full turn in the longest run.
const degreesAFrame = 0.25

/** One city across two displays: by how much a line misses itself at the seam, and, while the camera turns at a steady pace, by how many frames of 30 a second the one is behind the other. */
export async function panorama({ room, wall, desk, pages }: WallRoom, seconds: number): Promise<Record<string, number>> {
  const across = pages.slice(1)
  await hangAcross(desk, across)
  await postCap(await inletOf(room), crossingAlert())
  const seam = await seamOf(wall)
  const tracks = across.map((page) => trackOf(page, seconds * 1_000))
  await turnCamera(desk, seconds * 1_000)
  const [one = [], other = []] = await Promise.all(tracks)
  const skews = skewsOf(one, other)
  const seamAfter = await seamOf(wall)
  const figures = {
    seamErrorPx: hundredth(seam),
    seamAfterTurnPx: hundredth(seamAfter),
    skewFrames: tenth(percentile(skews, 0.95)),
    skewWorstFrames: tenth(Math.max(...skews)),
    panoramaFrames: one.length + other.length,
  }
  console.log(
    `one city on two displays: a line misses itself by ${figures.seamErrorPx} px, after turning by ${figures.seamAfterTurnPx} px; turning for ${seconds} s: ${figures.skewFrames} frames apart at p95, ${figures.skewWorstFrames} at the most`,
  )
  return figures
}

/** The error at the seam once both displays have shown the same for five seconds; the best of what is seen until then would be no measurement. */
async function seamOf(wall: VirtualWall): Promise<number> {
  const folder = temporaryFolder('bench-wall-seam')
  let [now, unchanged] = [Number.NaN, 0]
  for (let attempt = 0; attempt < 60 && unchanged < 5; attempt += 1) {
    await new Promise((settle) => setTimeout(settle, 1_000))
    const before = now
    now = seamErrorPx(wall, (display) => join(folder, `display-${display}.png`))
    unchanged = now === before ? unchanged + 1 : 0
  }
  removeFolder(folder)
  return now
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100
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
