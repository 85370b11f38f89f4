import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Fact } from '#shared/contract/fact'
import type { Page, SnapshotPiece, Welcome } from '#shared/contract/feed'
import { noCursors, type Cursors } from '#shared/contract/ids'
import type { StationPush } from '#shared/contract/stationPort'
import { emptyRoom } from '#shared/domain/roomFold'
import { buildAlert, buildAlertState } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { openMemoryCache, type Cache } from './cache/cache'
import { followGateway, type Follower } from './follower'
import type { FeedListener } from './link/feedClient'

const epoch = 'epoch-one'
const startedAtMs = 1_000_000
let cache: Cache
let pushes: StationPush[]
let invalid: string[]
let lives: number
let redials: number
let closes: number
let line: FeedListener
let follower: Follower

beforeEach(() => {
  vi.useFakeTimers({ now: startedAtMs })
  cache = openMemoryCache()
  pushes = []
  invalid = []
  lives = 0
  redials = 0
  closes = 0
  follower = followGateway({
    keeper: { cache, write: (work) => work(cache), damaged: () => undefined, close: () => cache.close() },
    now: Date.now,
    push: (message) => pushes.push(message),
    onLive: () => (lives += 1),
    onInvalid: (what) => invalid.push(what),
    dial(listener) {
      line = listener
      return {
        ask: () => Promise.reject(new Error('not in this test')),
        content: () => Promise.reject(new Error('not in this test')),
        redial: () => (redials += 1),
        close: () => (closes += 1),
      }
    },
  })
})
afterEach(() => {
  follower.close()
  cache.close()
  vi.useRealTimers()
})

const welcome = (mode: Welcome['mode'], heads: Partial<Cursors> = {}): Welcome => ({
  protocolVersion: 1,
  gateway: { name: 'Đông Hà', version: '1', cityId: 'dong-ha' },
  epoch,
  heads: { ...noCursors, ...heads },
  serverTimeMs: 0,
  mode,
})
const piece = (ids: string[], last: boolean, alerts = 0): SnapshotPiece => ({
  epoch,
  asOf: { ...noCursors, alerts },
  alerts: ids.map((id, index) => buildAlertState({ alert: { id }, raisedSeq: index + 1 })),
  room: last ? emptyRoom : null,
  last,
})
const raised = (seq: number): Fact => buildFact('alert.raised', { alert: buildAlert({ id: `a${seq}` }) }, { seq })
const page = (seqs: number[], remaining = 0, of = epoch): Page => ({ epoch: of, facts: seqs.map(raised), remaining })

let committed: number
beforeEach(() => {
  committed = 0
})
const commit = (): void => void (committed += 1)
/** A newcomer that is live at the start of the log. */
function becomeLive(): void {
  line.onWelcome(welcome('snapshot'))
  line.onSnapshot(piece([], true), commit)
  committed = 0
  pushes = []
}
const keeperCursors = (): Cursors => cache.position().cursors
const queue = (): string[] => cache.alertsInQueue(10).map(({ alert }) => alert.id)
const links = () => pushes.flatMap((push) => (push.kind === 'link' ? [push.link.state] : []))

test('says from the first moment that it is connecting, and since when the gateway was not heard', () => {
  expect(pushes).toEqual([
    {
      kind: 'link',
      link: { state: 'connecting', sinceMs: startedAtMs, lastContactMs: null },
      counters: { facts: 0, duplicates: 0, gaps: 0, rejected: 0, resumes: 0 },
    },
  ])
})

describe('a newcomer', () => {
  test('shows nothing of a snapshot before its last piece', () => {
    line.onWelcome(welcome('snapshot', { alerts: 2 }))
    line.onSnapshot(piece(['a', 'b'], false, 2), commit)
    expect([queue(), cache.position().epoch, committed]).toEqual([[], null, 1])
    line.onSnapshot(piece(['c'], true, 2), commit)
    expect([queue().toSorted(), cache.position(), committed]).toEqual([['a', 'b', 'c'], { epoch, cursors: { ...noCursors, alerts: 2 } }, 2])
    expect([links(), pushes.filter(({ kind }) => kind === 'state').length, lives]).toEqual([['connecting', 'catching-up', 'live'], 1, 1])
  })

  test('whose line breaks in the middle begins anew', () => {
    line.onWelcome(welcome('snapshot'))
    line.onSnapshot(piece(['half'], false), commit)
    line.onOffline('transport close')
    line.onWelcome(welcome('snapshot'))
    line.onSnapshot(piece(['whole'], true), commit)
    expect(queue()).toEqual(['whole'])
  })
})

describe('what a broken line says twice or in the wrong order', () => {
  test('a welcome counts once: a newcomer that is live stays so', () => {
    becomeLive()
    line.onWelcome(welcome('snapshot'))
    expect([follower.link.state, queue()]).toEqual(['live', []])
  })

  test('the last piece of a snapshot again, without those before it, takes nothing away', () => {
    line.onWelcome(welcome('snapshot', { alerts: 1 }))
    line.onSnapshot(piece(['a'], false, 1), commit)
    line.onSnapshot(piece([], true, 1), commit)
    line.onPage(page([2]), commit)
    line.onSnapshot(piece([], true, 1), commit)
    expect([queue().toSorted(), keeperCursors(), committed]).toEqual([['a', 'a2'], { ...noCursors, alerts: 2 }, 4])
  })

  test('a snapshot that nobody announced is not taken: the station dials again', () => {
    line.onSnapshot(piece(['a'], true, 1), commit)
    expect([queue(), redials, committed]).toEqual([[], 1, 0])
  })

  test('a page before its welcome is taken, and the welcome that knows less of the log leaves the station live', () => {
    becomeLive()
    line.onOffline('transport close')
    line.onPage(page([1]), commit)
    vi.advanceTimersByTime(33)
    line.onWelcome(welcome('resume'))
    expect([follower.link.state, queue()]).toEqual(['live', ['a1']])
  })
})

