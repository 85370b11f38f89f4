import { buildAlertState } from '#test/builders/alertBuilder'
import { expect, test } from 'vitest'
import { handlingBoard, withWhom } from './handlingBoard'

test('the board lists what is critical and what somebody was given, in the order of the queue', () => {
  const critical = buildAlertState({ alert: { id: 'a', severity: 'critical' }, raisedAtMs: 1_000 })
  const given = buildAlertState({
    alert: { id: 'b', severity: 'low' },
    assigned: { atMs: 5_000, by: 'Lan', to: { id: null, name: 'Đội cứu hộ' } },
  })
  const open = buildAlertState({ alert: { id: 'c', severity: 'high' } })
  expect(handlingBoard([critical, open, given])).toEqual([critical, given])
  expect(withWhom(critical)).toEqual({ name: undefined, sinceMs: 1_000 })
  expect(withWhom(given)).toEqual({ name: 'Đội cứu hộ', sinceMs: 5_000 })
})
