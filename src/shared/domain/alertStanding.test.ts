import { expect, test } from 'vitest'
import { buildAlertState, builtAtMs } from '#test/builders/alertBuilder'
import { alertWordOf, isAsking, isMoreSevere, setAsideOf } from './alertStanding'

const by = { atMs: builtAtMs, by: 'Lan' }
const shelved = { ...by, untilMs: builtAtMs + 1, reason: '' }
const suppressed = { ...by, ruleId: 'r', reason: '' }
const outOfService = { ...by, reason: '' }

test('the strongest way to be set aside is the one that is named', () => {
  expect(setAsideOf(buildAlertState({}))).toBeUndefined()
  expect(setAsideOf(buildAlertState({ shelved }))).toBe('shelved')
  expect(setAsideOf(buildAlertState({ shelved, suppressed }))).toBe('suppressed')
  expect(setAsideOf(buildAlertState({ shelved, suppressed, outOfService }))).toBe('out-of-service')
})

test('closed and over come before being set aside, that before being acknowledged', () => {
  const closed = { ...by, disposition: 'false' as const, words: '' }
  const cleared = { atMs: builtAtMs, reason: 'expired' as const }
  expect(alertWordOf(buildAlertState({ closed, suppressed }))).toBe('closed')
  expect(alertWordOf(buildAlertState({ closed, suppressed, cleared }))).toBe('done')
  expect(alertWordOf(buildAlertState({ acknowledged: by, outOfService }))).toBe('out-of-service')
})

test('what is asked for is an acknowledgement of what is in the queue', () => {
  expect(isAsking(buildAlertState({}))).toBe(true)
  expect(isAsking(buildAlertState({ acknowledged: by }))).toBe(false)
  expect(isAsking(buildAlertState({ shelved }))).toBe(false)
})

test('critical is the most severe', () => expect([isMoreSevere('critical', 'high'), isMoreSevere('low', 'low')]).toEqual([true, false]))
