import { buildAlertState } from '#test/builders/alertBuilder'
import { describe, expect, it } from 'vitest'
import { alertAsOf } from './asOf'

const by = 'Ca trực'
const state = {
  ...buildAlertState(),
  raisedAtMs: 1_000,
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
