import { describe, expect, test } from 'vitest'
import { severities, type AlertState } from '#shared/contract/alert'
import type { Fact, FactPayload, FactType } from '#shared/contract/fact'
import { buildAlert, buildAlertState, builtAtMs } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { alertIdOf, alertWordOf, applyAlertFact, isInQueue, isMoreSevere, isOver } from './alertLifecycle'

const at = (minutes: number) => ({ atMs: builtAtMs + minutes * 60_000 })
const raised = buildFact('alert.raised', { alert: buildAlert() }, { seq: 7 })
const updated = (severity: (typeof severities)[number], minutes: number): Fact =>
  buildFact('alert.updated', { alert: buildAlert({ severity }) }, at(minutes))
const cleared = (minutes: number): Fact => buildFact('alert.cleared', { id: 'alert-1', reason: 'expired' }, at(minutes))
const acknowledged = (minutes: number): Fact =>
  buildFact('alert.acknowledged', { id: 'alert-1', note: '' }, { ...at(minutes), actor: { kind: 'person', id: 's', name: 'Lan' } })
/** What a person did, `minutes` after the alert was raised. */
const did = <T extends FactType>(type: T, payload: FactPayload<T>, minutes: number, name = 'Lan'): Fact =>
  buildFact(type, payload, { ...at(minutes), actor: { kind: 'person', id: `station of ${name}`, name } })
const closed = (minutes: number): Fact => did('alert.closed', { id: 'alert-1', disposition: 'false', words: 'đường khô' }, minutes)
const amended = (severity: (typeof severities)[number] | null, minutes: number, headline: string | null = null): Fact =>
  did('alert.amended', { id: 'alert-1', correction: { severity, headline, areaDescription: null }, reason: 'đo lại' }, minutes)
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
        touched: { acknowledged: { by: 'Lan', byId: 's', version: 3, ...at(2) } },
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

describe('what people do with an alert', () => {
  const by = (minutes: number) => ({ by: 'Lan', ...at(minutes) })
  const touch = (minutes: number, version: number) => ({ ...by(minutes), byId: 'station of Lan', version })

  test('it is assigned to one after the other, and to nobody', () => {
    const to = { id: null, name: 'Đội 1' }
    const first = fold(raised, did('alert.assigned', { id: 'alert-1', to }, 1))
    expect(first).toMatchObject({ version: 2, contentVersion: 1, assigned: { ...by(1), to }, touched: { assigned: touch(1, 2) } })
    const nobody = applyAlertFact(first, did('alert.assigned', { id: 'alert-1', to: null }, 2))
    expect(nobody).toEqual({ ...buildAlertState({ raisedSeq: 7, version: 3 }), touched: { assigned: touch(2, 3) } })
  })

  test('closed, it leaves the queue and is not over, until its source ends it', () => {
    const put = fold(raised, closed(1))
    expect(put?.closed).toEqual({ ...by(1), disposition: 'false', words: 'đường khô' })
    expect(put && [isInQueue(put), isOver(put), alertWordOf(put)]).toEqual([false, false, 'closed'])
    const ended = applyAlertFact(put, cleared(2))
    expect(ended && [isInQueue(ended), isOver(ended), alertWordOf(ended)]).toEqual([false, true, 'done'])
  })

  test('only a graver word of the source brings a closed one back, unacknowledged, and it says why', () => {
    const calm = fold(raised, acknowledged(1), closed(2), updated('medium', 3))
    expect(calm && [isInQueue(calm), calm.closed?.by, calm.reopened]).toEqual([false, 'Lan', undefined])
    const graver = applyAlertFact(calm, updated('high', 4))
    expect(graver && [isInQueue(graver), graver.closed, graver.acknowledged]).toEqual([true, undefined, null])
    expect(graver?.reopened).toEqual({ ...at(4), closedBy: 'Lan', from: 'medium' })
    expect(applyAlertFact(graver, closed(5))?.reopened).toBeUndefined()
  })

  test('a correction stands over the source’s words, which are kept, and changes what one has read', () => {
    const state = fold(raised, acknowledged(1), amended('critical', 2, 'Ngập sâu'))
    expect(state).toMatchObject({ version: 3, contentVersion: 3, acknowledged: null, alert: { severity: 'critical' } })
    expect(state?.alert.texts.map(({ headline }) => headline)).toEqual(['Ngập sâu'])
    expect(state?.amended?.original).toEqual({ severity: 'medium', headlines: ['Ngập đường Hoàng Diệu'], areaDescriptions: [] })
    const back = applyAlertFact(state, amended(null, 3))
    expect([back?.alert, back?.amended, back?.version]).toEqual([buildAlert(), undefined, 4])
  })

  test('a correction of less leaves the acknowledgement', () => {
    expect(fold(raised, acknowledged(1), amended('low', 2))?.acknowledged).toEqual({ by: 'Lan', ...at(1) })
  })

  test('a correction holds until the source changes the thing that was corrected', () => {
    const state = fold(raised, amended('high', 1, 'Ngập sâu'), updated('medium', 2))
    expect([state?.alert.severity, state?.alert.texts[0]?.headline]).toEqual(['high', 'Ngập sâu'])
    const after = applyAlertFact(state, updated('low', 3))
    expect([after?.alert.severity, after?.alert.texts[0]?.headline]).toEqual(['low', 'Ngập sâu'])
    expect(after?.amended?.correction).toEqual({ severity: null, headline: 'Ngập sâu', areaDescription: null })
  })

  test('notes are counted, and the latest is at hand', () => {
    const note = (text: string, minutes: number) => did('alert.noted', { id: 'alert-1', text, attachments: [] }, minutes)
    expect(fold(raised, note('một', 1), note('hai', 2))).toEqual({
      ...buildAlertState({ raisedSeq: 7, version: 3 }),
      notes: { count: 2, latest: { ...by(2), text: 'hai', attachments: [] } },
    })
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
