import { fail, succeed, type Result } from '#shared/contract/result'
import type { WallControl, WallFact, WallPerson, WallRequest, WallState, WallsState } from '#shared/contract/wall'
import { decideOnThreat } from './threatLevels'

/**
 * What a person's request about walls becomes, or why it is refused. Pure, and shared: the gateway decides with it, and a station that
 * is cut off shows with it what it has asked for.
 */
export function decideOnWall(walls: WallsState, { type, input }: WallRequest, by: WallPerson, nowMs: number): Result<WallFact[]> {
  switch (type) {
    case 'wall.draw': {
      if (input.drawing.id !== input.id) return fail('invalid', 'the drawing is of another wall', { id: input.id })
      return succeed([{ type: 'wall.drawn', payload: { drawing: input.drawing } }])
    }
    case 'wall.show':
      return onWall(walls, input.id, by, nowMs, (wall) => {
        const known = new Set(wall.drawing.surfaces.map(({ surface }) => surface))
        const missing = input.tiles.flatMap((tile) => tile.area.surfaces).find((surface) => !known.has(surface))
        if (missing !== undefined) return fail('not-found', `the wall has no surface ${missing}`, { id: input.id, surface: missing })
        const { tiles, sceneId, sceneVersion } = input
        const shown = { tiles, sceneId, sceneVersion, atMs: nowMs, reason: { kind: 'person' as const, by } }
        return succeed([{ type: 'wall.shown', payload: { wallId: input.id, shown } }])
      })
    case 'wall.return':
      return onWall(walls, input.id, by, nowMs, (wall) => {
        if (wall.shown === null) return fail('not-found', 'there is nothing to return to', { id: input.id })
        return succeed([{ type: 'wall.returned', payload: { wallId: input.id, atMs: nowMs, reason: { kind: 'return', by } } }])
      })
    case 'wall.take': {
      const wall = find(walls, input.id)
      if (wall === undefined) return noWall(input.id)
      const other = heldByOther(wall, by, nowMs)
      const reason = input.reason?.trim() ?? ''
      if (other !== undefined && !input.override) return held(input.id, other)
      if (other !== undefined && reason === '') return fail('invalid', 'who takes a wall from somebody says why', { id: input.id })
      const mine = holderOf(wall, nowMs)?.by.id === by.id ? holderOf(wall, nowMs) : undefined
      const takenFrom = other === undefined ? mine?.takenFrom : { by: other.by, reason }
      const control: WallControl = { by, sinceMs: mine?.sinceMs ?? nowMs, untilMs: nowMs + input.forS * 1_000 }
      if (takenFrom !== undefined) control.takenFrom = takenFrom
      return succeed([{ type: 'wall.controlled', payload: { wallId: input.id, control } }])
    }
    case 'wall.release':
      return onWall(walls, input.id, by, nowMs, (wall) =>
        wall.control === null
          ? fail('not-found', 'nobody has the wall', { id: input.id })
          : succeed([{ type: 'wall.controlled', payload: { wallId: input.id, control: null } }]),
      )
    case 'scene.save': {
      if (input.scene.id !== input.id) return fail('invalid', 'the scene has another name', { id: input.id })
      const before = walls.scenes.find((saved) => saved.scene.id === input.id)
      if ((before?.version ?? 0) !== input.expectedVersion) return changedSince(input, before)
      const payload = { scene: input.scene, version: input.expectedVersion + 1, savedAtMs: nowMs, by }
      return succeed([{ type: 'scene.saved', payload }])
    }
    case 'scene.remove': {
      const before = walls.scenes.find((saved) => saved.scene.id === input.id)
      if (before?.version !== input.expectedVersion) return changedSince(input, before)
      return succeed([{ type: 'scene.removed', payload: { id: input.id } }])
    }
    case 'wall-rules.save':
      return succeed([{ type: 'wall-rules.saved', payload: { rules: input.rules } }])
    case 'threat.set':
    case 'threat-levels.save':
      return decideOnThreat(walls, { type, input } as Parameters<typeof decideOnThreat>[1], by, nowMs)
  }
}

/** Who has the wall now, if anybody. */
export function holderOf({ control }: Pick<WallState, 'control'>, nowMs: number): WallControl | undefined {
  return control !== null && control.untilMs > nowMs ? control : undefined
}

function onWall(
  walls: WallsState,
  id: string,
  by: WallPerson,
  nowMs: number,
  decide: (wall: WallState) => Result<WallFact[]>,
): Result<WallFact[]> {
  const wall = find(walls, id)
  if (wall === undefined) return noWall(id)
  const other = heldByOther(wall, by, nowMs)
  return other === undefined ? decide(wall) : held(id, other)
}

function find(walls: WallsState, id: string): WallState | undefined {
  return walls.walls.find((wall) => wall.drawing.id === id)
}

function heldByOther(wall: WallState, by: WallPerson, nowMs: number): WallControl | undefined {
  const holder = holderOf(wall, nowMs)
  return holder?.by.id === by.id ? undefined : holder
}

function noWall(id: string): Result<never> {
  return fail('not-found', `there is no wall ${id}`, { id })
}

function held(id: string, { by, sinceMs, untilMs }: WallControl): Result<never> {
  return fail('wall-held', `${by.name} has the wall`, { id, by: by.name, atMs: sinceMs, untilMs })
}

function changedSince({ id }: { id: string }, before: WallsState['scenes'][number] | undefined): Result<never> {
  if (before === undefined) return fail('not-found', `there is no scene ${id}`, { id })
  return fail('stale-version', `${before.by.name} saved version ${before.version} of the scene`, {
    id,
    by: before.by.name,
    atMs: before.savedAtMs,
    found: before.version,
  })
}
