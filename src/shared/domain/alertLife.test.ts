import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AlertState } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'
import { buildAlert, buildAlertState, builtAtMs } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { applyAlertLifeFact, withoutShelf } from './alertLife'
import { alertWordOf, isAsking, isInQueue, isOver, setAsideOf } from './alertStanding'
import { applyAlertFact } from './alertLifecycle'

const id = 'a'
const person = { kind: 'person' as const, id: 'ban-1', name: 'Bàn 1' }
const alert = buildAlert({ id, severity: 'medium' })
const fold = (...facts: Fact[]): AlertState =>
  facts.reduce<AlertState | undefined>(applyAlertFact, buildAlertState({ alert: { id, severity: 'medium' } }))!
const by = { actor: person, atMs: builtAtMs + 60_000 }
const shelved = buildFact('alert.shelved', { id, untilMs: builtAtMs + 600_000, reason: 'chờ' }, by)
const acknowledged = buildFact('alert.acknowledged', { id, note: '' }, by)
const closed = buildFact('alert.closed', { id, disposition: 'false', words: '' }, by)
const cleared = buildFact('alert.cleared', { id, reason: 'expired' })
const reopened = buildFact('alert.reopened', { id, reason: 'nhầm' }, by)
const suppressed = buildFact('alert.suppressed', { id, ruleId: 'r', reason: '' })
const outOfService = buildFact('alert.taken-out-of-service', { id, reason: 'sửa' }, by)

describe('on the shelf', () => {
  test('it stays in the queue and asks for nothing', () => {
    const state = fold(shelved)
    expect([isInQueue(state), isAsking(state), alertWordOf(state)]).toEqual([true, false, 'shelved'])
    expect(state.shelved).toEqual({ by: 'Bàn 1', atMs: by.atMs, untilMs: builtAtMs + 600_000, reason: 'chờ' })
    expect(state.touched?.shelved).toEqual({ by: 'Bàn 1', byId: 'ban-1', atMs: by.atMs, version: 2 })
  })

  test.each([
    ['its source changes it', buildFact('alert.updated', { alert }), 'changed'],
    ['its source ends it', cleared, 'cleared'],
    ['its time is over', buildFact('alert.unshelved', { id, why: 'time-over', reason: '' }), 'time-over'],
    ['somebody fetches it', buildFact('alert.unshelved', { id, why: 'by-hand', reason: '' }, by), 'by-hand'],
  ] as const)('until %s', (_what, fact, why) => {
    const state = fold(shelved, fact)
    expect([state.shelved, setAsideOf(state)]).toEqual([undefined, undefined])
    expect(state.unshelved).toMatchObject({ why, shelvedBy: 'Bàn 1', by: why === 'by-hand' ? 'Bàn 1' : '' })
  })

  test('a correction ends it only when it makes the alert graver', () => {
    const correct = (severity: 'high' | 'low') =>
      buildFact('alert.amended', { id, correction: { severity, headline: null, areaDescription: null }, reason: 'đo lại' }, by)
    expect(fold(shelved, correct('low')).shelved).toBeDefined()
    expect(fold(shelved, correct('high'))).toMatchObject({ unshelved: { why: 'changed', by: 'Bàn 1' } })
  })

  test('closing takes it off', () => expect(fold(shelved, closed).shelved).toBeUndefined())
})

test('what is on no shelf is left as it is, and what means nothing only counts', () => {
  const state = buildAlertState({ alert: { id } })
  expect(withoutShelf(state, { atMs: 1, by: '' }, 'changed')).toBe(state)
  expect(applyAlertLifeFact(state, buildFact('alert.unshelved', { id, why: 'by-hand', reason: '' }, by))).toEqual({ ...state, version: 2 })
})

describe('by design, and out of service', () => {
  test('both outlast an update of the source', () => {
    const update = buildFact('alert.updated', { alert: { ...alert, severity: 'critical' } })
    expect(alertWordOf(fold(suppressed, update))).toBe('suppressed')
    expect(alertWordOf(fold(outOfService, update))).toBe('out-of-service')
  })

  test('what nobody had to respond to is over when its source ends it', () => {
    expect([isOver(fold(suppressed, cleared)), isOver(fold(outOfService, cleared)), isOver(fold(cleared))]).toEqual([true, true, false])
  })

  test('only the rule that suppressed it ends that', () => {
    const end = (ruleId: string) => buildFact('alert.unsuppressed', { id, ruleId, reason: '' })
    expect(alertWordOf(fold(suppressed, end('another')))).toBe('suppressed')
    expect(alertWordOf(fold(suppressed, end('r')))).toBe('unacknowledged')
  })

  test('back in service it asks again', () => {
    expect(isAsking(fold(outOfService, buildFact('alert.returned-to-service', { id, reason: '' }, by)))).toBe(true)
  })
})

