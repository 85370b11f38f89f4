import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Page } from '@playwright/test'
import { maximumWindowAlerts } from '#shared/contract/stationPort'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startVirtualWall, type VirtualWall } from '../../tools/virtualWall.mjs'
import { inletOf, ready, removeFolder, startRoom, temporaryFolder, type Room } from '../e2e/room'
import { createSteadySender } from './steadySender'

// The whole application (gateway, station, windows) is killed in the middle of a stream, again and again. After each start the
// list on the desk, the station's cache and the gateway's log must say the same.

const kills = 20
const ratePerS = 200
/** Printed, so that a failing run can be repeated. */
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)

let wall: VirtualWall
const data = temporaryFolder('kill')
beforeAll(async () => {
  wall = await startVirtualWall({ displays: 2, columns: 2, mode: '1280x720' })
})
afterAll(async () => {
  await wall.stop()
  removeFolder(data)
})

test(`kill -9 of the whole application, ${kills} times in a stream of ${ratePerS} alerts a second: nothing lost, nothing doubled`, async () => {
  const random = mulberry32(seed)
  console.log(`seed ${seed}`)
  const sender = createSteadySender(ratePerS)
  let confirmedBefore = 0
  for (let kill = 1; kill <= kills; kill += 1) {
    const room = await startRoom({ wall, data })
    const inlet = await inletOf(room)
    const desk = await ready(await room.desk())
    await expectSame(room, desk, sender.accepted)
    sender.resume(inlet)
    await untilTotal(desk, sender.accepted.size + Math.ceil(random() * ratePerS))
    await room.kill()
    await sender.pause()
    expect(sender.accepted.size).toBeGreaterThan(confirmedBefore)
    confirmedBefore = sender.accepted.size
  }
  const room = await startRoom({ wall, data })
  await sender.finish(await inletOf(room))
  const desk = await ready(await room.desk())
  await untilTotal(desk, sender.accepted.size)
  const log = await expectSame(room, desk, sender.accepted)
  // Every message that was begun was confirmed in the end, and each is there exactly once.
  expect(log.identifiers.toSorted()).toEqual([...sender.accepted].toSorted())
  console.log(`${kills} kills, ${sender.accepted.size} alerts: none lost, none doubled`)
  await room.close()
}, 600_000)

type LogContent = { ids: string[]; identifiers: string[] }

/** Asserts that list, cache and log hold the same alerts, and the log everything that was ever confirmed. */
async function expectSame(room: Room, desk: Page, accepted: ReadonlySet<string>): Promise<LogContent> {
  const log = readLog(join(room.data, 'gateway', 'log.sqlite'))
  await untilTotal(desk, log.ids.length)
  expect(log.seqs).toEqual(log.seqs.map((_, index) => index + 1))
  expect(new Set(log.ids).size).toBe(log.ids.length)
  expect([...accepted].filter((identifier) => !log.identifiers.includes(identifier))).toEqual([])
  const cached = readRows<{ id: string }>(join(room.data, 'station', 'cache.sqlite'), 'SELECT id FROM alerts WHERE in_queue = 1').map(
    (row) => row.id,
  )
  expect(cached.toSorted()).toEqual(log.ids.toSorted())
  // A window is given the newest ten thousand; on a slow machine the stream is longer than that.
  const listed = await listOn(desk)
  const [inLog, inList] = [new Set(log.ids), new Set(listed)]
  expect([inList.size, listed.filter((id) => !inLog.has(id))]).toEqual([listed.length, []])
  expect(log.ids.slice(-maximumWindowAlerts).filter((id) => !inList.has(id))).toEqual([])
  return log
}

/** Ids of the whole list as the desk's store holds it, in the order of the list. */
function listOn(desk: Page): Promise<string[]> {
  return desk.evaluate(() => {
    type App = { __vue_app__: { config: { globalProperties: { $pinia: { _s: Map<string, { queue: { alert: { id: string } }[] }> } } } } }
    const root = document.querySelector('#application') as unknown as App
    return root.__vue_app__.config.globalProperties.$pinia._s.get('alerts')?.queue.map((state) => state.alert.id) ?? []
  })
}

async function untilTotal(desk: Page, total: number): Promise<void> {
  await desk.waitForFunction((n) => Number(document.querySelector('[data-total]')?.getAttribute('data-total') ?? 0) >= n, total, {
    timeout: 30_000,
  })
}

function readLog(file: string): LogContent & { seqs: number[] } {
  const rows = readRows<{ seq: number; body: string }>(file, "SELECT seq, body FROM facts WHERE stream = 'alerts' ORDER BY seq")
  const alerts = rows.map(
    (row) => (JSON.parse(row.body) as { payload: { alert: { id: string; source: { identifier: string } } } }).payload.alert,
  )
  return {
    seqs: rows.map((row) => row.seq),
    ids: alerts.map((alert) => alert.id),
    identifiers: alerts.map((alert) => alert.source.identifier),
  }
}

function readRows<T>(file: string, sql: string): T[] {
  const native = process.env['SQLITE_NATIVE']
  const database = new Database(file, { readonly: true, ...(native === undefined ? {} : { nativeBinding: native }) })
  try {
    return database.prepare(sql).all() as T[]
  } finally {
    database.close()
  }
}

/** A small seeded generator (Mulberry32): the same seed gives the same kills. */
function mulberry32(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
