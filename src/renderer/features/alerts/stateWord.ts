import type { AlertState } from '#shared/contract/alert'
import { alertWordOf } from '#shared/domain/alertLifecycle'

/** The word for the state of an alert, as rows and detail name it (message key under `alerts.states`, and `data-state` of a row). */
export const stateWordOf = alertWordOf

/** Whether an operator can acknowledge it: nobody has, and it still stands in the queue. */
export function canAcknowledge(state: AlertState): boolean {
  const word = stateWordOf(state)
  if (word === 'closed' || word === 'done') return false
  return state.acknowledged === null
}
