import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AlertState } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'
import { noCursors } from '#shared/contract/ids'
import { emptyRoom } from '#shared/domain/roomFold'
import { buildAlert, buildAlertState, builtAtMs } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { openMemoryCache } from './cache/cache'
import { foldBatch, windowState } from './view'

const raised = (id: string): Fact => buildFact('alert.raised', { alert: buildAlert({ id }) }, { seq: 1 })
const cleared = (id: string): Fact => buildFact('alert.cleared', { id, reason: 'expired' })
const acknowledged = (id: string): Fact =>
  buildFact('alert.acknowledged', { id, note: '' }, { actor: { kind: 'person', id: 's', name: 'Bàn trực 1' } })

const holding = (...states: AlertState[]) => {
  const byId = new Map(states.map((state) => [state.alert.id, state]))
  return { alert: (id: string) => byId.get(id), room: () => emptyRoom }
}

test('folds a batch onto what is held, each alert once, and counts what belongs to nothing', () => {
  const folded = foldBatch(holding(buildAlertState({ alert: { id: 'held' } })), [
    raised('new'),
    acknowledged('held'),
    cleared('new'),
    acknowledged('unknown'),
    // What was over before the station came is nothing it lacks.
    buildFact('alert.noted', { id: 'unknown', text: 'x', attachments: [] }),
    buildFact('connector.reported', {
      report: { connector: 'cap', state: 'running', accepted: 1, duplicates: 0, rejected: 0, lastRejection: null },
    }),
  ])
  expect(folded).toEqual({
    alerts: [
      buildAlertState({ alert: { id: 'new' }, version: 2, cleared: { atMs: builtAtMs, reason: 'expired' } }),
      buildAlertState({
        alert: { id: 'held' },
        version: 2,
        acknowledged: { atMs: builtAtMs, by: 'Bàn trực 1' },
        touched: { acknowledged: { atMs: builtAtMs, by: 'Bàn trực 1', byId: 's', version: 2 } },
      }),
    ],
    room: {
      ...emptyRoom,
      connectors: [{ connector: 'cap', state: 'running', accepted: 1, duplicates: 0, rejected: 0, lastRejection: null }],
    },
    orphans: 1,
  })
})

test('however the log is cut into batches, the station holds the same', () => {
  const facts = ['a', 'b', 'c']
    .flatMap((id) => [raised(id), acknowledged(id), cleared(id)])
    .map((fact, index) => ({ ...fact, seq: index + 1 }))
  const heldAfter = (cuts: number[]) => {
    const cache = openMemoryCache()
    cache.installSnapshot({ epoch: 'epoch-one', asOf: noCursors, alerts: [], room: emptyRoom })
    const ends = [...new Set(cuts), facts.length].toSorted((a, b) => a - b)
    ends.forEach((end, index) => {
      const batch = facts.slice(ends[index - 1] ?? 0, end)
      const { alerts, room } = foldBatch(cache, batch)
      cache.commitBatch({ facts: batch, cursors: { ...noCursors, alerts: end }, alerts, room })
    })
    const held = [cache.position(), windowState(cache), ['a', 'b', 'c'].map((id) => cache.alert(id))]
    cache.close()
    return held
  }
  const whole = heldAfter([])
  fc.assert(
    fc.property(fc.array(fc.nat(facts.length), { maxLength: 5 }), (cuts) => {
      expect(heldAfter(cuts)).toEqual(whole)
    }),
    { numRuns: 30 },
  )
})
