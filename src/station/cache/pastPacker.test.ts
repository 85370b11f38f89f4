import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AlertState } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'
import { noCursors } from '#shared/contract/ids'
import { isInQueue } from '#shared/domain/alertLifecycle'
import { emptyRoom } from '#shared/domain/roomFold'
import { buildAlert, buildText } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { openDatabase, type Database } from '#storage/openDatabase'
import { foldBatch } from '../view'
import { cacheMigrations, openCache, type OpenedCache } from './cache'
import { openSearch } from './searchQueries'

const epoch = 'epoch-one'
const alertsHeld = 300
let folder: string
let cache: OpenedCache
let facts: Fact[]
const file = (): string => join(folder, 'cache.sqlite')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'past-'))
  cache = openCache(file(), 0).cache
  facts = []
  cache.installSnapshot({ epoch, asOf: noCursors, alerts: [], room: emptyRoom })
})
afterEach(() => {
  cache.close()
  rmSync(folder, { recursive: true, force: true })
})

function commit(...batch: Fact[]): void {
  facts.push(...batch)
  const folded = foldBatch(cache, batch)
  cache.commitBatch({ facts: batch, cursors: { ...noCursors, alerts: facts.length }, ...folded })
}
const seq = (offset = 0): { seq: number } => ({ seq: facts.length + 1 + offset })
const raised = (id: string, headline: string, offset = 0): Fact =>
  buildFact(
    'alert.raised',
    { alert: buildAlert({ id, texts: [buildText({ headline, description: 'Nước lên nhanh. '.repeat(60) })] }) },
    seq(offset),
  )

