import { describe, expect, test } from 'vitest'
import { severities, type AlertState } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'
import { buildAlert, buildAlertState, builtAtMs } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { alertIdOf, applyAlertFact, isInQueue, isMoreSevere } from './alertLifecycle'

const at = (minutes: number) => ({ atMs: builtAtMs + minutes * 60_000 })
const raised = buildFact('alert.raised', { alert: buildAlert() }, { seq: 7 })
const updated = (severity: (typeof severities)[number], minutes: number): Fact =>
  buildFact('alert.updated', { alert: buildAlert({ severity }) }, at(minutes))
const cleared = (minutes: number): Fact => buildFact('alert.cleared', { id: 'alert-1', reason: 'expired' }, at(minutes))
const acknowledged = (minutes: number): Fact =>
  buildFact('alert.acknowledged', { id: 'alert-1', note: '' }, { ...at(minutes), actor: { kind: 'person', id: 's', name: 'Lan' } })
const fold = (...facts: Fact[]): AlertState | undefined => facts.reduce<AlertState | undefined>(applyAlertFact, undefined)

describe('the life of an alert', () => {
  test('begins when it is raised', () => {
    expect(fold(raised)).toEqual(buildAlertState({ raisedSeq: 7 }))
  })

  test('is told whole by its facts', () => {
    expect(fold(raised, updated('high', 1), acknowledged(2), cleared(3))).toEqual(
      buildAlertState({
        alert: { severity: 'high' },
        raisedSeq: 7,
        version: 4,
        contentVersion: 2,
        updatedAtMs: at(3).atMs,
        acknowledged: { by: 'Lan', ...at(2) },
        cleared: { reason: 'expired', ...at(3) },
      }),
    )
  })

  test('an acknowledgement holds until it becomes graver', () => {
    const after = (severity: (typeof severities)[number]) => fold(raised, acknowledged(1), updated(severity, 2))?.acknowledged
    expect([after('low'), after('medium'), after('high'), after('critical')]).toEqual([
      { by: 'Lan', ...at(1) },
      { by: 'Lan', ...at(1) },
      null,
      null,
    ])
  })

  test('an update brings back what was cleared', () => {
    expect(fold(raised, cleared(1), updated('medium', 2))).toMatchObject({ cleared: null, version: 3, contentVersion: 3 })
  })

  test('nothing comes of facts about what was never raised', () => {
    expect([fold(updated('low', 1)), fold(cleared(1)), fold(acknowledged(1))]).toEqual([undefined, undefined, undefined])
  })

  test('facts of other streams change nothing', () => {
    const state = buildAlertState()
    const other = buildFact('drill.ended', { id: 'd', reason: 'stopped' })
    expect([applyAlertFact(state, other) === state, alertIdOf(other)]).toEqual([true, undefined])
  })

  test('what was folded before stays as it was', () => {
    const before = fold(raised)
    const copy = structuredClone(before)
    applyAlertFact(before, acknowledged(1))
    expect(before).toEqual(copy)
  })
})

test('each fact about an alert names it', () => {
  expect([raised, updated('low', 1), cleared(1), acknowledged(1)].map(alertIdOf)).toEqual(Array.from({ length: 4 }, () => 'alert-1'))
})

test('the queue holds what goes on and what nobody has seen, and nothing of a drill that is over', () => {
  const over = { atMs: 1, reason: 'returned-to-normal' as const }
  const seen = { atMs: 1, by: 'Lan' }
  const cases = [
    {},
    { acknowledged: seen },
    { cleared: over },
    { cleared: over, acknowledged: seen },
    { cleared: { atMs: 1, reason: 'drill-ended' as const } },
  ]
  expect(cases.map((changes) => isInQueue(buildAlertState(changes)))).toEqual([true, true, true, false, false])
})

test('severities are ordered, and none is more severe than itself', () => {
  expect(severities.map((one) => severities.filter((other) => isMoreSevere(one, other)).length)).toEqual([3, 2, 1, 0])
})
