import { expect, test } from 'vitest'
import { buildAlertState, builtAtMs } from '#test/builders/alertBuilder'
import { defaultEscalation, nextDueOf } from './alertDue'

const times = () => ({ unseenAfterMs: 2_000, unacknowledgedAfterMs: 5_000 })
const by = { atMs: builtAtMs, by: 'Lan' }
const receivedAtMs = buildAlertState({}).alert.source.receivedAtMs

test('first the room is told that nobody has looked, then that nobody has acknowledged', () => {
  expect(nextDueOf(buildAlertState({}), times)).toEqual({ kind: 'escalate', atMs: receivedAtMs + 2_000, level: 1, cause: 'not-seen' })
  const seen = [{ ...by, byId: '1', version: 1 }]
  const second = { kind: 'escalate', atMs: receivedAtMs + 5_000, level: 2, cause: 'not-acknowledged' }
  expect(nextDueOf(buildAlertState({ seen }), times)).toEqual(second)
  const escalated = { ...by, level: 1, cause: 'not-seen' as const, reason: '' }
  expect(nextDueOf(buildAlertState({ escalated }), times)).toEqual(second)
  expect(nextDueOf(buildAlertState({ escalated: { ...escalated, level: 2 } }), times)).toBeNull()
})

test('a shelf ends in its time, and waiting begins anew behind it', () => {
  expect(nextDueOf(buildAlertState({ shelved: { ...by, untilMs: 77, reason: '' } }), times)).toEqual({ kind: 'unshelve', atMs: 77 })
  const unshelved = { atMs: receivedAtMs + 60_000, by: '', why: 'time-over' as const, shelvedBy: 'Lan' }
  expect(nextDueOf(buildAlertState({ unshelved }), times)?.atMs).toBe(receivedAtMs + 62_000)
})

test('nothing is due of what asks for no response', () => {
  const cleared = { atMs: builtAtMs, reason: 'expired' as const }
  for (const state of [{ acknowledged: by }, { cleared }, { outOfService: { ...by, reason: '' } }])
    expect(nextDueOf(buildAlertState(state), times)).toBeNull()
  expect(nextDueOf(buildAlertState({ alert: { severity: 'low' } }), () => defaultEscalation.low)).toBeNull()
})
