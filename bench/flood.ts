import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Page } from '@playwright/test'
import { ready, removeFolder, startRoom, temporaryFolder, withWall } from '../test/e2e/room.ts'
import { readLineProbe, startLineProbe } from './flood/lineProbe.ts'
import { machine, tenth } from './report/machine.ts'

// The exercise of 1,200 alerts in ten minutes, played ten times faster on the real application: what a desk shows of it and when, and whether
// its figures are those that were counted by hand.

const speed = 10
const expected = JSON.parse(readFileSync('resources/scenarios/alert-flood-exercise.figures.json', 'utf8')) as {
  alerts: number
  enteredBy: string
  enteredAt: string
  lastAlert: string
  leftAt: string
  floodMs: number
  peak: number
  priorities: Record<'critical' | 'high' | 'medium' | 'low', number>
  fleeting: number
  chattering: string[]
  topTenShare: number
  waiting: number
  matters: string[]
}
const startsAtMs = Date.parse('2026-06-15T19:00:00+07:00')
const lengthMs = 25 * 60_000

await withWall(2, async (wall) => {
  const data = temporaryFolder('bench-flood')
  const room = await startRoom({ wall, data, arguments: ['--lang=vi', '--scenario=alert-flood-exercise', `--speed=${speed}`] })
  try {
    const desk = await ready(await room.desk())
    const probedAtMs = await startLineProbe(desk)
    await desk.waitForSelector('[data-flood]', { timeout: 60_000 })
    await desk.waitForFunction((n) => Number(document.querySelector('[data-total]')?.getAttribute('data-total')) >= n, expected.alerts, {
      timeout: 180_000,
    })
    const { received, startedAtMs } = readLog(join(data, 'gateway', 'log.sqlite'))
    const lastMatter = received.get(expected.matters.at(-1)!)!
    await desk.waitForFunction((atMs) => Date.now() > atMs, lastMatter.atMs + 5_000)

    const seen = await readLineProbe(desk)
    const delays = expected.matters.map((key) => {
      const { id, atMs } = received.get(key)!
      return (seen.firstMs.get(id) ?? Infinity) - Math.max(atMs, probedAtMs)
    })
    const mattersNow = await desk.$$eval('[data-matters] [data-alert-id]', (lines) =>
      lines
        .filter((line) => line.checkVisibility() && line.getBoundingClientRect().bottom <= innerHeight)
        .map((line) => (line as HTMLElement).dataset['alertId'] ?? ''),
    )
    const mattersVisible = expected.matters.filter((key) => mattersNow.includes(received.get(key)!.id)).length
    const found = await foundBySearch(desk)
    const shown = await figuresOnScreen(desk)
    const figures = compare(shown)

    // The flood is over on the exercise's clock: the panel goes by itself.
    const leavesAtMs = startedAtMs + (Date.parse(expected.leftAt) - startsAtMs) / speed
    await desk.waitForSelector('[data-flood]', { state: 'detached', timeout: 120_000 })
    const leftLateS = tenth((Date.now() - leavesAtMs) / 1_000)

    console.log(
      `the twelve were seen after ${delays.map((delay) => Math.round(delay)).join(', ')} ms; figures that differ: ${figures.wrong.join(', ') || 'none'}`,
    )
    console.log(
      JSON.stringify({
        name: 'flood',
        figures: {
          alerts: received.size,
          stripLines: seen.mostLines,
          mattersVisible,
          mattersVisibleWithinS: tenth(Math.max(...delays) / 1_000),
          found,
          figuresCompared: figures.compared,
          figuresEqual: figures.compared - figures.wrong.length,
          floodLeftLateS: leftLateS,
          speed,
        },
        machine,
      }),
    )
  } finally {
    await room.close()
    removeFolder(data)
  }
})

/** Searches the whole list for a word that every alert of the exercise has, and gives back the groups. */
async function foundBySearch(desk: Page): Promise<number> {
  await desk.keyboard.press('/')
  await desk.keyboard.type('khu vuc')
  const told = await desk.waitForSelector('.found[role=status]')
  const found = Number(/[\d.]+/.exec((await told.textContent()) ?? '')?.[0]?.replaceAll('.', '') ?? NaN)
  await desk.keyboard.press('Escape')
  await desk.keyboard.press('f')
  await desk.waitForSelector('[data-flood]')
  return found
}

/** Opens the page of figures for the exercise, and reads the numbers behind what it shows. */
async function figuresOnScreen(desk: Page): Promise<Record<string, number>> {
  await desk.keyboard.press('g')
  await desk.keyboard.press('f')
  await desk.waitForSelector('[data-figures]')
  await desk.selectOption('[data-period]', 'drill')
  // A busy station may answer that it could not count; who waits for the figures asks again.
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const isThere = await desk
      .waitForFunction((n) => document.querySelector('[data-figure=alerts]')?.getAttribute('data-value') === String(n), expected.alerts, {
        timeout: 10_000,
      })
      .then(() => true)
      .catch(() => false)
    if (isThere) break
    console.log(`no figures yet: ${await desk.$eval('[data-figures] [role=status]', (line) => line.textContent?.trim())}`)
    await desk.click('[data-refresh]')
  }
  const rows = await desk.$$eval('[data-figure]', (all) =>
    all.map((row) => [(row as HTMLElement).dataset['figure'] ?? '', Number((row as HTMLElement).dataset['value'])] as const),
  )
  await desk.keyboard.press('Escape')
  return Object.fromEntries(rows)
}

function compare(shown: Record<string, number>): { compared: number; wrong: string[] } {
  const { alerts, priorities } = expected
  const wanted: Record<string, number> = {
    alerts,
    peak: expected.peak,
    aboveTen: 1 / 3,
    floods: 1,
    floodTime: expected.floodMs / lengthMs,
    standing: 0,
    chattering: expected.chattering.length,
    fleeting: expected.fleeting,
    topTen: expected.topTenShare,
    critical: priorities.critical / alerts,
    high: priorities.high / alerts,
    medium: priorities.medium / alerts,
    low: priorities.low / alerts,
    acknowledged: 0,
    waiting: expected.waiting,
  }
  const wrong = Object.entries(wanted).filter(([name, value]) => Math.abs((shown[name] ?? NaN) - value) > 1e-9 || !(name in shown))
  return { compared: Object.keys(wanted).length, wrong: wrong.map(([name, value]) => `${name} is ${shown[name]}, not ${value}`) }
}

/** When the gateway had each alert, by its name in the scenario, and when the exercise began. */
function readLog(file: string): { received: Map<string, { id: string; atMs: number }>; startedAtMs: number } {
  const native = process.env['SQLITE_NATIVE']
  const database = new Database(file, { readonly: true, ...(native === undefined ? {} : { nativeBinding: native }) })
  const bodies = (type: string): unknown[] =>
    (database.prepare('SELECT body FROM facts WHERE type = ?').all(type) as { body: string }[]).map(({ body }) => JSON.parse(body))
  const raised = bodies('alert.raised') as { payload: { alert: { id: string; source: { receivedAtMs: number } } } }[]
  const started = bodies('drill.started') as { payload: { drill: { startedAtMs: number } } }[]
  database.close()
  const received = new Map(
    raised.map(({ payload: { alert } }) => [alert.id.replace(/-\d+$/, ''), { id: alert.id, atMs: alert.source.receivedAtMs }]),
  )
  return { received, startedAtMs: started.at(-1)!.payload.drill.startedAtMs }
}
