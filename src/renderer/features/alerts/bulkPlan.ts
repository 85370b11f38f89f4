import type { AlertState, Disposition } from '#shared/contract/alert'
import type { AnyRequest } from '#shared/contract/feed'
import { acknowledgement, askedAtOnce, canHandle, reasoned, shelving } from './handlingForm'

/** What can be done with several alerts at once. */
export const bulkActions = ['acknowledge', 'shelve', 'close', 'outOfService'] as const
export type BulkAction = (typeof bulkActions)[number]

/** Most alerts that are handled at once: as many as a person can answer for, and as a station keeps requests of a window. */
export const maximumBulk = 100

/** What is filled in once for all of them. */
export type BulkWords = { reason: string; disposition: Disposition; shelveMinutes: number }

/** What will be asked, of which alerts, and which are left out because it cannot be done with them. */
export type BulkPlan = { asked: { state: AlertState; request: AnyRequest }[]; leftOut: AlertState[] }

/** The scope of an action before anything is done. A shelf is cut to what the type of each alert allows; who may not be shelved is left out. */
export function planBulk(
  action: BulkAction,
  states: readonly AlertState[],
  words: BulkWords,
  nowMs: number,
  shelvingLimitMs: (state: AlertState) => number,
): BulkPlan {
  const plan: BulkPlan = { asked: [], leftOut: [] }
  for (const state of states) {
    const request = requestOf(action, state, words, nowMs, shelvingLimitMs)
    if (request === undefined) plan.leftOut.push(state)
    else plan.asked.push({ state, request })
  }
  return plan
}

function requestOf(
  action: BulkAction,
  state: AlertState,
  { reason, disposition, shelveMinutes }: BulkWords,
  nowMs: number,
  shelvingLimitMs: (state: AlertState) => number,
): AnyRequest | undefined {
  const said = reason.trim()
  switch (action) {
    case 'acknowledge':
      return canHandle('acknowledgeWith', state) ? acknowledgement(state) : undefined
    case 'shelve': {
      const forMs = Math.min(shelveMinutes * 60_000, shelvingLimitMs(state))
      return canHandle('shelve', state) && state.shelved === undefined && forMs > 0 ? shelving(state, nowMs + forMs, said) : undefined
    }
    case 'close':
      return canHandle('close', state)
        ? { type: 'alert.close', input: { id: state.alert.id, expectedVersion: state.version, disposition, words: said } }
        : undefined
    case 'outOfService':
      return canHandle('outOfService', state) && state.outOfService === undefined ? reasoned('outOfService', state, said) : undefined
  }
}

/** Whether the words that an action needs are there. */
export function isPlanReady(action: BulkAction, plan: BulkPlan, { reason }: BulkWords): boolean {
  return plan.asked.length > 0 && (action === 'acknowledge' || action === 'close' || reason.trim() !== '')
}

/** The requests that take an action back, of the alerts as they stand now; those that somebody has changed back meanwhile are left out. */
export function undoBulk(action: BulkAction, states: readonly AlertState[], reason: string): AnyRequest[] {
  return states.flatMap((state): AnyRequest[] => {
    if (action === 'shelve') return state.shelved === undefined ? [] : [askedAtOnce('shelve', state)!]
    if (action === 'outOfService') return state.outOfService === undefined ? [] : [askedAtOnce('outOfService', state)!]
    const isDone = action === 'close' ? state.closed !== undefined : state.acknowledged !== null && state.closed === undefined
    return isDone && canHandle('reopen', state) ? [reasoned('reopen', state, reason)] : []
  })
}
