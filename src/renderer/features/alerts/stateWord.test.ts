import { buildAlertState } from '#test/builders/alertBuilder'
import { describe, expect, it } from 'vitest'
import { canAcknowledge, stateWordOf } from './stateWord'

const acknowledged = { atMs: 1, by: 'Trực ban' }
const cleared = { atMs: 1, reason: 'expired' as const }

describe('the word for the state of an alert', () => {
  it.each([
    [buildAlertState(), 'unacknowledged', true],
    [buildAlertState({ acknowledged }), 'acknowledged', false],
    [buildAlertState({ cleared }), 'cleared', true],
    [buildAlertState({ cleared, acknowledged }), 'done', false],
    [buildAlertState({ cleared: { atMs: 1, reason: 'drill-ended' } }), 'done', false],
  ] as const)('%#', (state, word, can) => {
    expect(stateWordOf(state)).toBe(word)
    expect(canAcknowledge(state)).toBe(can)
  })
})
