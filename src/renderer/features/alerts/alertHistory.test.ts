import type { AlertState } from '#shared/contract/alert'
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
      { kind: 'acknowledged', atMs: 30, by: 'Trực ban 2', clock: 'wall' },
      { kind: 'cleared', atMs: 20, reason: 'expired', clock: 'wall' },
      { kind: 'raised', atMs: 10, clock: 'wall' },
    ])
  })

  it('tells an update only while its time is known', () => {
    expect(historyOf(buildAlertState({ version: 2, contentVersion: 2, raisedAtMs: 10, updatedAtMs: 15 }))[0]).toEqual({
      kind: 'updated',
      atMs: 15,
      version: 2,
      clock: 'wall',
    })
    const later = buildAlertState({ version: 3, contentVersion: 2, raisedAtMs: 10, updatedAtMs: 30, acknowledged: { atMs: 30, by: 'x' } })
    expect(historyOf(later).map((line) => line.kind)).toEqual(['acknowledged', 'raised'])
  })

  it('of a scenario keeps the order of what happened, and says which clock each time is from', () => {
    const acknowledged = { atMs: 5_000, by: 'Trực ban 2' }
    const played = { alert: { drillId: 'drill-1' }, drill: true, raisedAtMs: 10, acknowledged }
    const clocks = (state: AlertState) => historyOf(state).map(({ kind, clock }) => [kind, clock])
    expect(clocks(buildAlertState({ ...played, version: 3, contentVersion: 3, updatedAtMs: 15 }))).toEqual([
      ['updated', 'scenario'],
      ['acknowledged', 'wall'],
      ['raised', 'scenario'],
    ])
    expect(clocks(buildAlertState({ ...played, version: 3, cleared: { atMs: 20, reason: 'returned-to-normal' } }))).toEqual([
      ['cleared', 'scenario'],
      ['acknowledged', 'wall'],
      ['raised', 'scenario'],
    ])
    expect(clocks(buildAlertState({ ...played, version: 3, cleared: { atMs: 9_000, reason: 'drill-ended' } }))[0]).toEqual([
      'cleared',
      'wall',
    ])
  })
})
