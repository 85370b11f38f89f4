import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { _electron } from '@playwright/test'
import { removeFolder, temporaryFolder, withWall } from '../test/e2e/room.ts'
import type { Bench } from './map/page/page.ts'
import { servePage } from './map/serve.ts'
import { ofName, perPicture, recordStretches, without, type Stretch } from './map/threadTime.ts'
import { machine, percentile, tenth } from './report/machine.ts'

// 10,000 movers at 1 Hz above a city of 30,000 buildings, a flood that rises, and nothing at all: what the city view costs our processor.
// The figures are the time that the page's main thread was at work (`recordStretches`): neither waiting for the graphics nor other programs
// on this machine are in them, but all that a call into the browser does on this thread is. `...WallP95Ms` is what passed on the clock.

const { values } = parseArgs({ options: { city: { type: 'string' }, seconds: { type: 'string', default: '20' } } })
const seconds = Number(values.seconds)
const footprints = resolve('../shared/data/footprints/city30k-synthetic-layout.geojson.gz')
const folder = temporaryFolder('bench-map')
const city = values.city ?? importedCity()
const page = await servePage(city, join(folder, 'page'))
const figures: Record<string, number> = {}
// Drawn within a frame of the scene, and not its cost.
const above = ['overlay', 'movers']
const secondsTurning = 36

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
    if (idle.frames > 0) console.log(`drawn at rest: ${idle.lastFrame}`)
    figures['idleDrawCalls'] = idle.drawCalls
    const session = await app.context().newCDPSession(window)
    const flood = await recordStretches(session, () => call((bench, steps) => bench.flood(steps), 30))
    told('floodStep', perPicture([...ofName(flood, 'flood'), ...without(flood, 'scene', above)], 'scene'))
    told('floodApply', ofName(flood, 'flood'))
    // The first seconds are for the compiler, as with the other ways to draw.
    const run = (runFor: number, isTurning: boolean) =>
      window.evaluate(([runFor, isTurning]) => (globalThis as unknown as { bench: Bench }).bench.movers(runFor, isTurning), [
        runFor,
        isTurning,
      ] as const)
    const first = await recordStretches(session, async () => void (await run(2, false)))
    figures['ownJsFirstMs'] = hundredth(Math.max(...perPicture(ofName(first, 'put', ...above), 'movers').map((each) => each.cpuMs)))
    const resting = await recordStretches(session, async () => {
      figures['movers'] = (await run(seconds, false)).count
    })
    const arriving = await recordStretches(session, () => call((bench) => bench.arrive(), 0))
    const turning = await recordStretches(session, async () => {
      figures['drawCallsPerFrame'] = Math.round((await run(secondsTurning, true)).drawCallsPerFrame)
    })
    const movers = [...resting, ...turning]
    const own = perPicture(ofName(movers, 'put', ...above), 'movers')
    told('ownJs', own)
    told('put', ofName(movers, 'put'))
    told('overlay', ofName(movers, 'overlay'))
    told('cesiumJs', without(turning, 'scene', above))
    told('cesiumArrivingJs', without(arriving, 'scene', above))
    figures['pictures'] = own.length
    figures['frames'] = ofName(turning, 'scene').length
    figures['arrivingFrames'] = ofName(arriving, 'scene').length
    const others = await recordStretches(session, () => call((bench, runFor) => bench.alternatives(runFor), Math.min(seconds, 8)))
    for (const name of ['entity', 'point', 'buffer']) told(name, perPicture(ofName(others, `${name}Put`, name), name))
    // All of the work, taking positions too: most pictures of the others take none, and ours spread a second's over several.
    figures['entityRatio'] = tenth(figures['entityMeanMs']! / figures['ownJsMeanMs']!)
    figures['entityMedianRatio'] = tenth(figures['entityP50Ms']! / figures['ownJsP50Ms']!)
  } finally {
    await app.close()
    page.close()
    removeFolder(folder)
  }
})
// Whoever else works on this machine is in the figures too.
figures['loadAverage'] = tenth(loadavg()[0] ?? 0)
console.log(JSON.stringify({ name: 'map', figures, machine }))

/** The clock of a thread counts microseconds. */
function hundredth(value: number): number {
  return Math.round(value * 100) / 100
}

function told(name: string, stretches: readonly Stretch[]): void {
  const cpuMs = stretches.map((each) => each.cpuMs)
  figures[`${name}P50Ms`] = hundredth(percentile(cpuMs, 0.5))
  figures[`${name}P95Ms`] = hundredth(percentile(cpuMs, 0.95))
  figures[`${name}MeanMs`] = hundredth(cpuMs.reduce((sum, ms) => sum + ms, 0) / cpuMs.length)
  figures[`${name}WallP95Ms`] = hundredth(
    percentile(
      stretches.map((each) => each.wallMs),
      0.95,
    ),
  )
}

/** The city of the measurement: imported from footprints where they are at hand. */
function importedCity(): string {
  if (!existsSync(footprints)) throw new Error(`name a city folder with --city: ${footprints} is not there`)
  const out = join(folder, 'city30k')
  execFileSync(process.execPath, ['out/main/cityCli.js', 'import', footprints, '--id', 'city30k', '--out', out], { stdio: 'ignore' })
  return out
}
