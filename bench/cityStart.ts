import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import type { Page } from '@playwright/test'
import { ready, removeFolder, startRoom, temporaryFolder } from '../test/e2e/room.ts'
import { startVirtualWall, type WallMode } from '../tools/virtualWall.mjs'
import { machine, tenth } from './report/machine.ts'

// How long after the start of the real application every city view of a wall shows its ground in 3D, and all houses in view.

const { values } = parseArgs({
  options: {
    displays: { type: 'string', default: '4' },
    mode: { type: 'string', default: '1920x1080' },
    limit: { type: 'string', default: '120' },
  },
})
const displays = Number(values.displays)
const data = temporaryFolder('bench-city-start')
const wall = await startVirtualWall({ displays, mode: values.mode as WallMode })
const startedAtMs = Date.now()
const room = await startRoom({ wall, data, arguments: ['--lang=vi'] })

/** Seconds from the start to the first mark of this name in a page. */
async function secondsTo(page: Page, mark: string): Promise<number> {
  const found = await page.waitForFunction(
    (name) => {
      const [first] = performance.getEntriesByName(name)
      return first === undefined ? null : performance.timeOrigin + first.startTime
    },
    mark,
    { timeout: Number(values.limit) * 1_000, polling: 250 },
  )
  return ((await found.jsonValue()) as number) / 1_000 - startedAtMs / 1_000
}

try {
  const pages = [await room.desk()]
  for (let surface = 1; surface < displays; surface += 1) pages.push(await room.surface(surface))
  const views: { name: string; page: Page }[] = []
  for (const [index, page] of pages.entries()) {
    await ready(page)
    // Some surfaces show lists only.
    const hasCity = await page.waitForSelector('[data-mode]', { timeout: 5_000 }).then(
      () => true,
      () => false,
    )
    if (hasCity) views.push({ name: index === 0 ? 'desk' : `wall ${index}`, page })
  }
  const times = await Promise.all(
    views.map(async ({ name, page }) => {
      const groundS = await secondsTo(page, 'city.ground')
      const buildingsS = await secondsTo(page, 'city.buildings')
      console.log(`${name}: ground after ${groundS.toFixed(1)} s, all houses in view after ${buildingsS.toFixed(1)} s`)
      return { groundS, buildingsS }
    }),
  )
  const figures = {
    cityViews: times.length,
    displays,
    cores: cpus().length,
    lastGroundS: tenth(Math.max(...times.map(({ groundS }) => groundS))),
    lastBuildingsS: tenth(Math.max(...times.map(({ buildingsS }) => buildingsS))),
  }
  console.log(JSON.stringify({ name: 'cityStart', figures, machine }))
} finally {
  await room.close()
  await wall.stop()
  removeFolder(data)
}
