import { describe, expect, it, test } from 'vitest'
import { wallTiles, type WallSurface, type WallTile } from '#shared/contract/wall'
import { defaultTilesOf, isSameDrawing, placedOn, tilesOf } from './wallLayout'

const surface = (number: number, x: number, width = 1920): WallSurface => ({
  surface: number,
  present: true,
  label: '',
  boundsPx: { x, y: 0, width, height: 1080 },
  boundsMm: null,
})
const row = [surface(1, 0), surface(2, 1920, 960)]
const over = (surfaces: number[], x: number, width: number): WallTile => ({
  id: 'a',
  area: { surfaces, x, y: 0, width, height: 1 },
  content: { kind: 'alerts' },
})

describe('a surface nobody has arranged', () => {
  it('shows the city or the list, always something the contract allows', () => {
    for (let number = 1; number <= 16; number += 1) {
      const tiles = defaultTilesOf(number, ['one', 'two'])
      expect(wallTiles.safeParse(tiles).error?.message).toBeUndefined()
      expect(tiles[0]?.content.kind).toBe(number % 2 === 1 ? 'city' : 'alerts')
    }
    expect(defaultTilesOf(3, ['one', 'two'])[0]?.content).toMatchObject({ aim: { viewpointId: 'two' } })
    expect(defaultTilesOf(1, [])[0]?.content.kind).toBe('alerts')
  })

  it('keeps its default beside what was arranged elsewhere', () => {
    const drawing = { id: 'w', name: 'w', surfaces: row, viewingDistanceM: null }
    const shown = { tiles: [over([2], 0, 1)], sceneId: null, sceneVersion: null, atMs: 1, reason: { kind: 'return' as const, by: null } }
    expect(tilesOf({ drawing, shown }, ['one']).map(({ id }) => id)).toEqual(['a', 'default-1-city'])
    expect(tilesOf({ drawing, shown: null }, ['one']).flatMap(({ area }) => area.surfaces)).toEqual([1, 2, 2, 2])
  })
})

describe('a tile across displays', () => {
  it('goes on where the neighbour begins', () => {
    const [left] = placedOn(1, [over([1, 2], 0, 1)], row)
    const [right] = placedOn(2, [over([1, 2], 0, 1)], row)
    expect(left?.whole).toEqual({ x: 0, y: 0, width: 1.5, height: 1 })
    expect(right?.whole).toEqual({ x: -2, y: 0, width: 3, height: 1 })
  })

  it('is not on a surface that its part does not reach', () => {
    expect(placedOn(2, [over([1, 2], 0, 0.5)], row)).toEqual([])
    expect(placedOn(3, [over([1, 2], 0, 1)], row)).toEqual([])
    expect(placedOn(3, [over([3], 0, 1)], row)).toEqual([])
  })
})

test('a drawing is the same whatever order it is written in, and another with another edge', () => {
  const drawing = { id: 'w', name: 'w', surfaces: row, viewingDistanceM: null }
  const other = { viewingDistanceM: null, surfaces: structuredClone(row), name: 'w', id: 'w' }
  expect(isSameDrawing(drawing, other)).toBe(true)
  other.surfaces[1]!.boundsMm = { x: 0, y: 0, width: 1, height: 1 }
  expect(isSameDrawing(drawing, other)).toBe(false)
  expect(isSameDrawing(drawing, { ...drawing, surfaces: row.slice(1) })).toBe(false)
  const moved = row.map((each) => ({ ...each, group: 'Tường bên' }))
  expect(isSameDrawing(drawing, { ...drawing, surfaces: moved })).toBe(false)
})
