import type { AlertState } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'
import type { RoomState } from '#shared/contract/roomState'
import { alertIdOf, applyAlertFact } from '#shared/domain/alertLifecycle'
import { applyRoomFact, emptyRoom } from '#shared/domain/roomFold'

/** Everything the authority knows: the fold of the whole log. `apply` is its only way to change. */
export type RoomModel = {
  alerts: ReadonlyMap<string, AlertState>
  room(): RoomState
  /** The alert a message became, by the message's key at its source. */
  alertByKey(key: string): AlertState | undefined
  /** The alert an earlier message became, by its identifier alone: agencies write the sender of a reference in many ways. */
  alertByIdentifier(identifier: string): AlertState | undefined
  apply(fact: Fact): void
}

/** An empty model. Alerts are kept in a map that is changed in place: copying it per fact would cost more than the log itself. */
export function createRoomModel(): RoomModel {
  const alerts = new Map<string, AlertState>()
  const idByKey = new Map<string, string>()
  const idByIdentifier = new Map<string, string>()
  let room = emptyRoom

  function remember(state: AlertState): void {
    idByKey.set(state.alert.source.key, state.alert.id)
    idByIdentifier.set(state.alert.source.identifier, state.alert.id)
  }

  return {
    alerts,
    room: () => room,
    alertByKey: (key) => alerts.get(idByKey.get(key) ?? ''),
    alertByIdentifier: (identifier) => alerts.get(idByIdentifier.get(identifier) ?? ''),
    apply(fact) {
      room = applyRoomFact(room, fact)
      const id = alertIdOf(fact)
      if (id === undefined) return
      const next = applyAlertFact(alerts.get(id), fact)
      if (next === undefined) return
      alerts.set(id, next)
      if (fact.type === 'alert.raised' || fact.type === 'alert.updated') remember(next)
    },
  }
}
