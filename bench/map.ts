import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { _electron } from '@playwright/test'
import { removeFolder, temporaryFolder, withWall } from '../test/e2e/room.ts'
import type { Bench } from './map/page/page.ts'
import { servePage } from './map/serve.ts'
import { machine, percentile, tenth } from './report/machine.ts'

// 10,000 movers at 1 Hz above a city of 30,000 buildings, a flood that rises, and nothing at all: what the city view costs our processor.
// The graphics' part is left out: what draws here is not what draws in a control room. `cesiumJs` is Cesium's script without the time
// within graphics calls, `cesiumSubmit` is with it.

const { values } = parseArgs({ options: { city: { type: 'string' }, seconds: { type: 'string', default: '20' } } })
const seconds = Number(values.seconds)
const footprints = resolve('../shared/data/footprints/city30k-synthetic-layout.geojson.gz')
const folder = temporaryFolder('bench-map')
const city = values.city ?? importedCity()
const page = await servePage(city, join(folder, 'page'))
const figures: Record<string, number> = {}

await withWall(1, async (wall) => {
  const env = Object.fromEntries(Object.entries(wall.env()).filter((entry): entry is [string, string] => entry[1] !== undefined))
  const app = await _electron.launch({ args: [resolve('bench/map/main.mjs'), '--no-sandbox', `--url=${page.url}`], env })
  try {
    const window = await app.firstWindow()
    window.on('pageerror', (error) => console.log('page:', error.message))
    window.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('GL Driver')) console.log('page:', message.text().slice(0, 400))
    })
    window.setDefaultTimeout(0)
    await window.waitForFunction(() => 'bench' in globalThis, undefined, { timeout: 60_000 })
    const call = <T>(work: (bench: Bench, given: number) => Promise<T>, given: number) =>
      window.evaluate(`(${work.toString()})(window.bench, ${given})`) as Promise<T>

    const opened = await call((bench) => bench.open(), 0)
    if (opened.buildings === 0) throw new Error('the city has no buildings')
    if (!opened.complete) console.log('the city was not at rest in time: figures are those of a city that is still arriving')
    figures['buildings'] = opened.buildings
    figures['openMs'] = Math.round(opened.openMs)
    const idle = await call((bench, ms) => bench.idle(ms), 10_000)
    figures['idleFrames'] = idle.frames
    figures['idleDrawCalls'] = idle.drawCalls
    const flood = await call((bench, steps) => bench.flood(steps), 30)
    figures['floodStepMs'] = tenth(percentile(flood.stepMs, 0.95))
    figures['floodApplyMs'] = tenth(percentile(flood.applyMs, 0.95))
    const movers = await call((bench, runFor) => bench.movers(runFor), seconds)
    figures['movers'] = movers.count
    figures['ownJsP50Ms'] = tenth(percentile(movers.own, 0.5))
    figures['ownJsP95Ms'] = tenth(percentile(movers.own, 0.95))
    figures['putP95Ms'] = tenth(percentile(movers.putMs, 0.95))
    figures['moverPictureP95Ms'] = tenth(percentile(movers.moversMs, 0.95))
    figures['overlayP95Ms'] = tenth(percentile(movers.overlayMs, 0.95))
    figures['cesiumJsP50Ms'] = tenth(percentile(movers.sceneMs, 0.5))
    figures['cesiumJsP95Ms'] = tenth(percentile(movers.sceneMs, 0.95))
    figures['cesiumSubmitP95Ms'] = tenth(percentile(movers.submitMs, 0.95))
    figures['pictures'] = movers.own.length
    const others = await call((bench, runFor) => bench.alternatives(runFor), Math.min(seconds, 8))
    for (const [name, { frameMs }] of Object.entries(others)) {
      figures[`${name}P50Ms`] = tenth(percentile(frameMs, 0.5))
      figures[`${name}P95Ms`] = tenth(percentile(frameMs, 0.95))
    }
    figures['entityRatio'] = tenth(figures['entityP50Ms']! / Math.max(0.05, percentile(movers.own, 0.5)))
  } finally {
    await app.close()
    page.close()
    removeFolder(folder)
  }
})
// Whoever else works on this machine is in the figures too.
figures['loadAverage'] = tenth(loadavg()[0] ?? 0)
console.log(JSON.stringify({ name: 'map', figures, machine }))

/** The city of the measurement: imported from footprints where they are at hand. */
function importedCity(): string {
  if (!existsSync(footprints)) throw new Error(`name a city folder with --city: ${footprints} is not there`)
  const out = join(folder, 'city30k')
  execFileSync(process.execPath, ['out/main/cityCli.js', 'import', footprints, '--id', 'city30k', '--out', out], { stdio: 'ignore' })
  return out
}
