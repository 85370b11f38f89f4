import { buildAlertState } from '#test/builders/alertBuilder'
import { describe, expect, it } from 'vitest'
import { historyOf } from './alertHistory'

describe('history of an alert', () => {
  it('tells every change its state knows of, newest first', () => {
    const state = buildAlertState({
      version: 3,
      contentVersion: 1,
      raisedAtMs: 10,
      acknowledged: { atMs: 30, by: 'Trực ban 2' },
      cleared: { atMs: 20, reason: 'expired' },
    })
    expect(historyOf(state)).toEqual([
      { kind: 'acknowledged', atMs: 30, by: 'Trực ban 2' },
      { kind: 'cleared', atMs: 20, reason: 'expired' },
      { kind: 'raised', atMs: 10 },
    ])
  })

  it('tells an update only while its time is known', () => {
    expect(historyOf(buildAlertState({ version: 2, contentVersion: 2, raisedAtMs: 10, updatedAtMs: 15 }))[0]).toEqual({
      kind: 'updated',
      atMs: 15,
      version: 2,
    })
    const later = buildAlertState({ version: 3, contentVersion: 2, raisedAtMs: 10, updatedAtMs: 30, acknowledged: { atMs: 30, by: 'x' } })
    expect(historyOf(later).map((line) => line.kind)).toEqual(['acknowledged', 'raised'])
  })
})
