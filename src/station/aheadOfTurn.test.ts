import { expect, test } from 'vitest'
import { buildAlertState } from '#test/builders/alertBuilder'
import { createAheadOfTurn } from './aheadOfTurn'

const state = (id: string, version: number, raisedSeq = 7) => buildAlertState({ alert: { id, severity: 'critical' }, version, raisedSeq })

test('is what was told last of each alert, until the facts have come as far', () => {
  const ahead = createAheadOfTurn()
  ahead.tell([state('a', 1), state('b', 1)])
  ahead.tell([state('a', 3)])
  expect(ahead.alerts().map(({ alert, version }) => [alert.id, version])).toEqual([
    ['b', 1],
    ['a', 3],
  ])
  expect([ahead.reached([state('a', 2), state('c', 9)]), ahead.reached([state('a', 3)]), ahead.alerts().length]).toEqual([false, true, 1])
})

test('an alert that was raised once more is newer than its former life, however long that was', () => {
  const ahead = createAheadOfTurn()
  ahead.tell([state('a', 1, 20)])
  expect([ahead.reached([state('a', 5, 7)]), ahead.reached([state('a', 1, 20)])]).toEqual([false, true])
})

test('is forgotten at once when the line ends', () => {
  const ahead = createAheadOfTurn()
  ahead.tell([state('a', 1)])
  expect([ahead.forget(), ahead.forget(), ahead.alerts()]).toEqual([true, false, []])
})
