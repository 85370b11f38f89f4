import type { AlertState } from '#shared/contract/alert'
import type { Actor, Fact, NewFact } from '#shared/contract/fact'
import type { WallFact, WallState } from '#shared/contract/wall'
import { cueOfAlert, cueOfTime, type Cue } from '#shared/domain/choreography'
import { applyWallFact } from '#shared/domain/wallFold'
import { tilesOf } from '#shared/domain/wallLayout'
import type { RoomModel } from './roomModel'

/** What the rules of the wall need of the city: its viewpoints, and the hour of its day at a time. */
export type WallCity = { viewpointIds: readonly string[]; hourAt(timeMs: number): number }

type Circumstances = { newId(): string; nowMs: number; wallCity: WallCity }

const director: Actor = { kind: 'system', id: 'wall-rules', name: 'Gateway' }

/** What the walls do about facts that were just written: alerts raised or grown more severe, as the rules of the room say. */
export function cuesOfFacts(model: RoomModel, facts: readonly Fact[], circumstances: Circumstances): NewFact[] {
  let { walls } = model.room()
  if (walls.rules.every((rule) => !rule.enabled)) return []
  const { nowMs, wallCity } = circumstances
  const cues: NewFact[] = []
  for (const fact of facts) {
    if (fact.type !== 'alert.raised' && fact.type !== 'alert.updated') continue
    const { alert } = fact.payload
    for (const wall of walls.walls) {
      const about = { rules: walls.rules, scenes: walls.scenes, nowMs, hour: wallCity.hourAt(nowMs) }
      const done = factOf(wall, cueOfAlert(wall, tilesOf(wall, wallCity.viewpointIds), alert, about), nowMs)
      if (done === undefined) continue
      walls = applyWallFact(walls, done)
      cues.push(newFact(done, fact.drill, fact.id, circumstances))
    }
  }
  return cues
}

/** What the walls do because time has passed or an alert is over. */
export function cuesOfTime(model: RoomModel, circumstances: Circumstances): NewFact[] {
  const { walls } = model.room()
  return walls.walls.flatMap((wall) => {
    const done = factOf(wall, cueOfTime(wall, walls.rules, model.alerts, hasEnded, circumstances.nowMs), circumstances.nowMs)
    return done === undefined ? [] : [newFact(done, false, null, circumstances)]
  })
}

/** What goes on no longer needs no place on the wall, whether somebody has acknowledged it or not. */
function hasEnded({ cleared, closed }: AlertState): boolean {
  return cleared !== null || closed !== undefined
}

function factOf(wall: WallState, cue: Cue, nowMs: number): WallFact | undefined {
  const wallId = wall.drawing.id
  if (cue === undefined) return undefined
  if (cue.kind === 'show') return { type: 'wall.shown', payload: { wallId, shown: cue.shown } }
  return { type: 'wall.returned', payload: { wallId, atMs: nowMs, reason: { kind: 'return', by: null } } }
}

function newFact(fact: WallFact, drill: boolean, causedBy: string | null, { newId, nowMs }: Circumstances): NewFact {
  return { stream: 'wall', id: newId(), ...fact, atMs: nowMs, drill, source: 'wall-rules', actor: director, causedBy } as NewFact
}
