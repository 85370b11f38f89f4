import {
  keptSceneVersions,
  returnStackSize,
  type SavedScene,
  type Shown,
  type WallFact,
  type WallState,
  type WallsState,
  type WallTile,
} from '#shared/contract/wall'
import { withThreat } from './threatLevels'

/** Rules whose last turn on a wall is remembered. */
const keptCues = 200

export const noWalls: WallsState = { walls: [], scenes: [], rules: [] }

/** The walls, scenes and rules after one more fact of stream `wall`. */
export function applyWallFact(before: WallsState, fact: WallFact): WallsState {
  switch (fact.type) {
    case 'wall.drawn': {
      const { drawing } = fact.payload
      const known = before.walls.some((wall) => wall.drawing.id === drawing.id)
      if (!known) return { ...before, walls: [...before.walls, { drawing, shown: null, returnStack: [], control: null }] }
      return onWall(before, drawing.id, (wall) => ({ ...wall, drawing }))
    }
    case 'wall.shown':
      return onWall(before, fact.payload.wallId, (wall) => show(wall, fact.payload.shown))
    case 'wall.returned':
      return onWall(before, fact.payload.wallId, (wall) => {
        const [last, ...rest] = wall.returnStack
        // Before the first arrangement is what a wall shows by itself.
        if (last === undefined) return { ...wall, shown: null }
        return { ...wall, shown: { ...last, atMs: fact.payload.atMs, reason: fact.payload.reason }, returnStack: rest }
      })
    case 'wall.controlled':
      return onWall(before, fact.payload.wallId, (wall) => ({ ...wall, control: fact.payload.control }))
    case 'scene.saved':
      return { ...before, scenes: withScene(before.scenes, fact.payload) }
    case 'scene.removed':
      return { ...before, scenes: before.scenes.filter((saved) => saved.scene.id !== fact.payload.id) }
    case 'wall-rules.saved':
      return { ...before, rules: fact.payload.rules }
    case 'threat.set':
      return withThreat(before, fact.payload.threat)
    case 'threat-levels.saved':
      return { ...before, threatLevels: fact.payload.levels }
  }
}

/** Tiles of a wall after others were put on it: surfaces that the new ones do not touch keep what they had. */
export function mergeTiles(before: readonly WallTile[], added: readonly WallTile[]): WallTile[] {
  const covered = new Set(added.flatMap((tile) => tile.area.surfaces))
  const kept = before.filter((tile) => !tile.area.surfaces.some((surface) => covered.has(surface)))
  const names = new Set(added.map((tile) => tile.id))
  // Two scenes may name their tiles alike; a name must stay the name of one tile.
  return [...kept.map((tile) => (names.has(tile.id) ? { ...tile, id: freeName(tile.id, names) } : tile)), ...added]
}

// What a rule put there is never gone back to: its time is over then, and people want what they had arranged themselves.
function show(wall: WallState, next: Shown): WallState {
  const { shown, returnStack } = wall
  const worthReturning = shown !== null && shown.reason.kind !== 'rule'
  const after = { ...wall, shown: next, returnStack: worthReturning ? [shown, ...returnStack].slice(0, returnStackSize) : returnStack }
  if (next.reason.kind !== 'rule') return after
  const { ruleId } = next.reason
  const others = (wall.cued ?? []).filter((cue) => cue.ruleId !== ruleId)
  return { ...after, cued: [...others.slice(1 - keptCues), { ruleId, atMs: next.atMs }] }
}

function withScene(scenes: readonly SavedScene[], { scene, version, savedAtMs, by }: Omit<SavedScene, 'earlier'>): SavedScene[] {
  const before = scenes.find((saved) => saved.scene.id === scene.id)
  if (before === undefined) return [...scenes, { scene, version, savedAtMs, by, earlier: [] }]
  const { earlier, ...last } = before
  const next = { scene, version, savedAtMs, by, earlier: [last, ...earlier].slice(0, keptSceneVersions) }
  return scenes.map((saved) => (saved === before ? next : saved))
}

function onWall(before: WallsState, id: string, change: (wall: WallState) => WallState): WallsState {
  return { ...before, walls: before.walls.map((wall) => (wall.drawing.id === id ? change(wall) : wall)) }
}

function freeName(name: string, taken: Set<string>): string {
  let number = 2
  while (taken.has(`${name.slice(0, 36)}-${number}`)) number += 1
  const free = `${name.slice(0, 36)}-${number}`
  taken.add(free)
  return free
}