/** An alert in ten stays open; the others are acknowledged and over, some of them updated on the way. */
function live(): void {
  for (let n = 0; n < alertsHeld; n += 1) {
    const id = `a${n}`
    commit(raised(id, `Ngập số ${n}`))
    if (n % 7 === 0)
      commit(buildFact('alert.updated', { alert: buildAlert({ id, texts: [buildText({ headline: `Nước rút ${n}` })] }) }, seq()))
    if (n % 10 === 0) continue
    commit(
      buildFact('alert.acknowledged', { id, note: `đã rõ ${n}` }, seq()),
      buildFact('alert.cleared', { id, reason: 'expired' }, seq(1)),
    )
  }
}
function index(): void {
  while (cache.fillIndex(64));
}
function packAll(): number {
  let blocks = 0
  while (cache.packPast()) blocks += 1
  return blocks
}
const ids = Array.from({ length: alertsHeld }, (_, n) => `a${n}`)
const states = (): (AlertState | undefined)[] => ids.map((id) => cache.alert(id))
function inFile<T>(work: (database: Database) => T): T {
  const opened = openDatabase({ file: file(), migrations: cacheMigrations, synchronous: 'NORMAL' })
  if (!opened.ok) throw new Error(opened.detail)
  const result = work(opened.database)
  opened.database.close()
  return result
}
const rowsOf = (table: string): number =>
  inFile((database) => (database.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n)
function asked<T>(work: (queries: ReturnType<typeof openSearch>) => T): T {
  const queries = openSearch(file())
  const result = work(queries)
  queries.close()
  return result
}
const everything = {
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
const limits = { now: () => 0, deadlineMs: Infinity, countingMs: Infinity, isSuperseded: () => false }
const answers = () =>
  asked((queries) => ({
    pages: ['', 'nuoc rut', 'da ro 55'].map((text) => queries.search({ ...everything, text }, limits)),
    histories: ['a0', 'a7', 'a55', 'a299'].map((id) => queries.history(id)),
  }))

test('what is over is packed behind the index, and everything reads as before', () => {
  live()
  expect(cache.packPast()).toBe(false)
  index()
  const before = { states: states(), ...answers() }
  expect(packAll()).toBeGreaterThan(3)
  expect({ states: states(), ...answers() }).toEqual(before)
  const packed = facts.length - rowsOf('facts')
  expect([packed > facts.length / 2, rowsOf('fact_blocks') < packed / 20]).toEqual([true, true])
  // Whatever asks something of an operator stays as it is.
  expect(rowsOf('alerts WHERE in_queue = 1')).toBe(states().filter((state) => state !== undefined && isInQueue(state)).length)
  expect(rowsOf('alerts')).toBeLessThan(alertsHeld / 2)
})

test('an alert that was packed goes on where it was', () => {
  live()
  index()
  packAll()
  expect(rowsOf("past_alerts JOIN search_alerts USING (row) WHERE alert_id = 'a1'")).toBe(1)
  commit(buildFact('alert.updated', { alert: buildAlert({ id: 'a1', texts: [buildText({ headline: 'Lại ngập' })] }) }, seq()))
  expect(cache.alert('a1')).toMatchObject({ version: 4, cleared: null, alert: { texts: [{ headline: 'Lại ngập' }] } })
  expect(cache.alertsInQueue(1_000).some(({ alert }) => alert.id === 'a1')).toBe(true)
  index()
  expect(asked((queries) => queries.search({ ...everything, text: 'lai ngap' }, limits)?.rows.map(({ state }) => state))).toEqual([
    cache.alert('a1'),
  ])
})

test('raised anew while packed, it is among the newest with its whole history', () => {
  live()
  index()
  packAll()
  commit(raised('a1', 'Ngập lần hai'))
  index()
  const history = asked((queries) => queries.history('a1'))
  expect([cache.alert('a1')?.version, history.complete, history.facts.map(({ type }) => type)]).toEqual([
    1,
    true,
    ['alert.raised', 'alert.acknowledged', 'alert.cleared', 'alert.raised'],
  ])
})

test('after a snapshot nothing packed counts as the present, and its facts are still there', () => {
  live()
  index()
  packAll()
  cache.installSnapshot({ epoch, asOf: { ...noCursors, alerts: facts.length }, alerts: [], room: emptyRoom })
  expect(cache.alert('a1')).toBe(undefined)
  index()
  expect(asked((queries) => queries.history('a1').facts.length)).toBe(3)
})

test('of a log that was put back, the facts it no longer has go from the blocks too', () => {
  live()
  index()
  packAll()
  const kept = 40
  const open = states().flatMap((state) => (state !== undefined && state.raisedSeq <= kept && isInQueue(state) ? [state] : []))
  cache.installSnapshot({ epoch, asOf: { ...noCursors, alerts: kept }, alerts: open, room: emptyRoom })
  index()
  const held = asked((queries) => ids.flatMap((id) => queries.history(id).facts.map((fact) => fact.seq)))
  expect(held.toSorted((a, b) => a - b)).toEqual(Array.from({ length: kept }, (_, at) => at + 1))
})

test('a byte that changed in a block or in a packed alert is found by the check of all rows', () => {
  live()
  index()
  packAll()
  const checkAll = (): void => {
    while (cache.checkRows(50) > 0);
  }
  checkAll()
  inFile((database) => database.exec("UPDATE past_alerts SET body = replace(body, 'expired', 'expirex') WHERE row = 12"))
  expect(checkAll).toThrow(/past a/)
  inFile((database) => database.exec("UPDATE past_alerts SET body = replace(body, 'expirex', 'expired') WHERE row = 12"))
  checkAll()
  inFile((database) => database.exec("UPDATE fact_blocks SET body = cast(x'00' || substr(body, 2) AS BLOB) WHERE block = 2"))
  expect(checkAll).toThrow(/facts 1 alerts/)
})

test('in memory nothing is packed', () => {
  const memory = openCache(':memory:', 0).cache
  memory.installSnapshot({ epoch, asOf: noCursors, alerts: [], room: emptyRoom })
  expect(memory.packPast()).toBe(false)
  memory.close()
})
