import { describe, expect, test } from 'vitest'
import type { AlertTypesState } from '#shared/contract/alertType'
import { buildAlert, buildText } from '#test/builders/alertBuilder'
import { buildAlertType } from '#test/builders/alertTypeBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { alertTypeOf, applyAlertTypeFact, decideOnAlertType, escalationTimesIn, priorityOf, shelvingLimitMsOf } from './alertTypes'

const lan = { actor: { kind: 'person' as const, id: 'ban-1', name: 'Lan' }, seq: 7 }
const hung = { actor: { kind: 'person' as const, id: 'ban-2', name: 'Hùng' } }
const shipped = (edition: string, ...types: ReturnType<typeof buildAlertType>[]) => buildFact('alert-types.shipped', { edition, types })
const flood = buildAlertType({ id: 'lu' })
const fire = buildAlertType({ id: 'chay', matches: { connectors: [], events: ['Cháy nhà'], categories: [], levels: [] } })
const table = applyAlertTypeFact(undefined, shipped('1', flood, fire))
const proposed = buildFact('alert-type.proposed', { type: { ...fire, shelvingLimitMs: 0 }, basedOn: 0, reason: 'không gác' }, lan)
const waiting = applyAlertTypeFact(table, proposed)
const approve = (proposal: number) => ({ type: 'alert-type.approve' as const, input: { id: 'chay', proposal } })

describe('four eyes', () => {
  test('whoever proposes cannot approve; somebody else can, exactly that proposal', () => {
    expect(decideOnAlertType(waiting, approve(7), 'ban-1')).toMatchObject({ ok: false, failure: { code: 'own-proposal' } })
    expect(decideOnAlertType(waiting, approve(6), 'ban-2')).toMatchObject({ ok: false, failure: { code: 'stale-version' } })
    const approval = { type: 'alert-type.approved', payload: { id: 'chay', proposal: 7, version: 1 } }
    expect(decideOnAlertType(waiting, approve(7), 'ban-2')).toEqual({ ok: true, value: { fact: approval, version: 1 } })
  })

  test('only what was approved is in force, with both names', () => {
    expect(waiting.types).toEqual(table.types)
    const after = applyAlertTypeFact(
      waiting,
      buildFact('alert-type.approved', { id: 'chay', proposal: 7, version: 1 }, { ...hung, atMs: 5 }),
    )
    const expected = { type: { ...fire, shelvingLimitMs: 0 }, version: 1, atMs: 5, proposedBy: 'Lan', approvedBy: 'Hùng' }
    expect([after.types.find(({ type }) => type.id === 'chay'), after.proposals]).toEqual([expected, []])
  })

  test('a proposal about an older version is refused, and what is rejected is gone', () => {
    const input = { id: 'chay', type: fire, basedOn: 3, reason: 'x' }
    expect(decideOnAlertType(table, { type: 'alert-type.propose', input }, 'ban-1')).toMatchObject({ failure: { code: 'stale-version' } })
    const rejected = buildFact('alert-type.rejected', { id: 'chay', proposal: 7, reason: 'không' }, hung)
    expect(applyAlertTypeFact(waiting, rejected)).toEqual(table)
    expect(decideOnAlertType(table, approve(7), 'ban-2')).toMatchObject({ failure: { code: 'not-found' } })
  })
})

test('a newer edition replaces what nobody has changed, and nothing else', () => {
  const agreed = applyAlertTypeFact(waiting, buildFact('alert-type.approved', { id: 'chay', proposal: 7, version: 1 }, hung))
  const newer = applyAlertTypeFact(agreed, shipped('2', fire, buildAlertType({ id: 'moi' })))
  expect(newer.types.map(({ type, version }) => [type.id, version])).toEqual([
    ['chay', 1],
    ['moi', 0],
  ])
})

describe('the type of an alert', () => {
  const measured = buildAlert({
    source: { ...buildAlert().source, connector: 'gauge-rule' },
    measure: { gaugeId: 'dong-ha', valueM: 4.2, observedAtMs: 0, basis: 'observed', level: 3 },
  })
  test('is the one that asks for most of what it is', () => {
    expect(alertTypeOf(measured, table)?.id).toBe('lu')
    expect(alertTypeOf(buildAlert({ texts: [buildText({ event: 'CHÁY NHÀ ' })] }), table)?.id).toBe('chay')
    expect(alertTypeOf(buildAlert({ texts: [buildText({ event: 'Sương mù' })] }), table)).toBeUndefined()
  })

  test('a type that asks for nothing fits nothing', () => {
    const empty = buildAlertType({ matches: { connectors: [], events: [], categories: [], levels: [] } })
    const only: AlertTypesState = applyAlertTypeFact(undefined, shipped('1', empty))
    expect(alertTypeOf(measured, only)).toBeUndefined()
  })

  test('says how long it may be shelved and when the room is told again; else its severity does', () => {
    const low = buildAlert({ severity: 'low' })
    expect([shelvingLimitMsOf({ alert: measured }, table), shelvingLimitMsOf({ alert: low }, table)]).toEqual([900_000, 8 * 3_600_000])
    expect(escalationTimesIn(table)({ alert: measured } as never)).toEqual(flood.escalation)
    expect(escalationTimesIn(undefined)({ alert: measured } as never)).toEqual({ unseenAfterMs: null, unacknowledgedAfterMs: null })
  })
})

test('priority follows from consequence and time', () => {
  const of = (consequenceGrade: 'severe' | 'major' | 'moderate' | 'minor', minutes: number) =>
    priorityOf({ consequenceGrade, timeToRespondMs: minutes * 60_000 })
  expect([
    of('severe', 5),
    of('severe', 120),
    of('major', 10),
    of('major', 61),
    of('moderate', 30),
    of('moderate', 90),
    of('minor', 1),
  ]).toEqual(['critical', 'high', 'high', 'medium', 'medium', 'low', 'low'])
})
