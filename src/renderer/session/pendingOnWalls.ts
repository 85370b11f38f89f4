import type { OutboxEntry } from '#shared/contract/stationPort'
import type { WallPerson, WallRequest, WallsState } from '#shared/contract/wall'
import { decideOnWall } from '#shared/domain/wallDecision'
import { applyWallFact } from '#shared/domain/wallFold'

/**
 * The walls as they will be once the gateway has what this station asked for while it was cut off: an offline station steers its own
 * wall. What cannot be decided here (somebody else has the wall) changes nothing.
 */
export function pendingOnWalls(walls: WallsState, outbox: Iterable<OutboxEntry>, by: WallPerson): WallsState {
  let next = walls
  for (const entry of outbox) {
    if (entry.state !== 'waiting' || !isAboutWalls(entry)) continue
    const decision = decideOnWall(next, entry, by, entry.madeAtMs)
    if (decision.ok) next = decision.value.reduce(applyWallFact, next)
  }
  return next
}

function isAboutWalls<E extends OutboxEntry>(entry: E): entry is E & WallRequest {
  return entry.type.startsWith('wall') || entry.type.startsWith('scene.') || entry.type.startsWith('threat')
}
