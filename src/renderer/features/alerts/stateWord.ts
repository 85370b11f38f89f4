import type { AlertState } from '#shared/contract/alert'

/** What an alert asks of the operator, as rows and detail name it (message key under `alerts.states`, and `data-state` of a row). */
export type StateWord = 'unacknowledged' | 'acknowledged' | 'cleared' | 'done'

/** The word for the state of an alert: is it over, has anybody seen it. */
export function stateWordOf(state: AlertState): StateWord {
  if (state.cleared === null) return state.acknowledged === null ? 'unacknowledged' : 'acknowledged'
  return state.acknowledged === null && state.cleared.reason !== 'drill-ended' ? 'cleared' : 'done'
}

/** Whether an operator can acknowledge it: nobody has, and it still stands in the queue. */
export function canAcknowledge(state: AlertState): boolean {
  const word = stateWordOf(state)
  return word === 'unacknowledged' || word === 'cleared'
}
