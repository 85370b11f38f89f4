import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Page } from '@playwright/test'
import { inletOf, ready, removeFolder, startRoom, temporaryFolder, withWall, type Room } from '../test/e2e/room.ts'
import { measureNaivePage } from './line/naivePage.ts'
import { readPaintProbe, startPaintProbe, type Painted } from './line/paintProbe.ts'
import { runProducer } from './line/runProducer.ts'
import { machine, percentile, tenth } from './report/machine.ts'

// From the gateway's receipt of a CAP message to the painted row, in the real application: desk and four wall surfaces open.

const surfaces = [1, 2, 3, 4]
const steps = [
  { rate: 10, seconds: 30 },
  { rate: 100, seconds: 10 },
  { rate: 1_000, seconds: 8 },
]
const figures: Record<string, number> = {}

await withWall(surfaces.length + 1, async (wall) => {
  for (const { rate, seconds } of steps) {
    const data = temporaryFolder('bench-line')
    const room = await startRoom({ wall, data, arguments: ['--lang=vi'] })
    try {
      await measureStep(room, rate, seconds)
    } finally {
      await room.close()
      removeFolder(data)
    }
  }
  const env = Object.fromEntries(Object.entries(wall.env()).filter((entry): entry is [string, string] => entry[1] !== undefined))
  const naive = await measureNaivePage(env, 10, 20)
  const delays = naive.painted.map(({ id, atMs }) => atMs - (naive.sentAtMs.get(id) ?? NaN))
  figures['naiveP50Ms'] = tenth(percentile(delays, 0.5))
  figures['naiveP99Ms'] = tenth(percentile(delays, 0.99))
  console.log(
    `plain reactive([]) page, 10/s: p50 ${figures['naiveP50Ms']} ms, p99 ${figures['naiveP99Ms']} ms over ${delays.length} alerts`,
  )
})
console.log(JSON.stringify({ name: 'line', figures, machine }))

async function measureStep(room: Room, rate: number, seconds: number): Promise<void> {
  const inlet = await inletOf(room)
  const desk = await ready(await room.desk())
  const walls = await Promise.all(surfaces.map(async (n) => ready(await room.surface(n))))
  await citySettled([desk, ...walls])
  for (const page of [desk, ...walls]) await startPaintProbe(page)

  const ages = sampleNewestAge(desk)
  // What is measured is the list: a flood shows groups in its place until somebody asks for it.
  const inList = desk.waitForSelector('[data-flood]').then(() => desk.keyboard.press('f'))
  const sender = await runProducer(inlet, { rate, seconds, prefix: `bench-${rate}` })
  await desk.waitForFunction((n) => Number(document.querySelector('[data-total]')?.getAttribute('data-total')) >= n, sender.accepted, {
    timeout: 60_000,
  })
  await inList
  const samples = await ages.stop()
  const painted = await Promise.all([desk, ...walls].map(readPaintProbe))
  const received = receivedTimes(join(room.data, 'gateway', 'log.sqlite'))

  const [deskDelays = [], ...wallDelays] = painted.map((each) => delaysOf(each, received))
  const rateHeld = tenth(sender.accepted / (sender.elapsedMs / 1000))
  const newestAges = samples.flatMap(({ id, atMs }) => (received.has(id) ? [atMs - (received.get(id) ?? 0)] : []))
  const suffix = rate === 10 ? '' : `At${rate}`
  figures[`eventToPixelP50Ms${suffix}`] = tenth(percentile(deskDelays, 0.5))
  figures[`eventToPixelP99Ms${suffix}`] = tenth(percentile(deskDelays, 0.99))
  figures[`newestVisibleAgeP50Ms${suffix}`] = tenth(percentile(newestAges, 0.5))
  figures[`newestVisibleAgeP99Ms${suffix}`] = tenth(percentile(newestAges, 0.99))
  figures[`rateHeldPerS${suffix}`] = rateHeld
  figures[`refused${suffix}`] = sender.refused
  wallDelays.forEach((delays, index) => {
    if (delays.length === 0) return
    figures[`wall${index + 1}P50Ms${suffix}`] = tenth(percentile(delays, 0.5))
    figures[`wall${index + 1}P99Ms${suffix}`] = tenth(percentile(delays, 0.99))
  })
  console.log(
    `${rate}/s for ${seconds} s: ${sender.accepted} accepted, ${sender.refused} refused, ${rateHeld}/s held; desk: ${deskDelays.length} rows painted, ` +
      `p50 ${figures[`eventToPixelP50Ms${suffix}`]} ms, p99 ${figures[`eventToPixelP99Ms${suffix}`]} ms; newest visible is ` +
      `${figures[`newestVisibleAgeP50Ms${suffix}`]} ms old at the median, ${figures[`newestVisibleAgeP99Ms${suffix}`]} ms at p99`,
  )
}

/** Waits until no city view has drawn its ground for a while: start-up is not what is measured. */
async function citySettled(pages: Page[]): Promise<void> {
  for (const page of pages)
    await page.waitForFunction(() => document.querySelector('[data-mode="starting"]') === null, undefined, { timeout: 60_000 })
}

/** Ten times a second: which alert is on top of the list, and when that was looked at. */
function sampleNewestAge(page: Page): { stop(): Promise<Painted[]> } {
  const samples: Painted[] = []
  let isRunning = true
  const running = (async () => {
    while (isRunning) {
      const sample = await page.evaluate(async () => {
        await new Promise((settle) => setTimeout(settle, 100))
        const top = document.querySelector<HTMLElement>('li[data-alert-id][aria-posinset="1"]')
        return { id: top?.dataset['alertId'] ?? '', atMs: performance.timeOrigin + performance.now() }
      })
      samples.push(sample)
    }
  })()
  return {
    async stop() {
      isRunning = false
      await running
      return samples
    },
  }
}

/** When the gateway had each message, from its own log. */
function receivedTimes(logFile: string): Map<string, number> {
  const native = process.env['SQLITE_NATIVE']
  const database = new Database(logFile, { readonly: true, ...(native === undefined ? {} : { nativeBinding: native }) })
  const rows = database.prepare("SELECT body FROM facts WHERE type = 'alert.raised'").all() as { body: string }[]
  database.close()
  return new Map(
    rows.map(({ body }) => {
      const { alert } = (JSON.parse(body) as { payload: { alert: { id: string; source: { receivedAtMs: number } } } }).payload
      return [alert.id, alert.source.receivedAtMs]
    }),
  )
}

function delaysOf(painted: Painted[], received: Map<string, number>): number[] {
  return painted.flatMap(({ id, atMs }) => (received.has(id) ? [atMs - (received.get(id) ?? 0)] : []))
}
