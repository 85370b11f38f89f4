import { randomUUID } from 'node:crypto'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { StationPush } from '#shared/contract/stationPort'
import { openSqliteLog } from '#gateway/log/sqliteLog'
import { cacheMigrations } from '#station/cache/cache'
import { openDatabase } from '#storage/openDatabase'
import { buildCap } from '../builders/capBuilder'
import { testFolder } from '#test/builders/folderBuilder'
import {
  factsIn,
  isLive,
  openTestWindow,
  post,
  startTestGateway,
  startTestStation,
  type TestGateway,
  type TestWindow,
} from './roomInOneProcess'

// A log that is put back to an earlier state must not be taken for the one that stations have read: it is a new epoch by itself.

const folder = testFolder('restored-log')
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

async function start(data: string, port = 0): Promise<TestGateway> {
  const gateway = await startTestGateway(data, null, port)
  closers.push(() => gateway.gateway.close())
  return gateway
}
function openStation(gateway: TestGateway, data: string): TestWindow & { close(): void } {
  const station = startTestStation(data, gateway, 'Bàn trực 1')
  let isOpen = true
  const close = (): void => {
    if (isOpen) station.close()
    isOpen = false
  }
  closers.push(close)
  return { ...openTestWindow(station), close }
}
async function raise(gateway: TestGateway, identifier: string): Promise<void> {
  expect((await post(gateway, buildCap({ identifier }))).status).toBe(201)
}
const identifiersIn = (pushes: StationPush[]): string[] =>
  factsIn(pushes).flatMap((fact) => (fact.type === 'alert.raised' ? [fact.payload.alert.source.identifier] : []))
const shown = (pushes: StationPush[]): string[] | undefined => {
  const last = pushes.findLast((push) => push.kind === 'state')
  return last?.kind === 'state' ? last.alerts.map(({ alert }) => alert.source.identifier).toSorted() : undefined
}
const has = (window: TestWindow, identifier: string) =>
  window.until(identifier, (pushes) => (identifiersIn(pushes).includes(identifier) ? true : undefined))
/** Resolves once the window was given a whole new state, of exactly these alerts, and the line is live. */
const startsAnewWith = (window: TestWindow, expected: string[]) =>
  window.until(`a state of ${expected.join(', ')}`, (pushes) =>
    isLive(pushes) && shown(pushes)?.join() === expected.join() ? true : undefined,
  )
/** Facts about alerts in a cache, by the epoch they are of. */
function rowsOf(data: string): { epoch: string; n: number }[] {
  const opened = openDatabase({ file: join(data, 'cache.sqlite'), migrations: cacheMigrations, synchronous: 'NORMAL' })
  if (!opened.ok) throw new Error(opened.detail)
  const rows = opened.database.prepare("SELECT epoch, count(*) AS n FROM facts WHERE stream = 'alerts' GROUP BY epoch").all()
  opened.database.close()
  return rows as { epoch: string; n: number }[]
}
function formerEpochs(data: string): { epoch: string; why: string }[] {
  const opened = openSqliteLog({ file: join(data, 'log.sqlite'), now: Date.now })
  if (!opened.ok) throw new Error(opened.detail)
  const former = opened.keeping.formerEpochs().map(({ epoch, why }) => ({ epoch, why }))
  opened.log.close()
  return former
}
/** Stops the gateway and runs `work` on its folder, then starts it at the same port. */
async function between(gateway: TestGateway, work: () => void): Promise<TestGateway> {
  await gateway.gateway.close()
  work()
  return start(gateway.folder, gateway.gateway.port)
}
function putBack(from: string, to: string, names: string[]): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(to, `log.sqlite${suffix}`), { force: true })
  for (const name of names) cpSync(join(from, name), join(to, name))
}

test('an older log that is put back while the gateway is down is a new epoch: stations converge, and keep what they had under the old one', async () => {
  const [data, saved, stationData] = [folder.at(randomUUID()), folder.at(randomUUID()), folder.at(randomUUID())]
  const first = await start(data)
  const station = openStation(first, stationData)
  await station.until('live', isLive)
  await raise(first, 'one')
  await has(station, 'one')
  const second = await between(first, () => cpSync(data, saved, { recursive: true }))
  await raise(second, 'two')
  await raise(second, 'three')
  await has(station, 'three')
  const formerEpoch = second.gateway.epoch

  const third = await between(second, () => putBack(saved, data, ['log.sqlite']))
  expect(third.gateway.epoch).not.toBe(formerEpoch)
  await startsAnewWith(station, ['one'])
  await raise(third, 'four')
  await has(station, 'four')
  station.close()
  await third.gateway.close()
  expect(rowsOf(stationData).toSorted((a, b) => b.n - a.n)).toEqual([
    { epoch: formerEpoch, n: 3 },
    { epoch: third.gateway.epoch, n: 1 },
  ])
  expect(formerEpochs(data)).toMatchObject([{ epoch: formerEpoch, why: expect.stringContaining('had come to position') }])
})

test('when everything was put back, the first station that has read further tells: all of them start anew', async () => {
  const [data, saved, aheadData] = [folder.at(randomUUID()), folder.at(randomUUID()), folder.at(randomUUID())]
  const first = await start(data)
  const ahead = openStation(first, aheadData)
  await ahead.until('live', isLive)
  await raise(first, 'one')
  await has(ahead, 'one')
  const second = await between(first, () => cpSync(data, saved, { recursive: true }))
  await raise(second, 'lost')
  await has(ahead, 'lost')
  ahead.close()
  const formerEpoch = second.gateway.epoch

  const third = await between(second, () => putBack(saved, data, ['log.sqlite', 'log.head']))
  const other = openStation(third, folder.at(randomUUID()))
  await other.until('live', isLive)
  expect(third.gateway.epoch).toBe(formerEpoch)
  const states = (): number => other.pushes.filter((push) => push.kind === 'state').length
  const before = states()
  const back = openStation(third, aheadData)
  await startsAnewWith(back, ['one'])
  await other.until('another state', (pushes) => (states() > before && isLive(pushes) ? true : undefined))
  expect(third.gateway.epoch).not.toBe(formerEpoch)
  await raise(third, 'two')
  await has(back, 'two')
  await has(other, 'two')
  expect(shown(other.pushes)).toEqual(['one'])
})

test('an ordinary restart is the same log', async () => {
  const data = folder.at(randomUUID())
  const first = await start(data)
  await raise(first, 'one')
  const second = await between(first, () => undefined)
  expect(second.gateway.epoch).toBe(first.gateway.epoch)
  await second.gateway.close()
  expect(formerEpochs(data)).toEqual([])
})
