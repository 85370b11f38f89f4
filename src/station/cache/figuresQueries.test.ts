import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { figuresAnswer, type FiguresQuery } from '#shared/contract/alertFigures'
import type { Fact } from '#shared/contract/fact'
import { noCursors } from '#shared/contract/ids'
import { emptyRoom } from '#shared/domain/roomFold'
import { buildAlert } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { foldBatch } from '../view'
import { openCache, type Cache } from './cache'
import { openFigures, type FiguresQueries } from './figuresQueries'

const startMs = Date.UTC(2026, 0, 15)
const query: FiguresQuery = { fromMs: startMs, untilMs: startMs + 3_600_000, operators: 1, drill: null }
let folder: string
let cache: Cache
let queries: FiguresQueries
let seq = 0

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'figures-'))
  cache = openCache(join(folder, 'cache.sqlite'), 0).cache
  queries = openFigures(join(folder, 'cache.sqlite'))
  cache.installSnapshot({ epoch: 'epoch-one', asOf: noCursors, alerts: [], room: emptyRoom })
  seq = 0
})
afterEach(() => {
  queries.close()
  cache.close()
  rmSync(folder, { recursive: true, force: true })
})

function commit(...facts: Fact[]): void {
  const { alerts, room } = foldBatch(cache, facts)
  cache.commitBatch({ facts, cursors: { ...noCursors, alerts: seq }, alerts, room })
}
const raised = (id: string, afterMs: number): Fact =>
  buildFact('alert.raised', { alert: buildAlert({ id }) }, { seq: ++seq, recordedAtMs: startMs + afterMs })
const over = (id: string, afterMs: number): Fact[] => [
  buildFact('alert.acknowledged', { id, note: '' }, { seq: ++seq, recordedAtMs: startMs + afterMs, atMs: startMs + afterMs }),
  buildFact('alert.cleared', { id, reason: 'cancelled' }, { seq: ++seq, recordedAtMs: startMs + afterMs }),
]
const unhurried = { now: () => 0, deadlineMs: 1 }

describe('the figures of a period, from the cache', () => {
  test('count what was raised in it, with the flood that goes on from before', () => {
    const longAgo = raised('long-ago', -8_000_000)
    const before = Array.from({ length: 9 }, (_, n) => raised(`b${n}`, -60_000 + n))
    const inside = Array.from({ length: 3 }, (_, n) => raised(`i${n}`, n))
    commit(longAgo, ...before, ...inside)
    const answer = queries.figures({ ...query, untilMs: startMs + 10 }, unhurried)
    expect(figuresAnswer.parse(answer)).toEqual(answer)
    expect(answer.figures).toMatchObject({ alerts: 3, floods: [{ fromMs: startMs + 1, untilMs: null, first: 'i1', last: 'i2' }] })
    expect(answer.flood.recentMs).toHaveLength(12)
    expect({ headSeq: answer.headSeq, cutShort: answer.cutShort }).toEqual({ headSeq: 13, cutShort: false })
  })

  test('are the same when the past is packed', () => {
    for (let n = 0; n < 300; n += 1) commit(raised(`p${n}`, n * 5_000), ...over(`p${n}`, n * 5_000 + 1_000))
    const { figures } = queries.figures(query, unhurried)
    while (cache.fillIndex(64));
    let packed = 0
    while (cache.packPast()) packed += 1
    expect(packed).toBeGreaterThan(0)
    expect(queries.figures(query, unhurried).figures).toEqual(figures)
    expect(figures.alerts).toBe(300)
  })

  test('say so when there was no time for all of it', () => {
    commit(raised('a', 0))
    expect(queries.figures(query, { now: () => 2, deadlineMs: 1 })).toMatchObject({ cutShort: true, figures: { alerts: 0 } })
  })
})
