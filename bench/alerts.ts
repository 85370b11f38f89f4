import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'
import type { CDPSession, Page } from '@playwright/test'
import { buildCap, capTime } from '../test/builders/capBuilder.ts'
import { inletOf, postCap, ready, removeFolder, startRoom, temporaryFolder, withWall, type Inlet } from '../test/e2e/room.ts'
import { acknowledgeAll } from './alerts/acknowledgeAll.ts'
import { measureFrames } from './alerts/frameRate.ts'
import { readKeyProbe, startKeyProbe } from './alerts/keyProbe.ts'
import { runProducer } from './line/runProducer.ts'
import { machine, percentile, tenth } from './report/machine.ts'

// Ten thousand alerts in ten seconds on the real application: is one lost, does the desk go on answering keys, does its memory come back, and
// does the long list scroll like an empty one.

const { values } = parseArgs({ options: { alerts: { type: 'string', default: '10000' }, rate: { type: 'string', default: '1000' } } })
const total = Number(values.alerts)
const rate = Number(values.rate)
/** Alerts of the smaller flood before: more than a window keeps of what has left its queue. */
const warmUp = 800
/** Most alerts that one cancelling message names. */
const atOnce = 400

await withWall(1, async (wall) => {
  const data = temporaryFolder('bench-alerts')
  const room = await startRoom({ wall, data, arguments: ['--lang=vi'] })
  try {
    const inlet = await inletOf(room)
    const desk = await ready(await room.desk())
    await desk.waitForFunction(() => document.querySelector('[data-mode="starting"]') === null, undefined, { timeout: 60_000 })
    const logFile = join(data, 'gateway', 'log.sqlite')
    const clearAll = async (raised: readonly Raised[]): Promise<void> => {
      const token = readFileSync(join(data, 'gateway', 'station.token'), 'utf8').trim()
      await acknowledgeAll(
        inlet.url,
        token,
        raised.map(({ id }) => id),
      )
      await cancelAll(inlet, raised)
      await totalIs(desk, 0)
    }
    const memory = await desk.context().newCDPSession(desk)
    const emptyFps = await measureFrames(desk)

    // The same once, smaller: what a page loads and compiles with its first flood is not what the flood leaves behind.
    await runProducer(inlet, { rate: 200, seconds: warmUp / 200, prefix: 'bench-warm' })
    await totalIs(desk, warmUp)
    await clearAll(readRaised(logFile))
    const heapBefore = await heapBytes(memory)

    // Something to walk through by keys before it begins.
    for (let n = 0; n < 5; n += 1) await postCap(inlet, buildCap({ identifier: `before-${n}`, sentAtMs: Date.now() }))
    await totalIs(desk, 5)
    await startKeyProbe(desk)
    const sent = await runProducer(inlet, { rate, seconds: total / rate, prefix: 'bench-alerts' })
    await totalIs(desk, total + 5)
    const keysMs = await readKeyProbe(desk)
    // Groups have no scroller of their own: what is measured is the whole list.
    await desk.keyboard.press('f')
    await desk.waitForSelector('.alerts li[data-alert-id]')
    const longFps = await measureFrames(desk)
    const heapFull = await heapBytes(memory)
    console.log(
      `keys: p50 ${tenth(percentile(keysMs, 0.5))} ms, p95 ${tenth(percentile(keysMs, 0.95))} ms; ${longFps.rows} rows at ${tenth(longFps.fps)}/s, none at ${tenth(emptyFps.fps)}/s`,
    )

    const raised = readRaised(logFile).slice(warmUp)
    await clearAll(raised)
    const heapAfter = await heapBytes(memory)

    const figures = {
      sent: sent.sent,
      refused: sent.refused,
      lost: sent.accepted + 5 - raised.length,
      rateHeldPerS: tenth(sent.accepted / (sent.elapsedMs / 1_000)),
      keyPresses: keysMs.length,
      keyP50Ms: tenth(percentile(keysMs, 0.5)),
      keyP95Ms: tenth(percentile(keysMs, 0.95)),
      keyMaxMs: tenth(Math.max(...keysMs)),
      heapBeforeMb: tenth(heapBefore / 2 ** 20),
      heapFullMb: tenth(heapFull / 2 ** 20),
      heapAfterMb: tenth(heapAfter / 2 ** 20),
      heapRatioAfter: Math.round((heapAfter / heapBefore) * 1_000) / 1_000,
      listRows: longFps.rows,
      emptyFps: tenth(emptyFps.fps),
      scrollFps: tenth(longFps.fps),
      scrollFpsRatio: Math.round((longFps.fps / emptyFps.fps) * 1_000) / 1_000,
    }
    console.log(JSON.stringify({ name: 'alerts', figures, machine }))
  } finally {
    await room.close()
    removeFolder(data)
  }
})

async function totalIs(desk: Page, n: number): Promise<void> {
  await desk.waitForFunction((count) => Number(document.querySelector('[data-total]')?.getAttribute('data-total')) === count, n, {
    timeout: 180_000,
  })
}

/** What the page holds once everything that was let go of is swept up. */
async function heapBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.enable')
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize
}

type Raised = { id: string; identifier: string; sentAtMs: number }

function readRaised(file: string): Raised[] {
  const native = process.env['SQLITE_NATIVE']
  const database = new Database(file, { readonly: true, ...(native === undefined ? {} : { nativeBinding: native }) })
  const rows = database.prepare("SELECT body FROM facts WHERE type = 'alert.raised'").all() as { body: string }[]
  database.close()
  return rows.map(({ body }) => {
    const { alert } = (JSON.parse(body) as { payload: { alert: { id: string; source: { identifier: string; sentAtMs: number } } } }).payload
    return { id: alert.id, identifier: alert.source.identifier, sentAtMs: alert.source.sentAtMs }
  })
}

/** Takes all alerts back, many with one message. */
async function cancelAll(inlet: Inlet, raised: readonly Raised[]): Promise<void> {
  for (let from = 0; from < raised.length; from += atOnce) {
    const named = raised.slice(from, from + atOnce)
    const references = named.map(({ identifier, sentAtMs }) => `test@example.invalid,${identifier},${capTime(sentAtMs)}`).join(' ')
    const cancel = buildCap({ identifier: `cancel-${named[0]?.identifier}`, msgType: 'Cancel', sentAtMs: Date.now(), references })
    const answer = await postCap(inlet, cancel)
    if (!answer.ok) throw new Error(`a cancel was refused: ${answer.status} ${await answer.text()}`)
  }
}
