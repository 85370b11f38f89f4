import type { AlertState } from '#shared/contract/alert'
import type { AlertLifeFactType, UnshelvedReason } from '#shared/contract/alertLife'
import { maximumSeen } from '#shared/contract/alertLimits'
import type { Fact } from '#shared/contract/fact'
import { isOver } from '#shared/domain/alertStanding'

type LifeFact = Extract<Fact, { type: AlertLifeFactType }>
type Touched = keyof NonNullable<AlertState['touched']>

/**
 * An alert after it was set aside, brought back, escalated, seen or reopened. A fact that means nothing in the state it finds (what is
 * closed is shelved, what is over is reopened) only counts: every process then still comes to the same state.
 */
export function applyAlertLifeFact(before: AlertState, fact: LifeFact): AlertState {
  const counted = { ...before, version: before.version + 1 }
  if (fact.type === 'alert.seen') return seenBy(counted, fact)
  if (isOver(before)) return counted
  if (fact.type === 'alert.reopened') return reopened(counted, fact)
  if (before.closed !== undefined) return counted
  // What has ended only waits to be acknowledged: setting it aside would take that away.
  if (before.cleared !== null && settingAside.has(fact.type)) return counted
  switch (fact.type) {
    case 'alert.shelved': {
      const { unshelved: _formerly, ...rest } = withTouch(counted, fact, 'shelved')
      const { untilMs, reason } = fact.payload
      return { ...rest, shelved: { ...doneBy(fact), untilMs, reason } }
    }
    case 'alert.unshelved':
      if (before.shelved === undefined) return counted
      return withoutShelf(withTouch(counted, fact, 'shelved'), doneBy(fact), fact.payload.why)
    case 'alert.suppressed': {
      const { ruleId, reason } = fact.payload
      return { ...counted, suppressed: { ...doneBy(fact), ruleId, reason } }
    }
    case 'alert.unsuppressed': {
      if (before.suppressed?.ruleId !== fact.payload.ruleId) return counted
      const { suppressed: _formerly, ...rest } = counted
      return rest
    }
    case 'alert.taken-out-of-service':
      return { ...withTouch(counted, fact, 'service'), outOfService: { ...doneBy(fact), reason: fact.payload.reason } }
    case 'alert.returned-to-service': {
      const { outOfService: _formerly, ...rest } = withTouch(counted, fact, 'service')
      return rest
    }
    case 'alert.escalated': {
      const { level, cause, reason } = fact.payload
      return { ...counted, escalated: { ...doneBy(fact), level, cause, reason } }
    }
  }
}

const settingAside: ReadonlySet<string> = new Set(['alert.shelved', 'alert.suppressed', 'alert.taken-out-of-service'])

/** The same alert, back from the shelf; unchanged when it was not on one. `by` is empty where nobody fetched it. */
export function withoutShelf(state: AlertState, done: { atMs: number; by: string }, why: UnshelvedReason): AlertState {
  const { shelved, ...rest } = state
  return shelved === undefined ? state : { ...rest, unshelved: { ...done, why, shelvedBy: shelved.by } }
}

/** The same alert, asking anew: who had seen it had seen something less grave, and the alarm that was raised about it was about that. */
export function askingAnew({ escalated: _escalated, seen: _seen, ...state }: AlertState): AlertState {
  return state
}

/** The same alert, with who changed this one thing about it, and at which version. */
export function withTouch(state: AlertState, fact: Fact, what: Touched): AlertState {
  const { atMs, actor } = fact
  return { ...state, touched: { ...state.touched, [what]: { atMs, by: actor.name, byId: actor.id, version: state.version } } }
}

function reopened(state: AlertState, fact: Extract<LifeFact, { type: 'alert.reopened' }>): AlertState {
  const { closed, reopened: _bySource, ...open } = state
  const was = closed === undefined ? 'acknowledged' : 'closed'
  if (was === 'acknowledged' && state.acknowledged === null) return state
  const next = askingAnew(withTouch(open, fact, was))
  return {
    ...next,
    acknowledged: was === 'closed' ? state.acknowledged : null,
    reopenedByHand: { ...doneBy(fact), reason: fact.payload.reason, was },
  }
}

function seenBy(state: AlertState, fact: LifeFact): AlertState {
  const others = (state.seen ?? []).filter(({ byId }) => byId !== fact.actor.id)
  const one = { ...doneBy(fact), byId: fact.actor.id, version: state.version }
  return { ...state, seen: [...others, one].slice(-maximumSeen) }
}

function doneBy({ atMs, actor }: Fact): { atMs: number; by: string } {
  return { atMs, by: actor.kind === 'person' ? actor.name : '' }
}
