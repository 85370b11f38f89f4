import { parseArgs } from 'node:util'
import type { Page } from '@playwright/test'
import {
  inletOf,
  postCap,
  ready,
  removeFolder,
  renderersOf,
  spawnRoom,
  startRoom,
  temporaryFolder,
  withWall,
  type Room,
} from '../test/e2e/room.ts'
import { capMessage } from './wall/capMessage.ts'
import { labelPainted, tilesOn, type Shown } from './wall/tiles.ts'
import { machine, percentile, tenth } from './report/machine.ts'

// The wall in the real application: alerts that steer it, displays that come and go, pages that die.

const { values } = parseArgs({
  options: {
    alerts: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '50' },
    kills: { type: 'string', default: '20' },
  },
})
const [alerts, rounds, kills] = [Number(values.alerts), Number(values.rounds), Number(values.kills)]
const displays = 4
type Wall = Parameters<Parameters<typeof withWall>[1]>[0]
const surfaces = [1, 2, 3]
const figures: Record<string, number> = { runs: alerts }
const data = temporaryFolder('bench-wall')

await withWall(displays, async (wall) => {
  const room = await startRoom({ wall, data, arguments: ['--lang=vi'] })
  try {
    const desk = await ready(await room.desk())
    const pages = await Promise.all(surfaces.map(async (n) => ready(await room.surface(n))))
    for (const page of [desk, ...pages])
      await page.waitForFunction(() => document.querySelector('[data-mode="starting"]') === null, undefined, { timeout: 60_000 })
    await switchRuleOn(desk)
    await steerByAlerts(room, pages)
    await plugAndUnplug(room, wall, await tilesOn(pages))
  } finally {
    await room.close()
  }
  removeFolder(data)
})
// Desk and one surface: both show the city, so that both can say when it is drawn again.
await withWall(2, async (wall) => {
  const folder = temporaryFolder('bench-wall-kills')
  await killPages(wall, folder)
  removeFolder(folder)
})
console.log(JSON.stringify({ name: 'wall', figures, machine }))

async function switchRuleOn(desk: Page): Promise<void> {
  await desk.keyboard.press('g')
  await desk.keyboard.press('w')
  await desk.locator('[data-rule="alert-in-city"]').press('Enter')
  await desk.locator('[data-rule="alert-in-city"][aria-pressed="true"]').waitFor()
  // One alert after the other, without the time that people are given between two.
  await desk.locator('[data-rule-hold]').fill('0')
  await desk.locator('[data-rule-hold]').press('Enter')
  await desk.keyboard.press('Escape')
}

/** Each alert turns the city on surface 1 to it; its cancel brings back what was there. */
async function steerByAlerts(room: Room, pages: readonly Page[]): Promise<void> {
  const inlet = await inletOf(room)
  const [first] = pages
  if (first === undefined) throw new Error('no wall')
  const before = await tilesOn(pages)
  const delays: number[] = []
  let restored = 0
  for (let run = 0; run < alerts; run += 1) {
    const message = capMessage(run)
    const painted = labelPainted(first, message.headline)
    const sentAtMs = Date.now()
    await postCap(inlet, message.alert)
    delays.push((await painted) - sentAtMs)
    await postCap(inlet, message.cancel)
    await first.waitForFunction(() => document.querySelector('[data-aim^="alert "]') === null, undefined, { timeout: 10_000 })
    if (same(before, await tilesOn(pages))) restored += 1
  }
  figures['applyP50Ms'] = tenth(percentile(delays, 0.5))
  figures['applyP95Ms'] = tenth(percentile(delays, 0.95))
  figures['restored'] = restored
  console.log(
    `${alerts} alerts: on the wall p50 ${figures['applyP50Ms']} ms, p95 ${figures['applyP95Ms']} ms; ${restored} went back exactly`,
  )
}

/** Displays in turn are unplugged and plugged again, in twos, in an order that is the same in every run. */
async function plugAndUnplug(room: Room, wall: Parameters<Parameters<typeof withWall>[1]>[0], before: readonly Shown[][]): Promise<void> {
  const home = await boundsOf(room)
  let [offscreen, lost] = [0, 0]
  for (let round = 0; round < rounds; round += 1) {
    const away = [2 + (round % 3), 2 + ((round * 2 + 1) % 3)]
    for (const display of new Set(away)) wall.unplug(display)
    await settled(room, displays - new Set(away).size)
    for (const display of new Set(away)) wall.plug(display)
    await settled(room, displays)
    const now = await boundsOf(room)
    offscreen += now.filter((bounds, index) => bounds !== home[index]).length
    const pages = await Promise.all(surfaces.map((n) => room.surface(n)))
    if (!same(before, await tilesOn(pages))) lost += 1
  }
  Object.assign(figures, { rounds, offscreen, scenesLost: lost })
  console.log(`${rounds} rounds of unplugging: ${offscreen} windows off their display, ${lost} arrangements lost`)
}

/**
 * Ends the pages of a room in turn, as a fault would, until each has drawn its city again. Nothing is attached: a debugger keeps a page
 * that has crashed.
 */
async function killPages(wall: Wall, folder: string): Promise<void> {
  const room = spawnRoom(wall, folder)
  const back: number[] = []
  try {
    await Promise.all(['graphics: desk', 'graphics: wall 1'].map((line) => room.print(line)))
    for (let run = 0; run < kills; run += 1) {
      const pages = renderersOf(folder)
      const before = room.printed().length
      const startedMs = Date.now()
      process.kill(pages[run % pages.length] ?? 0, 'SIGKILL')
      await room.print('loading it again', before)
      await newPage(folder, pages)
      await room.print('graphics:', before)
      back.push(Date.now() - startedMs)
    }
  } finally {
    room.process.kill('SIGTERM')
    await room.ended
  }
  Object.assign(figures, { kills, surfaceBackP95Ms: tenth(percentile(back, 0.95)) })
  console.log(`${kills} pages killed: drawn again after ${figures['surfaceBackP95Ms']} ms at p95`)
}

async function newPage(folder: string, before: readonly number[]): Promise<void> {
  while (renderersOf(folder).every((pid) => before.includes(pid))) await new Promise((settle) => setTimeout(settle, 20))
}

/** Bounds of the desk and of the surfaces, as text, in their order. */
function boundsOf(room: Room): Promise<string[]> {
  return room.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .filter((window) => window.isVisible())
      .map((window) => `${new URL(window.webContents.getURL()).search} ${JSON.stringify(window.getBounds())}`)
      .sort(),
  )
}

/** Waits until as many windows are visible as there are displays, each filling one, twice in a row. */
async function settled(room: Room, count: number): Promise<void> {
  let calm = 0
  for (let attempt = 0; calm < 2; attempt += 1) {
    if (attempt > 400) throw new Error(`the windows did not settle on ${count} displays`)
    const isRight = await room.app.evaluate(({ BrowserWindow, screen }, wanted) => {
      const places = screen.getAllDisplays().map(({ bounds }) => JSON.stringify(bounds))
      const windows = BrowserWindow.getAllWindows().filter((window) => window.isVisible())
      const there = new Set(windows.map((window) => JSON.stringify(window.getBounds())))
      return places.length === wanted && windows.length === wanted && places.every((place) => there.has(place))
    }, count)
    calm = isRight ? calm + 1 : 0
    await new Promise((settle) => setTimeout(settle, 50))
  }
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
