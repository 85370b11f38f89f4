import { describe, expect, it } from 'vitest'
import { keptSceneVersions, returnStackSize, wallsState, type Scene, type Shown, type WallFact, type WallTile } from '#shared/contract/wall'
import { applyWallFact, mergeTiles, noWalls } from './wallFold'

const by = { id: 'desk-1', name: 'Bàn trực 1' }
const drawing = {
  id: 'wall-1',
  name: 'Tường chính',
  viewingDistanceM: null,
  surfaces: [{ surface: 1, present: true, label: 'HDMI-1', boundsPx: { x: 0, y: 0, width: 1920, height: 1080 }, boundsMm: null }],
}
const tile = (id: string, surfaces: number[], kind: 'alerts' | 'clock' = 'alerts'): WallTile => ({
  id,
  area: { surfaces, x: 0, y: 0, width: 1, height: 1 },
  content: { kind },
})
const shownAt = (atMs: number, kind: 'alerts' | 'clock' = 'alerts'): Shown => ({
  tiles: [tile('a', [1], kind)],
  sceneId: null,
  sceneVersion: null,
  atMs,
  reason: { kind: 'person', by },
})
const fold = (...facts: WallFact[]) => facts.reduce(applyWallFact, noWalls)
const drawn: WallFact = { type: 'wall.drawn', payload: { drawing } }
const show = (shown: Shown): WallFact => ({ type: 'wall.shown', payload: { wallId: 'wall-1', shown } })
const goBack: WallFact = { type: 'wall.returned', payload: { wallId: 'wall-1', reason: { kind: 'return', by }, atMs: 99 } }

describe('the walls', () => {
  it('go back exactly, one by one, down to what a wall shows by itself', () => {
    const two = fold(drawn, show(shownAt(1, 'clock')), show(shownAt(2)))
    expect(two.walls[0]?.returnStack).toEqual([shownAt(1, 'clock')])
    const one = applyWallFact(two, goBack)
    expect(one.walls[0]?.shown).toEqual({ ...shownAt(1, 'clock'), atMs: 99, reason: { kind: 'return', by } })
    expect(one.walls[0]?.returnStack).toEqual([])
    const none = applyWallFact(one, goBack)
    expect(none.walls[0]?.shown).toBeNull()
    expect(applyWallFact(none, goBack)).toEqual(none)
  })

  it('never go back to what a rule put there', () => {
    const byRule: Shown = { ...shownAt(2), reason: { kind: 'rule', ruleId: 'fire', ruleName: { vi: 'Cháy', en: 'Fire' }, alertId: 'a' } }
    const later = fold(drawn, show(shownAt(1, 'clock')), show(byRule), show({ ...byRule, atMs: 3 }), show(shownAt(4)))
    expect(later.walls[0]?.returnStack).toEqual([shownAt(1, 'clock')])
    expect(fold(drawn, show(byRule), goBack).walls[0]?.shown).toBeNull()
  })

  it(`remember the last ${returnStackSize} arrangements`, () => {
    const many = fold(drawn, ...Array.from({ length: returnStackSize + 5 }, (_, index) => show(shownAt(index))))
    expect(many.walls[0]?.returnStack.map((each) => each.atMs)).toEqual(
      Array.from({ length: returnStackSize }, (_, index) => returnStackSize + 3 - index),
    )
    expect(wallsState.safeParse(many).success).toBe(true)
  })

  it('keep what they show when they are drawn anew', () => {
    const again = fold(drawn, show(shownAt(1)), { type: 'wall.drawn', payload: { drawing: { ...drawing, name: 'Tường phụ' } } })
    expect(again.walls[0]?.drawing.name).toBe('Tường phụ')
    expect(again.walls[0]?.shown).toEqual(shownAt(1))
  })

  it('know nothing of a wall that was never drawn', () => {
    expect(fold(show(shownAt(1)))).toEqual(noWalls)
  })

  it(`keep ${keptSceneVersions} earlier versions of a scene`, () => {
    const scene: Scene = { id: 'calm', name: { vi: 'Bình thường', en: 'Calm' }, tiles: [tile('a', [1])] }
    const saved = (version: number): WallFact => ({ type: 'scene.saved', payload: { scene, version, savedAtMs: version, by } })
    const walls = fold(...Array.from({ length: keptSceneVersions + 3 }, (_, index) => saved(index + 1)))
    expect(walls.scenes).toHaveLength(1)
    expect(walls.scenes[0]?.version).toBe(keptSceneVersions + 3)
    expect(walls.scenes[0]?.earlier.map(({ version }) => version)).toEqual(
      Array.from({ length: keptSceneVersions }, (_, index) => keptSceneVersions + 2 - index),
    )
    expect(applyWallFact(walls, { type: 'scene.removed', payload: { id: 'calm' } }).scenes).toEqual([])
  })
})

describe('tiles put on a wall', () => {
  it('take the surfaces they need, whole; the others keep theirs', () => {
    const before = [tile('a', [1]), tile('b', [2, 3]), tile('c', [4])]
    expect(mergeTiles(before, [tile('d', [3, 4])]).map(({ id }) => id)).toEqual(['a', 'd'])
  })

  it('never share a name with one that stays', () => {
    const merged = mergeTiles([tile('a', [1]), tile('a-2', [2])], [tile('a', [3])])
    expect(new Set(merged.map(({ id }) => id)).size).toBe(3)
  })
})
