import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { noCursors } from '#shared/contract/ids'
import type { SearchQuery } from '#shared/contract/search'
import { emptyRoom } from '#shared/domain/roomFold'
import { buildAlert } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { openCache, type Cache } from '../cache/cache'
import { foldBatch } from '../view'
import { startReader, type Reader } from './reader'

const workerFile = new URL('searchWorker.ts', import.meta.url)
const everything: SearchQuery = {
  text: '',
  fromMs: null,
  untilMs: null,
  area: null,
  severities: [],
  states: [],
  connectors: [],
  drill: null,
  before: null,
}
let folder: string
let cache: Cache
let reader: Reader

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reader-'))
  cache = openCache(join(folder, 'cache.sqlite'), 0).cache
  cache.installSnapshot({ epoch: 'epoch-one', asOf: noCursors, alerts: [], room: emptyRoom })
  const facts = [buildFact('alert.raised', { alert: buildAlert({ id: 'a' }) }, { seq: 1 })]
  const { alerts, room } = foldBatch(cache, facts)
  cache.commitBatch({ facts, cursors: { ...noCursors, alerts: 1 }, alerts, room })
  while (cache.fillIndex(10));
  reader = startReader({ file: join(folder, 'cache.sqlite'), workerFile })
})
afterEach(() => {
  reader.close()
  cache.close()
  rmSync(folder, { recursive: true, force: true })
})

test('answers from a thread and a connection of its own, while the cache is being written', async () => {
  const window = {}
  expect(await reader.search(window, { ...everything, text: 'hoang dieu' })).toMatchObject({
    ok: true,
    value: { count: 1, rows: [{ state: { alert: { id: 'a' } } }] },
  })
  expect(await reader.history('a')).toMatchObject({ ok: true, value: { complete: true, facts: [{ type: 'alert.raised' }] } })
  expect(await reader.coverage()).toMatchObject({ ok: true, value: { indexedSeq: 1, headSeq: 1 } })
})

test('the latest search of a window wins; another window is not disturbed', async () => {
  const [one, two] = [{}, {}]
  const answers = await Promise.all([
    reader.search(one, everything),
    reader.search(two, everything),
    reader.search(one, { ...everything, text: 'ngap' }),
  ])
  expect(answers.map((answer) => answer.ok)).toEqual([false, true, true])
  expect(answers[0]).toMatchObject({ failure: { code: 'unavailable', message: 'superseded by a newer search' } })
})

test('a file that is not there is said so, and asked for again the next time', async () => {
  const lost = startReader({ file: join(folder, 'nowhere.sqlite'), workerFile })
  expect(await lost.coverage()).toMatchObject({ ok: false, failure: { code: 'unavailable' } })
  expect(await lost.coverage()).toMatchObject({ ok: false, failure: { code: 'unavailable' } })
  lost.close()
})

test('what is still asked when the reader is closed gets an answer', async () => {
  const asked = reader.coverage()
  reader.close()
  expect(await asked).toMatchObject({ ok: false, failure: { message: 'the reader: the station was closed' } })
})
