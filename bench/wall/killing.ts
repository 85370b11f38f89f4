import { removeFolder, spawnRoom, temporaryFolder, withWall } from '../../test/e2e/room.ts'
import { percentile, tenth } from '../report/machine.ts'
import { inspect, pageInspectors, type Inspector } from './inspector.ts'
import { displays } from './wallRoom.ts'

type PageProcess = { url: string; pid: number }
const calmMs = 2_000

/** Everything a page shows, for comparing: its tiles with their place and what they look at. */
const shownExpression = `JSON.stringify([...document.querySelectorAll('[data-tile-id]')].map((place) => [place.dataset.tileId, place.getAttribute('style'), place.querySelector('[data-tile]')?.dataset.tile, place.querySelector('[data-tile]')?.dataset.aim]))`
/** Whether the page has its state, and every city on it a picture. */
const isReady = `document.documentElement.dataset.ready === 'true' && document.querySelector('[data-mode="starting"], .city-state') === null`
/** Epoch milliseconds once a frame with all that has been drawn. */
const drawnAt = `new Promise((settle) => requestAnimationFrame(() => requestAnimationFrame(() => settle(Date.now()))))`
const answerLimitMs = 1_000
const startFrames = `(() => {
  const frames = { worstMs: 0, lastMs: performance.now(), isOn: true }
  window.benchFrames = frames
  const next = () => {
    const nowMs = performance.now()
    frames.worstMs = Math.max(frames.worstMs, nowMs - frames.lastMs)
    frames.lastMs = nowMs
    if (frames.isOn) requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
})()`
const readFrames = `(() => { const { worstMs } = window.benchFrames; window.benchFrames.worstMs = 0; return worstMs })()`
const endFrames = `window.benchFrames.isOn = false`

/**
 * Ends the pages of a room in turn, as a fault would. Measured are the time until the page shows what it showed, and the longest time
 * between two frames of the others, in a calm moment before and while one comes back.
 */
export async function killPages(kills: number): Promise<Record<string, number>> {
  const data = temporaryFolder('bench-wall-kills')
  const measured = { back: [] as number[], gaps: [] as number[], calmGaps: [] as number[], restored: 0 }
  await withWall(displays, async (wall) => {
    const room = spawnRoom(wall, data, ['--inspect=0', '--remote-debugging-port=0'])
    try {
      await Promise.all([room.print('Debugger listening on '), room.print('DevTools listening on ')])
      const mainUrl = /Debugger listening on (ws:\S+)/.exec(room.printed())?.[1] ?? ''
      const port = Number(/DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(room.printed())?.[1])
      const main = await inspect(mainUrl, true)
      const urls = await pagesStanding(main, port)
      for (let run = 0; run < kills; run += 1) await killOne(main, port, urls, urls[run % urls.length]!, measured)
      main.close()
    } finally {
      room.process.kill('SIGTERM')
      await room.ended
    }
  })
  removeFolder(data)
  const figures = {
    kills,
    surfaceBackP95Ms: tenth(percentile(measured.back, 0.95)),
    surfaceBackWorstMs: tenth(Math.max(...measured.back)),
    pagesRestored: measured.restored,
    othersGapP95Ms: tenth(percentile(measured.gaps, 0.95)),
    othersGapWorstMs: tenth(Math.max(...measured.gaps)),
    calmGapP95Ms: tenth(percentile(measured.calmGaps, 0.95)),
  }
  console.log(
    `${kills} pages killed: back after ${figures.surfaceBackP95Ms} ms at p95, ${figures.pagesRestored} as they were; longest time between two frames of the others ${figures.othersGapWorstMs} ms (before, p95: ${figures.calmGapP95Ms} ms)`,
  )
  return figures
}

async function killOne(
  main: Inspector,
  port: number,
  urls: readonly string[],
  url: string,
  measured: { back: number[]; gaps: number[]; calmGaps: number[]; restored: number },
): Promise<void> {
  const inspectors = await pageInspectors(port)
  const open = (each: string): Promise<Inspector> => inspect(inspectors.get(each) ?? '')
  const before = await shownIn(await open(url))
  const others = await Promise.all(urls.filter((each) => each !== url).map(open))
  await Promise.all(others.map((other) => other.evaluate(startFrames)))
  await later(calmMs)
  measured.calmGaps.push(...(await Promise.all(others.map((other) => other.evaluate<number>(readFrames)))))
  const { pid } = (await processesOf(main)).find((each) => each.url === url) ?? { pid: 0 }
  const startedMs = Date.now()
  process.kill(pid, 'SIGKILL')
  await newProcess(main, url, pid)
  const page = await standing(port, url)
  measured.back.push((await page.evaluate<number>(drawnAt)) - startedMs)
  if ((await shownIn(page)) === before) measured.restored += 1
  measured.gaps.push(...(await Promise.all(others.map((other) => other.evaluate<number>(readFrames)))))
  await Promise.all(others.map((other) => other.evaluate(endFrames)))
  for (const each of others) each.close()
}

async function shownIn(page: Inspector): Promise<string> {
  const shown = await page.evaluate<string>(shownExpression)
  page.close()
  return shown
}

function processesOf(main: Inspector): Promise<PageProcess[]> {
  return main.evaluate(
    `require('electron').BrowserWindow.getAllWindows().map(({ webContents }) => ({ url: webContents.getURL(), pid: webContents.getOSProcessId() }))`,
  )
}

/** The addresses of the pages, once all of them have drawn what they show. */
async function pagesStanding(main: Inspector, port: number): Promise<string[]> {
  for (;;) {
    const pages = await processesOf(main)
    if (pages.length === displays && pages.every(({ url, pid }) => url !== '' && pid > 0)) {
      for (const { url } of pages) (await standing(port, url)).close()
      return pages.map(({ url }) => url)
    }
    await later(50)
  }
}

async function newProcess(main: Inspector, url: string, before: number): Promise<void> {
  for (;;) {
    const pid = (await processesOf(main)).find((each) => each.url === url)?.pid ?? 0
    if (pid !== 0 && pid !== before) return
    await later(10)
  }
}

/**
 * The inspector of a page once it stands. Just after its birth a page is still an empty one, and who asks that one never hears from it
 * when the real one takes its place: it is asked anew until it answers.
 */
async function standing(port: number, url: string): Promise<Inspector> {
  for (;;) {
    const address = (await pageInspectors(port)).get(url)
    const page = address === undefined ? undefined : await inspect(address).catch(() => undefined)
    while (page !== undefined) {
      const answer = await Promise.race([page.evaluate<boolean>(isReady).catch(() => undefined), later(answerLimitMs)])
      if (answer === true) return page
      if (answer === undefined) break
      await later(10)
    }
    page?.close()
    await later(10)
  }
}

function later(afterMs: number): Promise<undefined> {
  return new Promise((settle) => setTimeout(settle, afterMs, undefined))
}
