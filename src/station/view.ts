import { maximumWindowAlerts } from '#shared/contract/stationPort'
import type { AlertState } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'
import type { RoomState } from '#shared/contract/roomState'
import { alertIdOf, applyAlertFact, mayBeAboutThePast } from '#shared/domain/alertLifecycle'
import { applyRoomFact } from '#shared/domain/roomFold'
import type { Cache } from './cache/cache'

/** What a batch of facts changes: the alerts as they are after it, and the room where it is another one. */
export type Folded = { alerts: AlertState[]; room: RoomState | null; orphans: number }

/** Folds a batch onto what the cache holds, without writing anything. `orphans` counts facts about alerts that were never raised here. */
export function foldBatch(cache: Pick<Cache, 'alert' | 'room'>, facts: Fact[]): Folded {
  const changed = new Map<string, AlertState>()
  // The room is read and written whole; alerts alone, which is what a flood is made of, do not touch it.
  const before = facts.some((fact) => fact.stream !== 'alerts') ? cache.room() : null
  let room = before
  let orphans = 0
  for (const fact of facts) {
    if (room !== null) room = applyRoomFact(room, fact)
    const id = alertIdOf(fact)
    if (id === undefined) continue
    // What is raised starts from nothing, so there is nothing to look up.
    const known = changed.get(id) ?? (fact.type === 'alert.raised' ? undefined : cache.alert(id))
    const next = applyAlertFact(known, fact)
    // A note may be about what was over long before this station came: nothing is missing then.
    if (next === undefined) orphans += mayBeAboutThePast(fact) ? 0 : 1
    else changed.set(id, next)
  }
  return { alerts: [...changed.values()], room: room === before ? null : room, orphans }
}

/** The state that a window starts from. */
export function windowState(cache: Cache): { kind: 'state'; alerts: AlertState[]; totalAlerts: number; room: RoomState } {
  return { kind: 'state', alerts: cache.alertsInQueue(maximumWindowAlerts), totalAlerts: cache.countInQueue(), room: cache.room() }
}
