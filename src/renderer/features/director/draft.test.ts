import { describe, expect, it } from 'vitest'
import { scene, wallTiles, type WallDrawing, type WallTile } from '#shared/contract/wall'
import { changedSurfaces, neighbour, pictureOf, sceneFrom, withContent } from './draft'

const surface = (number: number, x: number, y: number) => ({
  surface: number,
  present: true,
  label: '',
  boundsPx: { x, y, width: 1920, height: 1080 },
  boundsMm: null,
})
/** Two rows of two. */
const drawing: WallDrawing = {
  id: 'w',
  name: 'w',
  viewingDistanceM: null,
  surfaces: [surface(1, 0, 0), surface(2, 1920, 0), surface(3, 0, 1080), surface(4, 1920, 1080)],
}
const names = () => {
  let next = 0
  return () => `t${(next += 1)}`
}
const before: WallTile[] = [{ id: 'old', area: { surfaces: [1, 2], x: 0, y: 0, width: 1, height: 1 }, content: { kind: 'alerts' } }]

describe('an arrangement being made', () => {
  it('has one tile across the chosen surfaces, or one on each', () => {
    const across = withContent(before, [2, 4], { kind: 'clock' }, true, names())
    expect(across.map(({ area }) => area.surfaces)).toEqual([[2, 4]])
    const each = withContent(before, [3, 4], { kind: 'clock' }, false, names())
    expect(each.map(({ area }) => area.surfaces)).toEqual([[1, 2], [3], [4]])
    expect(wallTiles.safeParse(each).success).toBe(true)
    expect(withContent(before, [], { kind: 'clock' }, false, names())).toEqual(before)
  })

  it('says which surfaces it changes', () => {
    const after = withContent(before, [2, 4], { kind: 'clock' }, false, names())
    expect([...changedSurfaces(drawing, before, after)]).toEqual([1, 2, 4])
    expect([...changedSurfaces(drawing, before, structuredClone(before))]).toEqual([])
  })
})

describe('the wall under the arrow keys', () => {
  it('is walked as it hangs, and has edges', () => {
    expect(neighbour(drawing, 1, 'right')).toBe(2)
    expect(neighbour(drawing, 1, 'down')).toBe(3)
    expect(neighbour(drawing, 4, 'left')).toBe(3)
    expect(neighbour(drawing, 4, 'up')).toBe(2)
    expect(neighbour(drawing, 2, 'right')).toBe(2)
    expect(neighbour(drawing, 9, 'right')).toBe(1)
  })

  it('is drawn to scale', () => {
    const { aspect, places } = pictureOf(drawing)
    expect(aspect).toBeCloseTo(16 / 9)
    expect(places.get(4)).toEqual({ x: 0.5, y: 0.5, width: 0.5, height: 0.5 })
    expect(pictureOf({ ...drawing, surfaces: [] }).places.size).toBe(0)
  })
})

it('a scene is called what its name says', () => {
  const made = sceneFrom('Lũ sông Hiếu, Đông Hà', before)
  expect(made.id).toBe('lu-song-hieu-dong-ha')
  expect(scene.safeParse(made).success).toBe(true)
  expect(scene.safeParse(sceneFrom('***', before)).success).toBe(true)
})
