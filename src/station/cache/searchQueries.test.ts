import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Alert } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'
import { noCursors, streams } from '#shared/contract/ids'
import { maximumCounted, maximumFound, maximumHistoryFacts, searchPage, type SearchQuery } from '#shared/contract/search'
import { emptyRoom } from '#shared/domain/roomFold'
import { buildAlert, buildAlertState, buildText, builtAtMs } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { foldBatch } from '../view'
import { openCache, type Cache } from './cache'
import { countedRows, historyFacts, pageRows, openSearch, streamNames, type Limits, type SearchQueries } from './searchQueries'

let folder: string
let cache: Cache
let queries: SearchQueries
let seq: number
const epoch = 'epoch-one'
const hour = 3_600_000

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'search-'))
  cache = openCache(join(folder, 'cache.sqlite'), 0).cache
  queries = openSearch(join(folder, 'cache.sqlite'))
  seq = 0
  cache.installSnapshot({ epoch, asOf: noCursors, alerts: [], room: emptyRoom })
})
afterEach(() => {
  queries.close()
  cache.close()
  rmSync(folder, { recursive: true, force: true })
})

const patient = (): Limits => ({
  now: () => performance.now(),
  deadlineMs: performance.now() + 10_000,
  countingMs: 10_000,
  isSuperseded: () => false,
})
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

function commit(...facts: Fact[]): void {
  const { alerts, room } = foldBatch(cache, facts)
  cache.commitBatch({ facts, cursors: { ...noCursors, alerts: seq }, alerts, room })
}
const raised = (changes: Partial<Alert>, atMs = builtAtMs, drill = false): Fact =>
  buildFact('alert.raised', { alert: buildAlert(changes) }, { seq: ++seq, atMs, drill })
const acknowledged = (id: string, note = ''): Fact => buildFact('alert.acknowledged', { id, note }, { seq: ++seq })
function fill(limit = 64): void {
  while (cache.fillIndex(limit));
}
const page = (changes: Partial<SearchQuery> = {}) => {
  const found = queries.search({ ...everything, ...changes }, patient())
  return searchPage.parse(found)
}
const found = (changes: Partial<SearchQuery> = {}): string[] => page(changes).rows.map(({ state }) => state.alert.id)
const titled = (id: string, headline: string, changes: Partial<Alert> = {}) => ({
  id,
  texts: [buildText({ headline, event: 'Tin' })],
  ...changes,
})

test('the bounds are those of the contract', () => {
  expect([pageRows, countedRows, historyFacts, streamNames]).toEqual([maximumFound, maximumCounted, maximumHistoryFacts, streams])
})

describe('what is found', () => {
  beforeEach(() => {
    commit(
      raised(titled('flood', 'Ngập đường Hoàng Diệu', { severity: 'critical', place: { lonDeg: 107.1, latDeg: 16.82 } }), builtAtMs),
      raised(titled('fire', 'Cháy chợ Đông Hà', { severity: 'high', place: { lonDeg: 107.5, latDeg: 16.5 } }), builtAtMs + 2 * hour),
      raised(titled('drill', 'Diễn tập: ngập cầu Đông Hà', { drillId: 'd', place: null }), builtAtMs - 400 * hour, true),
    )
    commit(acknowledged('fire', 'Đã gọi đội Hoàng Sa'))
    fill()
  })

  test.each([
    ['all, newest first', {}, ['drill', 'fire', 'flood']],
    ['words without marks, đ as d', { text: 'ngap dong' }, ['drill']],
    ['words with marks', { text: 'NGẬP' }, ['drill', 'flood']],
    ['a phrase', { text: '"dong ha"' }, ['drill', 'fire']],
    ['words that do not stand together', { text: '"ha dong"' }, []],
    ['a note of an acknowledgement', { text: 'doi hoang sa' }, ['fire']],
    ['a severity', { severities: ['critical' as const] }, ['flood']],
    ['two severities', { severities: ['critical' as const, 'high' as const] }, ['fire', 'flood']],
    ['a state', { states: ['acknowledged' as const] }, ['fire']],
    ['drills', { drill: true }, ['drill']],
    ['reality', { drill: false }, ['fire', 'flood']],
    ['a source', { connectors: ['gauge-rule' as const] }, []],
    ['a time', { fromMs: builtAtMs, untilMs: builtAtMs + 1 }, ['flood']],
    ['until a time, which is not part of it', { untilMs: builtAtMs }, ['drill']],
    ['from a time', { fromMs: builtAtMs + 1 }, ['fire']],
    ['an area', { area: { westDeg: 107, southDeg: 16.8, eastDeg: 107.2, northDeg: 16.9 } }, ['flood']],
    ['an area and a word', { text: 'chay', area: { westDeg: 107, southDeg: 16, eastDeg: 108, northDeg: 17 } }, ['fire']],
    ['a word, a value and a time', { text: 'ha', severities: ['high' as const], fromMs: builtAtMs }, ['fire']],
  ])('%s', (_what, query, ids) => {
    expect(found(query)).toEqual(ids)
  })

  test('the history of an alert is its facts, oldest first', () => {
    const history = queries.history('fire')
    expect([history.complete, history.facts.map((fact) => fact.type)]).toEqual([true, ['alert.raised', 'alert.acknowledged']])
    expect(queries.history('nobody')).toEqual({ id: 'nobody', facts: [], complete: false })
  })

  test('a word that an update took away finds nothing more, and what it says now is found', () => {
    commit(buildFact('alert.updated', { alert: buildAlert(titled('flood', 'Nước rút', { severity: 'low' })) }, { seq: ++seq }))
    fill()
    expect([found({ text: 'hoang dieu ' }), found({ text: 'rut' }), found({ severities: ['critical'] })]).toEqual([[], ['flood'], []])
  })

  test('what is raised anew is among the newest, with the facts from before', () => {
    commit(
      buildFact('alert.cleared', { id: 'flood', reason: 'expired' }, { seq: ++seq }),
      raised(titled('flood', 'Ngập đường Hoàng Diệu'), builtAtMs + 3 * hour),
    )
    fill()
    expect([found()[0], found().length, queries.history('flood').facts.length]).toEqual(['flood', 3, 3])
  })
})

