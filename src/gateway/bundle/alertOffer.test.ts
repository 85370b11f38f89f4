import { describe, expect, test } from 'vitest'
import type { Alert } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'
import { buildAlert, builtAtMs } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { createRoomModel, type RoomModel } from '../roomModel'
import { foldForeignAlerts, offerAlert, type AlertOffer } from './alertOffer'

const message = (id: string, key: string, sentAtMs = builtAtMs, changes: Partial<Alert> = {}): Alert => {
  const alert = buildAlert({ id, ...changes })
  return { ...alert, source: { ...alert.source, key, identifier: key, sentAtMs } }
}
const raised = (alert: Alert, drill = false): Fact => buildFact('alert.raised', { alert }, { drill })
const updated = (alert: Alert): Fact => buildFact('alert.updated', { alert })
const cleared = (id: string, reason: 'cancelled' | 'expired' | 'drill-ended' = 'cancelled'): Fact =>
  buildFact('alert.cleared', { id, reason })
const acknowledged = (id: string, name: string): Fact =>
  buildFact('alert.acknowledged', { id, note: '' }, { actor: { kind: 'person', id: name, name } })

function localOf(facts: Fact[]): RoomModel {
  const model = createRoomModel()
  for (const fact of facts) model.apply(fact)
  return model
}
function offer(there: Fact[], here: Fact[], id = 'a'): AlertOffer {
  const foreign = foldForeignAlerts(there).get(id)
  if (foreign === undefined) throw new Error(`the other post has no alert ${id}`)
  return offerAlert(foreign, localOf(here))
}

describe('the alerts of another log', () => {
  test('are folded as ours are, with every message they were made of', () => {
    const first = message('a', 'm1')
    const second = message('a', 'm2', builtAtMs + 1)
    const found = foldForeignAlerts([raised(first), updated(second), acknowledged('a', 'Lan')]).get('a')
    expect([found?.keys, found?.state.version, found?.state.acknowledged?.by]).toEqual([['m1', 'm2'], 3, 'Lan'])
  })

  test('may begin in the middle: an update says all, an end of something unknown says nothing', () => {
    const found = foldForeignAlerts([updated(message('a', 'm2')), cleared('b')])
    expect([[...found.keys()], found.get('a')?.state.version]).toEqual([['a'], 1])
  })
})

describe('what goes on at the other post', () => {
  test('and is unknown here is raised under its own key, as the drill or the reality it is', () => {
    const alert = message('a', 'm1')
    expect(offer([raised(alert)], [])).toEqual({ kind: 'raise', observation: { kind: 'alert', alert, drill: false }, conflict: null })
    expect(offer([raised(alert, true)], []).observation).toMatchObject({ kind: 'alert', drill: true })
  })

  test('and is known here by the same message is a duplicate, whatever it is called here', () => {
    const there = raised(message('a', 'm1'))
    expect(offer([there], [raised(message('other-id', 'm1'))])).toEqual({ kind: 'duplicate', observation: null, conflict: null })
  })

  test('and was updated there updates what is known here by an earlier message', () => {
    const newer = message('a', 'm2', builtAtMs + 60_000, { severity: 'critical' })
    const found = offer([raised(message('a', 'm1')), updated(newer)], [raised(message('a', 'm1'))])
    expect([found.kind, found.observation, found.conflict]).toEqual([
      'update',
      { kind: 'update', alert: newer, references: [{ sender: newer.source.sender, identifier: 'm1', sentAtMs: builtAtMs }], drill: false },
      null,
    ])
  })

  test('never replaces what is newer here, and says so', () => {
    const older = message('a', 'm1', builtAtMs, { severity: 'low' })
    const newer = message('a', 'm2', builtAtMs + 60_000)
    const found = offer([raised(older)], [raised(older), updated(newer)])
    expect([found.kind, found.observation, found.conflict?.kind === 'alert' && found.conflict.differs]).toEqual([
      'duplicate',
      null,
      ['content'],
    ])
  })

  test('and was acknowledged by two people shows both', () => {
    const alert = message('a', 'm1')
    const { conflict } = offer([raised(alert), acknowledged('a', 'Lan')], [raised(alert), acknowledged('a', 'Minh')])
    expect(conflict).toMatchObject({
      kind: 'alert',
      differs: ['acknowledged'],
      here: { acknowledged: { by: 'Minh' } },
      there: { acknowledged: { by: 'Lan' } },
    })
  })
})

describe('what is over at the other post', () => {
  test('and unknown here stays on the shelf', () => {
    expect(offer([raised(message('a', 'm1')), cleared('a')], [])).toEqual({ kind: 'over', observation: null, conflict: null })
  })

  test('is called off here when it was called off there', () => {
    const alert = message('a', 'm1')
    const found = offer([raised(alert), cleared('a')], [raised(alert)])
    expect([found.kind, found.observation]).toMatchObject(['cancel', { kind: 'cancel', references: [{ identifier: 'm1' }], drill: false }])
  })

  test('is left to this post when its time was over, or its drill', () => {
    const alert = message('a', 'm1')
    for (const reason of ['expired', 'drill-ended'] as const) {
      const found = offer([raised(alert), cleared('a', reason)], [raised(alert)])
      expect([found.kind, found.observation, found.conflict?.kind === 'alert' && found.conflict.differs]).toEqual([
        'duplicate',
        null,
        ['cleared'],
      ])
    }
  })
})
