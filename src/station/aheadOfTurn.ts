import type { AlertState } from '#shared/contract/alert'

/** Critical alerts that the gateway has told before their facts came: shown, never stored, and gone as soon as the facts are here. */
export type AheadOfTurn = {
  /** Newest last. */
  alerts(): AlertState[]
  tell(alerts: readonly AlertState[]): void
  /** Alerts as they stand after a batch of facts; whether that changed what is told. */
  reached(alerts: readonly AlertState[]): boolean
  /** Whether anything was told. */
  forget(): boolean
}

export function createAheadOfTurn(): AheadOfTurn {
  const told = new Map<string, AlertState>()
  return {
    alerts: () => [...told.values()],
    tell(alerts) {
      for (const state of alerts) {
        told.delete(state.alert.id)
        told.set(state.alert.id, state)
      }
    },
    reached(alerts) {
      const before = told.size
      for (const state of alerts) {
        const ahead = told.get(state.alert.id)
        if (ahead !== undefined && !isNewer(ahead, state)) told.delete(state.alert.id)
      }
      return told.size !== before
    },
    forget() {
      const had = told.size > 0
      told.clear()
      return had
    },
  }
}

/** An alert that is raised once more begins at version 1 again, but later in its stream. */
function isNewer(one: AlertState, other: AlertState): boolean {
  return one.raisedSeq > other.raisedSeq || (one.raisedSeq === other.raisedSeq && one.version > other.version)
}
