import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Urgent, Welcome } from '#shared/contract/feed'
import { noCursors } from '#shared/contract/ids'
import type { StationPush } from '#shared/contract/stationPort'
import { emptyRoom } from '#shared/domain/roomFold'
import { buildAlert, buildAlertState } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { openMemoryCache, type Cache } from './cache/cache'
import { followGateway, type Follower } from './follower'
import type { FeedListener } from './link/feedClient'

const epoch = 'epoch-one'
let cache: Cache
let pushes: StationPush[]
let line: FeedListener
let follower: Follower
let shown: number

beforeEach(() => {
  cache = openMemoryCache()
  cache.installSnapshot({ epoch, asOf: noCursors, alerts: [], room: emptyRoom })
  pushes = []
  shown = 0
  follower = followGateway({
    keeper: { cache, write: (work) => work(cache), damaged: () => undefined, close: () => cache.close() },
    now: () => 1_000,
    timers: { after: () => () => undefined, every: () => () => undefined },
    push: (message) => pushes.push(message),
    onLive: () => undefined,
    onCommitted: () => undefined,
    onInvalid: () => undefined,
    dial(listener) {
      line = listener
      const ask = (): Promise<never> => Promise.reject(new Error('not in this test'))
      return { ask, content: ask, redial: () => undefined, close: () => undefined }
    },
  })
  line.onWelcome(welcome(2_000))
})
afterEach(() => {
  follower.close()
  cache.close()
})

const welcome = (alerts: number): Welcome => ({
  protocolVersion: 1,
  gateway: { name: 'Đông Hà', version: '1', cityId: 'dong-ha' },
  epoch,
  heads: { ...noCursors, alerts },
  serverTimeMs: 0,
  mode: 'resume',
})
const urgent = (id: string, raisedSeq: number): Urgent => ({
  epoch,
  alerts: [buildAlertState({ alert: { id, severity: 'critical' }, raisedSeq })],
})
const tell = (message: Urgent): void => line.onUrgent(message, () => (shown += 1))
const told = (): string[][] => pushes.flatMap((push) => (push.kind === 'urgent' ? [push.alerts.map(({ alert }) => alert.id)] : []))
const page = (id: string, seq: number, remaining: number): void =>
  line.onPage(
    { epoch, facts: [buildFact('alert.raised', { alert: buildAlert({ id, severity: 'critical' }) }, { seq })], remaining },
    () => undefined,
  )

test('a critical alert is shown ahead of its turn, and neither stored nor counted as read', () => {
  tell(urgent('a', 1_500))
  expect([told(), shown, cache.alert('a'), cache.position().cursors, follower.counters.facts]).toEqual([
    [['a']],
    1,
    undefined,
    noCursors,
    0,
  ])
  expect(follower.urgent()).toMatchObject({ kind: 'urgent', alerts: [{ alert: { id: 'a' } }] })
})

test('it is no longer ahead when its fact is here, whatever else has come', () => {
  tell(urgent('a', 2))
  page('b', 1, 2)
  expect(told()).toEqual([['a']])
  page('a', 2, 1)
  expect([told(), cache.alert('a')?.raisedSeq]).toEqual([[['a'], []], 2])
})

test('when the line breaks it is shown no more: nobody knows what has become of it', () => {
  tell(urgent('a', 2))
  line.onOffline('transport close')
  expect(told()).toEqual([['a'], []])
})

test('what is of another log, or comes when the station is live, is not shown', () => {
  tell({ ...urgent('a', 2), epoch: 'another-log' })
  line.onOffline('transport close')
  line.onWelcome(welcome(0))
  tell(urgent('b', 2))
  expect([told(), shown]).toEqual([[], 2])
})
