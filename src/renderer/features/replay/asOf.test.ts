import { buildAlertState } from '#test/builders/alertBuilder'
import { describe, expect, it } from 'vitest'
import { alertAsOf, alertsAsOf } from './asOf'

const by = 'Ca trực'
const state = {
  ...buildAlertState(),
  raisedAtMs: 1_000,
  // What its source said has changed since.
  contentVersion: 2,
  acknowledged: { atMs: 2_000, by },
  closed: { atMs: 3_000, by, disposition: 'relevant' as const, words: '' },
  cleared: { atMs: 4_000, reason: 'expired' as const },
}

describe('an alert as it stood', () => {
  it('was not there before it was raised and after it was over', () => {
    expect([alertAsOf(state, 999), alertAsOf(state, 3_000), alertAsOf({ ...state, closed: undefined } as never, 4_000)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('was open and in nobody’s hand until somebody took it', () => {
    const open = alertAsOf(state, 1_000)
    expect(open).toMatchObject({ acknowledged: null, cleared: null })
    expect(open).not.toHaveProperty('closed')
    expect(alertAsOf(state, 2_500)?.acknowledged).toEqual(state.acknowledged)
  })

  it('was assigned to nobody and not put aside until that was done', () => {
    const later = {
      ...state,
      assigned: { atMs: 1_500, by, to: { id: null, name: 'Đội 2' } },
      shelved: { atMs: 2_500, by, untilMs: 9_000, reason: 'chờ' },
    }
    expect(alertAsOf(later, 1_200)).not.toHaveProperty('assigned')
    expect(alertAsOf(later, 2_000)).toMatchObject({ assigned: later.assigned })
    expect(alertAsOf(later, 2_000)).not.toHaveProperty('shelved')
    expect(alertAsOf(later, 2_500)).toMatchObject({ shelved: later.shelved })
  })
})

describe('the alerts of a moment', () => {
  it('begin when the room knew of them, not when their source says or a played scenario has it', () => {
    const played = buildAlertState({ raisedAtMs: 1_000 })
    const { receivedAtMs } = played.alert.source
    expect([alertAsOf(played, receivedAtMs - 1), alertAsOf(played, receivedAtMs)?.alert.id]).toEqual([undefined, played.alert.id])
  })

  it('are those that were found and those that have been open for longer, each once and as it is known last', () => {
    const { closed: _closed, ...open } = state
    const long = { ...open, alert: { ...state.alert, id: 'long' }, cleared: null }
    const found = [state, { ...long, acknowledged: null }]
    expect(alertsAsOf(found, [long], 2_500).map(({ alert, acknowledged }) => [alert.id, acknowledged?.by])).toEqual([
      [state.alert.id, by],
      ['long', by],
    ])
    expect(alertsAsOf([], [long], 3_500).map(({ alert }) => alert.id)).toEqual(['long'])
  })
})
