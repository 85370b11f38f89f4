import type { AlertState } from '#shared/contract/alert'
import type { Actor, Fact, NewFact } from '#shared/contract/fact'
import type { WallFact, WallState } from '#shared/contract/wall'
import { cueOfAlert, cueOfTime, cueOfWindow, type Cue, type Surroundings } from '#shared/domain/choreography'
import { rulesOfThreats, threatSinceMs } from '#shared/domain/threatLevels'
import { applyWallFact } from '#shared/domain/wallFold'
import { tilesOf } from '#shared/domain/wallLayout'
import type { RoomModel } from './roomModel'

/** What the rules of the wall need of the city: its viewpoints, and the hour and minute of its day and its weekday (1 Monday) at a time. */
export type WallCity = { viewpointIds: readonly string[]; localAt(timeMs: number): { hour: number; minute: number; weekday: number } }

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
      const about = { rules: [...walls.rules, ...rulesOfThreats(walls)], scenes: walls.scenes, nowMs, hour: wallCity.localAt(nowMs).hour }
      const done = factOf(wall, cueOfAlert(wall, tilesOf(wall, wallCity.viewpointIds), alert, about), nowMs)
      if (done === undefined) continue
      walls = applyWallFact(walls, done)
      cues.push(newFact(done, fact.drill, fact.id, circumstances))
    }
  }
  return cues
}

/** What the walls do because time has passed, an alert is over, or a threat level was declared or left. */
export function cuesOfTime(model: RoomModel, circumstances: Circumstances): NewFact[] {
  const { walls } = model.room()
  const { nowMs, wallCity } = circumstances
  const rules = [...walls.rules, ...rulesOfThreats(walls)]
  const waitsForWindow = rules.some(({ enabled, trigger }) => enabled && trigger !== undefined)
  if (!waitsForWindow && walls.walls.every(({ shown }) => shown?.reason.kind !== 'rule')) return []
  const { hour, minute, weekday } = wallCity.localAt(nowMs)
  const around: Surroundings = { minute: hour * 60 + minute, weekday, threatSinceMs: (levelId) => threatSinceMs(walls, levelId) }
  return walls.walls.flatMap((wall) => {
    const ended = factOf(wall, cueOfTime(wall, rules, model.alerts, hasEnded, nowMs, around), nowMs)
    // Back first, also where something else follows at once: what the next scene leaves free shows what people had there.
    const then = ended === undefined ? wall : (applyWallFact({ ...walls, walls: [wall] }, ended).walls[0] ?? wall)
    const about = { rules, scenes: walls.scenes, nowMs, hour }
    const begun = factOf(then, cueOfWindow(then, tilesOf(then, wallCity.viewpointIds), about, around), nowMs)
    return [ended, begun].flatMap((fact) => (fact === undefined ? [] : [newFact(fact, false, null, circumstances)]))
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
