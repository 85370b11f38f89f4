import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { _electron } from '@playwright/test'
import { removeFolder, temporaryFolder, withWall } from '../test/e2e/room.ts'
import { slopeOf } from './map/slope.ts'
import type { Bench } from './map/page/page.ts'
import { servePage } from './map/serve.ts'
import { machine, percentile, tenth } from './report/machine.ts'

// The city view used without a pause: flights, layers on and off, colours, a flood up and down, 10,000 movers. Does its memory grow?

const { values } = parseArgs({
  options: { city: { type: 'string', default: 'resources/city/dong-ha' }, minutes: { type: 'string', default: '120' } },
})
const minutes = Number(values.minutes)
const folder = temporaryFolder('bench-soak')
const page = await servePage(values.city, join(folder, 'page'))
const samples: { atHours: number; megabytes: number; heapMegabytes: number }[] = []
let steps = 0
let lost = 0
let sweptMegabytes = Number.NaN

await withWall(1, async (wall) => {
  const env = Object.fromEntries(Object.entries(wall.env()).filter((entry): entry is [string, string] => entry[1] !== undefined))
  const app = await _electron.launch({ args: [resolve('bench/map/main.mjs'), '--no-sandbox', `--url=${page.url}`], env })
  try {
    const window = await app.firstWindow()
    window.on('console', (message) => {
      if (message.text().includes('city scene lost')) lost += 1
    })
    window.setDefaultTimeout(0)
    await window.waitForFunction(() => 'bench' in globalThis, undefined, { timeout: 60_000 })
    await window.evaluate(() => (globalThis as unknown as { bench: Bench }).bench.open())
    const rendererKilobytes = () =>
      app.evaluate(({ app: application }) =>
        application
          .getAppMetrics()
          .filter(({ type }) => type === 'Tab')
          .reduce((sum, { memory }) => sum + memory.workingSetSize, 0),
      )
    const devtools = await window.context().newCDPSession(window)
    const startedMs = performance.now()
    while (performance.now() - startedMs < minutes * 60_000) {
      const heapBytes = await window.evaluate((step) => (globalThis as unknown as { bench: Bench }).bench.use(step), steps)
      steps += 1
      const kilobytes = await rendererKilobytes()
      samples.push({
        atHours: (performance.now() - startedMs) / 3_600_000,
        megabytes: kilobytes / 1024,
        heapMegabytes: heapBytes / 2 ** 20,
      })
      if (steps % 20 === 0) console.log(`${steps} steps, ${Math.round(kilobytes / 1024)} MB, heap ${Math.round(heapBytes / 2 ** 20)} MB`)
    }
    // What is left when the page's garbage is swept up (that of its workers is not) was really held.
    await devtools.send('HeapProfiler.collectGarbage')
    sweptMegabytes = (await rendererKilobytes()) / 1024
  } finally {
    await app.close()
    page.close()
    removeFolder(folder)
  }
})

// What is fetched and compiled at first is no leak: the first quarter is left out.
const settled = samples.slice(Math.floor(samples.length / 4))
const memory = slopeOf(settled.map(({ atHours, megabytes }) => [atHours, megabytes]))
const heap = slopeOf(settled.map(({ atHours, heapMegabytes }) => [atHours, heapMegabytes]))
const figures = {
  minutes: tenth((samples.at(-1)?.atHours ?? 0) * 60),
  steps,
  contextsLost: lost,
  rendererMb: tenth(
    percentile(
      settled.map(({ megabytes }) => megabytes),
      0.5,
    ),
  ),
  rendererPeakMb: tenth(Math.max(...samples.map(({ megabytes }) => megabytes))),
  rendererSweptMb: tenth(sweptMegabytes),
  slopeMbPerHour: tenth(memory.slope),
  slopeConfidence95MbPerHour: tenth(memory.confidence95),
  heapSlopeMbPerHour: tenth(heap.slope),
  heapSlopeConfidence95MbPerHour: tenth(heap.confidence95),
}
console.log(JSON.stringify({ name: 'mapSoak', figures, machine }))
