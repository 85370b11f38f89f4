import type { AlertState } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'
import type { RoomState } from '#shared/contract/roomState'
import { alertIdOf, applyAlertFact } from '#shared/domain/alertLifecycle'
import { applyRoomFact, emptyRoom } from '#shared/domain/roomFold'

/** Everything the authority knows: the fold of the whole log. `apply` is its only way to change. */
export type RoomModel = {
  alerts: ReadonlyMap<string, AlertState>
  room(): RoomState
  /** The alert a message became, or cleared, by the message's key at its source. */
  alertByKey(key: string): AlertState | undefined
  /** The alert an earlier message became, by its identifier alone; undefined when several have it. */
  alertByIdentifier(identifier: string): AlertState | undefined
  apply(fact: Fact): void
  /** What it holds at this moment. Costs a copy of references; the states themselves are never changed in place. */
  contents(): RoomModelContents
}

/** All that a model is made of; each list in the order in which the model came to know its members. */
export type RoomModelContents = {
  alerts: AlertState[]
  /** Message key, alert id. */
  keys: Names
  /** Message identifier, alert id. */
  identifiers: Names
  room: RoomState
}
/** Names of messages and, at the same places, the ids of the alerts they became. */
export type Names = { names: string[]; ids: string[] }

/**
 * A model of nothing, or of what another held. Alerts are kept in a map that is changed in place: copying it per fact would cost more
 * than the log itself.
 */
export function createRoomModel(from?: RoomModelContents): RoomModel {
  const alerts = new Map(from?.alerts.map((state) => [state.alert.id, state]))
  const idByKey = toMap(from?.keys)
  const idByIdentifier = toMap(from?.identifiers)
  let room = from?.room ?? emptyRoom

  function remember(state: AlertState): void {
    idByKey.set(state.alert.source.key, state.alert.id)
    const { identifier } = state.alert.source
    const other = idByIdentifier.get(identifier) ?? state.alert.id
    // Two agencies may number alike: an identifier that names two alerts names neither.
    idByIdentifier.set(identifier, other === state.alert.id ? state.alert.id : '')
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
      if (fact.type === 'alert.cleared' && fact.causedBy !== null && !idByKey.has(fact.causedBy)) idByKey.set(fact.causedBy, id)
    },
    contents: () => ({ alerts: [...alerts.values()], keys: toNames(idByKey), identifiers: toNames(idByIdentifier), room }),
  }
}

function toMap(names: Names = { names: [], ids: [] }): Map<string, string> {
  return new Map(names.names.map((name, index) => [name, names.ids[index] ?? '']))
}

function toNames(map: ReadonlyMap<string, string>): Names {
  return { names: [...map.keys()], ids: [...map.values()] }
}
