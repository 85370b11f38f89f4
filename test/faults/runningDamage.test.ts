import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createStation, type Station } from '#station/station'
import { buildCap } from '../builders/capBuilder'
import { testFolder } from '../builders/folderBuilder'
import { factsIn, isLive, openTestWindow, post, startTestGateway, type TestGateway, type TestWindow } from '../line/roomInOneProcess'
import { foldHash, readCache, readLog, readOutbox } from './chaos/files'
import { seededRandom } from './chaos/seededRandom'

// A file that is damaged under a station that works with it: found by the station itself, said in one sentence, moved aside, and filled
// again, while what waits in the outbox goes on waiting.

const alertsHeld = 300
const requestsWaiting = 5
let folder: ReturnType<typeof testFolder>
let gateway: TestGateway
let station: Station
let window: TestWindow
const dataOf = (name: string): string => folder.at('station', name)

beforeEach(async () => {
  folder = testFolder('running')
  gateway = await startTestGateway(folder.at('gateway'))
  station = createStation({
    dataFolder: folder.at('station'),
    name: 'Bàn trực 1',
    searchWorkerFile: resolve('src/station/search/searchWorker.ts'),
  })
  station.follow({ url: gateway.gateway.url, token: gateway.tokens.station })
  window = openTestWindow(station)
  await window.until('live', isLive)
})
afterEach(async () => {
  station.close()
  await gateway.gateway.close()
  folder.remove()
})

const notice = (code: string): Promise<true> =>
  window.until(code, (pushes) => {
    const last = pushes.findLast((push) => push.kind === 'notices')
    return last?.kind === 'notices' && last.notices.some((each) => each.code === code) ? true : undefined
  })
const linkIs = (state: string): Promise<true> =>
  window.until(state, (pushes) => {
    const last = pushes.findLast((push) => push.kind === 'link')
    return last?.kind === 'link' && last.link.state === state ? true : undefined
  })

/** Alerts that everybody has, and requests that nobody could be asked for: the gateway is gone. */
async function fillAndCut(): Promise<string[]> {
  const posted = Array.from({ length: alertsHeld }, (_, n) => post(gateway, buildCap({ identifier: `running-${n}` })))
  await Promise.all(posted)
  const ids = await window.until('all alerts', (pushes) => {
    const raised = factsIn(pushes).flatMap((fact) => (fact.type === 'alert.raised' ? [fact.payload.alert.id] : []))
    return raised.length === alertsHeld ? raised : undefined
  })
  await gateway.gateway.close()
  await linkIs('offline')
  return ids.slice(0, requestsWaiting).map((id) => {
    const key = randomUUID()
    window.call({ kind: 'request', key, type: 'alert.acknowledge', input: { id, expectedVersion: 1, note: 'đã rõ' } })
    return key
  })
}

/** Works on a file in a process of its own, as another program or a bad disk does. */
function fromOutside(script: string, ...given: (string | number)[]): void {
  const done = spawnSync(
    process.execPath,
    ['-e', `const fs = require('node:fs'); const [file, ...rest] = process.argv.slice(1);${script}`, ...given.map(String)],
    {
      encoding: 'utf8',
    },
  )
  if (done.status !== 0) throw new Error(done.stderr)
}
function flipBytes(file: string, count: number, seed: number): void {
  const random = seededRandom(seed)
  const { size } = statSync(file)
  const places = Array.from({ length: count }, () => `${Math.floor(random() * size)}:${1 + Math.floor(random() * 255)}`)
  fromOutside(
    `const fd = fs.openSync(file, 'r+'); const byte = Buffer.alloc(1)
     for (const [at, change] of rest[0].split(',').map((each) => each.split(':').map(Number))) {
       fs.readSync(fd, byte, 0, 1, at); byte[0] ^= change; fs.writeSync(fd, byte, 0, 1, at)
     }`,
    file,
    places.join(','),
  )
}

/** The gateway is there again: everything comes back, and every request is answered. */
async function recover(keys: string[]): Promise<void> {
  gateway = await startTestGateway(folder.at('gateway'))
  station.follow({ url: gateway.gateway.url, token: gateway.tokens.station })
  await linkIs('live')
  await window.until('requests answered', (pushes) =>
    keys.every((key) => pushes.some((push) => push.kind === 'answer' && push.key === key && push.result.ok === true)) ? true : undefined,
  )
  await window.until('acknowledgements', (pushes) =>
    keys.every((key) => factsIn(pushes).some((fact) => fact.causedBy === key)) ? true : undefined,
  )
  station.close()
  const log = readLog(folder.at('gateway', 'log.sqlite'))
  const cache = readCache(dataOf('cache.sqlite'))
  expect([cache.integrity, cache.cursors.alerts, cache.stateHash]).toEqual([
    'ok',
    alertsHeld + requestsWaiting,
    foldHash(log.inOrder, cache.cursors),
  ])
  expect(readOutbox(dataOf('outbox.sqlite'))).toEqual({ entries: [], integrity: 'ok' })
}
const setAside = (): string[] => readdirSync(folder.at('station')).filter((name) => /^cache[.]sqlite[.]broken-[^.]+Z$/.test(name))

test.each([21, 22, 23])('200 random bytes of the file change (seed %i)', async (seed) => {
  const keys = await fillAndCut()
  // The file has the rows, as it does most of the time: the station itself brings them there within seconds.
  await expect.poll(() => statSync(dataOf('cache.sqlite')).size, { timeout: 10_000 }).toBeGreaterThan(alertsHeld * 4_000)
  flipBytes(dataOf('cache.sqlite'), 200, seed)
  await notice('cache-not-a-database')
  expect([setAside().length, readOutbox(dataOf('outbox.sqlite')).entries.map(({ key }) => key)]).toEqual([1, keys])
  await recover(keys)
})

test('the write-ahead log loses its end: nothing that was acknowledged is lost', async () => {
  const keys = await fillAndCut()
  const wal = dataOf('cache.sqlite-wal')
  fromOutside('fs.truncateSync(file, Number(rest[0]))', wal, Math.floor(statSync(wal).size * 0.4))
  await notice('cache-not-a-database')
  await recover(keys)
})

test('only the search finds it: the index is damaged, the rows are not', async () => {
  const keys = await fillAndCut()
  const search = (text: string): Promise<unknown> => {
    const id = randomUUID()
    const query = { text, fromMs: null, untilMs: null, area: null, severities: [], states: [], connectors: [], drill: null, before: null }
    window.call({ kind: 'search', id, query })
    return window.until('an answer', (pushes) => pushes.find((push) => push.kind === 'found' && push.id === id))
  }
  // Indexed first, so that there is something to damage.
  for (;;) {
    const answer = (await search('ngap')) as { result: { ok: boolean; value?: { coverage: { indexedSeq: number } } } }
    if (answer.result.value?.coverage.indexedSeq === alertsHeld) break
  }
  fromOutside(
    `const Database = require(${JSON.stringify(resolve('node_modules/better-sqlite3'))})
     const database = new Database(file, process.env.SQLITE_NATIVE ? { nativeBinding: process.env.SQLITE_NATIVE } : {})
     database.unsafeMode(true)
     database.exec("UPDATE search_words_data SET block = zeroblob(length(block)) WHERE id > 10")
     database.close()`,
    dataOf('cache.sqlite'),
  )
  await search('ngap hoang')
  await notice('cache-not-a-database')
  expect(setAside().length).toBe(1)
  await recover(keys)
})