test('pages follow each other without gap or repeat, and the count stops at a thousand', () => {
  commit(...Array.from({ length: 1_200 }, (_, index) => raised(titled(`a${index}`, `Cảnh báo số ${index}`))))
  fill()
  const first = page({ text: 'cảnh báo' })
  expect([first.count, first.more, first.rows.length]).toEqual([1_000, true, 50])
  const ids: string[] = []
  for (let before: number | null = null; ;) {
    const { rows } = page({ text: 'canh bao', before })
    if (rows.length === 0) break
    ids.push(...rows.map(({ state }) => state.alert.id))
    before = rows.at(-1)?.key ?? null
  }
  expect(ids).toEqual(Array.from({ length: 1_200 }, (_, index) => `a${1_199 - index}`))
})

describe('the index', () => {
  test('says how far it has come, and goes on exactly there', () => {
    commit(...Array.from({ length: 10 }, (_, index) => raised(titled(`a${index}`, `Tin ${index}`))))
    const before = page()
    cache.fillIndex(4)
    cache.fillIndex(4)
    const halfway = page()
    cache.close()
    cache = openCache(join(folder, 'cache.sqlite'), 0).cache
    fill(4)
    const after = page()
    expect([before, halfway, after].map(({ count, coverage }) => [count, coverage.indexedSeq, coverage.headSeq])).toEqual([
      [0, 0, 10],
      [4, 4, 10],
      [10, 10, 10],
    ])
  })

  test('holds what came with a snapshot, and calls what stood in a former log so', () => {
    commit(raised(titled('old', 'Ngập cũ')))
    fill()
    cache.installSnapshot({
      epoch: 'epoch-two',
      asOf: { ...noCursors, alerts: 5 },
      alerts: [buildAlertState({ alert: titled('new', 'Ngập mới'), raisedSeq: 3 })],
      room: emptyRoom,
    })
    expect(page().coverage).toMatchObject({ indexedSeq: 0, headSeq: 5 })
    fill()
    const { rows, coverage } = page({ text: 'ngap' })
    expect(rows.map(({ state, former }) => [state.alert.id, former])).toEqual([
      ['new', false],
      ['old', true],
    ])
    expect(coverage).toMatchObject({ indexedSeq: 5, headSeq: 5 })
  })

  test('forgets what a log that was put back no longer has', () => {
    commit(raised(titled('stays', 'Ngập một')), raised(titled('goes', 'Ngập hai')))
    commit(acknowledged('stays', 'ghi nhớ'))
    fill()
    seq = 1
    cache.installSnapshot({
      epoch,
      asOf: { ...noCursors, alerts: 1 },
      alerts: [buildAlertState({ alert: titled('stays', 'Ngập một'), raisedSeq: 1 })],
      room: emptyRoom,
    })
    commit(raised(titled('other', 'Ngập ba')))
    fill()
    expect([found({ text: 'ngap' }), found({ text: 'ghi nho' }), queries.history('stays').facts.length]).toEqual([
      ['other', 'stays'],
      [],
      1,
    ])
  })
})

test('a search that is superseded gives up, one that takes too long says so', () => {
  commit(...Array.from({ length: 600 }, (_, index) => raised(titled(`a${index}`, 'Tin'), builtAtMs + index)))
  fill()
  expect(queries.search(everything, { ...patient(), isSuperseded: () => true })).toBeNull()
  let clock = 0
  const late = queries.search(
    { ...everything, untilMs: builtAtMs + 10 },
    { now: () => (clock += 1_000), deadlineMs: 500, countingMs: 0, isSuperseded: () => false },
  )
  expect([late?.cutShort, late?.more, late?.rows.length]).toEqual([true, true, 0])
})