describe('reopened by hand', () => {
  test('a closing is taken back, and the acknowledgement before it stays', () => {
    const state = fold(acknowledged, closed, reopened)
    expect([state.closed, alertWordOf(state)]).toEqual([undefined, 'acknowledged'])
    expect(state.reopenedByHand).toMatchObject({ by: 'Bàn 1', was: 'closed', reason: 'nhầm' })
  })

  test('an acknowledgement is taken back', () => {
    expect(fold(acknowledged, reopened)).toMatchObject({ acknowledged: null, reopenedByHand: { was: 'acknowledged' } })
  })

  test('what is over stays over', () => expect(isOver(fold(acknowledged, cleared, reopened))).toBe(true))
})

test('who has seen it is kept once a station, and forgotten when it gets graver', () => {
  const seen = (byId: string) => buildFact('alert.seen', { id }, { actor: { ...person, id: byId } })
  expect(fold(seen('1'), seen('2'), seen('1')).seen).toMatchObject([
    { byId: '2', version: 3 },
    { byId: '1', version: 4 },
  ])
  const graver = buildFact('alert.updated', { alert: { ...alert, severity: 'critical' } })
  const escalated = buildFact('alert.escalated', { id, level: 2, cause: 'not-acknowledged', reason: '' })
  expect(fold(seen('1'), escalated, graver)).not.toHaveProperty('seen')
  expect(fold(seen('1'), escalated, graver)).not.toHaveProperty('escalated')
})

// Every order of transitions that anybody can write into the log, sensible or not.
const anyFact: fc.Arbitrary<Fact> = fc.oneof(
  fc
    .constantFrom('low', 'medium', 'high', 'critical')
    .map((severity) => buildFact('alert.updated', { alert: { ...alert, severity: severity as 'low' } })),
  fc.constantFrom('cancelled', 'expired', 'drill-ended').map((reason) => buildFact('alert.cleared', { id, reason: reason as 'expired' })),
  fc.constantFrom<Fact>(acknowledged, closed, shelved, reopened, suppressed, outOfService),
  fc.constantFrom('by-hand', 'time-over').map((why) => buildFact('alert.unshelved', { id, why: why as 'by-hand', reason: '' }, by)),
  fc.constantFrom('r', 'q').map((ruleId) => buildFact('alert.unsuppressed', { id, ruleId, reason: '' })),
  fc.constant(buildFact('alert.returned-to-service', { id, reason: '' }, by)),
  fc.constantFrom(1, 2).map((level) => buildFact('alert.escalated', { id, level, cause: 'not-seen', reason: '' })),
  fc.constant(buildFact('alert.seen', { id }, by)),
  fc
    .constantFrom('low', 'critical', null)
    .map((severity) =>
      buildFact(
        'alert.amended',
        { id, correction: { severity: severity as 'low' | null, headline: null, areaDescription: null }, reason: '' },
        by,
      ),
    ),
)

/** What no alert may ever be; empty when all is well. */
function illegalities(state: AlertState, before: AlertState): string[] {
  const { shelved: shelf, closed: closing, cleared: ended, escalated, acknowledged: done } = state
  return [
    state.version === before.version + 1 ? '' : 'a fact that does not count',
    shelf !== undefined && closing !== undefined ? 'closed on a shelf' : '',
    shelf !== undefined && ended !== null ? 'over on a shelf' : '',
    shelf !== undefined && state.unshelved !== undefined ? 'on the shelf and back from it' : '',
    isOver(state) && isInQueue(state) ? 'over and in the queue' : '',
    isAsking(state) && !isInQueue(state) ? 'asking from outside the queue' : '',
    isAsking(state) && setAsideOf(state) !== undefined ? 'set aside and asking' : '',
    closing === undefined && done === null && ended === null && !isInQueue(state) ? 'lost: open, and in no queue' : '',
    (escalated?.level ?? 1) > 2 ? 'escalated beyond the top' : '',
    new Set(state.seen?.map(({ byId }) => byId)).size !== (state.seen?.length ?? 0) ? 'seen twice by one station' : '',
    state.contentVersion > state.version ? 'contents from the future' : '',
  ].filter(Boolean)
}

test('no order of transitions leads to a state that cannot be', () => {
  fc.assert(
    fc.property(fc.array(anyFact, { maxLength: 40 }), (facts) => {
      let state = buildAlertState({ alert: { id, severity: 'medium' } })
      for (const fact of facts) {
        const next = applyAlertFact(state, fact)!
        expect(illegalities(next, state)).toEqual([])
        state = next
      }
    }),
    { numRuns: 2_000 },
  )
})