describe('a page', () => {
  test('is in the cache before it is acknowledged and shown', () => {
    becomeLive()
    line.onPage(page([1]), () => {
      commit()
      expect(cache.position().cursors.alerts).toBe(1)
      expect(pushes.map(({ kind }) => kind)).toEqual(['facts'])
    })
    expect([committed, queue()]).toEqual([1, ['a1']])
  })

  test('of a burst waits for the next interval, a lone one does not', () => {
    becomeLive()
    line.onPage(page([1]), commit)
    expect(committed).toBe(1)
    line.onPage(page([2]), commit)
    expect(committed).toBe(1)
    vi.advanceTimersByTime(33)
    expect([committed, queue()]).toEqual([2, ['a2', 'a1']])
  })

  test('that waits when the line breaks is forgotten: it will come again', () => {
    becomeLive()
    line.onPage(page([1]), commit)
    line.onPage(page([2]), commit)
    line.onOffline('transport close')
    vi.advanceTimersByTime(100)
    expect([committed, queue()]).toEqual([1, ['a1']])
  })

  test('with a gap changes nothing, is not acknowledged, and is asked for anew', () => {
    becomeLive()
    line.onPage(page([1, 3]), commit)
    expect([committed, queue(), redials, follower.counters]).toEqual([
      0,
      [],
      1,
      { facts: 0, duplicates: 0, gaps: 1, rejected: 0, resumes: 1 },
    ])
  })

  test('of another log changes nothing either', () => {
    becomeLive()
    line.onPage(page([1], 0, 'another-log'), commit)
    expect([committed, queue(), redials, follower.counters.rejected]).toEqual([0, [], 1, 1])
  })

  test('that repeats what is known is acknowledged, counted, and not shown again', () => {
    becomeLive()
    line.onPage(page([1], 1), commit)
    line.onPage(page([1], 1), commit)
    expect([committed, follower.counters.duplicates, pushes.filter(({ kind }) => kind === 'facts').length]).toEqual([2, 1, 1])
  })
})

describe('a station that comes back', () => {
  test('and has missed nothing is live at once', () => {
    becomeLive()
    line.onOffline('transport close')
    line.onWelcome(welcome('resume'))
    expect([links(), lives, follower.counters.resumes]).toEqual([['offline', 'live'], 2, 1])
  })

  test('and has missed something says how much until it has it', () => {
    becomeLive()
    line.onOffline('transport close')
    pushes = []
    line.onWelcome(welcome('resume', { alerts: 3 }))
    line.onPage(page([1, 2], 1), commit)
    line.onPage(page([3]), commit)
    vi.advanceTimersByTime(33)
    const shown = pushes.flatMap((push) => (push.kind === 'link' ? [push.link] : []))
    expect(shown).toMatchObject([
      { state: 'catching-up', remaining: 3 },
      { state: 'catching-up', remaining: 1 },
      { state: 'live', gatewayName: 'Đông Hà' },
    ])
    expect([follower.counters.resumes, lives]).toEqual([2, 2])
  })
})

describe('a line that is away', () => {
  test('is away since the gateway was last heard, also after a restart', () => {
    becomeLive()
    vi.advanceTimersByTime(60_000)
    line.onHeard()
    // The line stands for a while without a word before it is given up: that time was no contact.
    vi.advanceTimersByTime(8_000)
    line.onOffline('ping timeout')
    expect(follower.link).toEqual({ state: 'offline', sinceMs: startedAtMs + 60_000, everConnected: true, reason: 'ping timeout' })
    expect(cache.lastContactMs()).toBe(startedAtMs + 60_000)
    vi.advanceTimersByTime(60_000)
    line.onOffline('xhr poll error')
    expect(follower.link).toMatchObject({ sinceMs: startedAtMs + 60_000 })
  })

  test('that was never there is away since the start', () => {
    vi.advanceTimersByTime(5_000)
    line.onOffline('websocket error')
    expect(follower.link).toEqual({ state: 'offline', sinceMs: startedAtMs, everConnected: false, reason: 'websocket error' })
  })

  test('and one that was refused say why', () => {
    line.onRefused({ code: 'protocol-version', message: 'newer' })
    expect(follower.link).toEqual({ state: 'refused', sinceMs: startedAtMs, failure: { code: 'protocol-version', message: 'newer' } })
    line.onInvalid('page: no')
    expect([invalid, follower.counters.rejected]).toEqual([['page: no'], 1])
  })

  test('the time of the last contact is written down while it lasts, for a crash', () => {
    becomeLive()
    vi.advanceTimersByTime(4_000)
    line.onHeard()
    vi.advanceTimersByTime(8_000)
    expect(cache.lastContactMs()).toBe(startedAtMs + 4_000)
  })
})

test('after its end nothing waits', () => {
  becomeLive()
  line.onPage(page([1]), commit)
  line.onPage(page([2]), commit)
  follower.close()
  vi.advanceTimersByTime(100)
  expect([committed, closes, vi.getTimerCount()]).toEqual([1, 1, 0])
})
