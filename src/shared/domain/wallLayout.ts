import type { WallDrawing, WallState, WallSurface, WallTile } from '#shared/contract/wall'
import { around, hangingOf, type WallRectangle } from './panorama'

/** Where a tile is on one surface, in fractions of the surface. `whole` is all of the tile: it reaches beyond 0 to 1 when the tile goes on next door. */
export type PlacedTile = { tile: WallTile; whole: WallRectangle; surfaces: readonly number[] }

/** What a wall shows, surfaces that nobody has arranged included. */
export function tilesOf(wall: Pick<WallState, 'drawing' | 'shown'>, viewpointIds: readonly string[]): WallTile[] {
  const arranged = wall.shown?.tiles ?? []
  const covered = new Set(arranged.flatMap((tile) => tile.area.surfaces))
  const bare = wall.drawing.surfaces.filter(({ surface }) => !covered.has(surface))
  return [...arranged, ...bare.flatMap(({ surface }) => defaultTilesOf(surface, viewpointIds))]
}

/**
 * What a surface shows until somebody arranges it (1 for the first). Odd surfaces show the city and even ones the list, so that two
 * neighbours always show both; the city views of a larger wall go through the city's viewpoints in turn.
 */
export function defaultTilesOf(surface: number, viewpointIds: readonly string[]): WallTile[] {
  const part = (name: string, x: number, y: number, width: number, height: number) => ({
    id: `default-${surface}-${name}`,
    area: { surfaces: [surface], x, y, width, height },
  })
  const turn = Math.floor((surface - 1) / 2)
  const viewpointId = viewpointIds[turn % viewpointIds.length]
  if (surface % 2 === 1 && viewpointId !== undefined) {
    return [{ ...part('city', 0, 0, 1, 1), content: { kind: 'city', aim: { at: 'viewpoint', viewpointId }, withClock: turn % 2 === 0 } }]
  }
  if (surface % 4 === 2) {
    const wide = 1.9 / 2.9
    return [
      { ...part('alerts', 0, 0, wide, 1), content: { kind: 'alerts' } },
      { ...part('clock', wide, 0, 1 - wide, 0.28), content: { kind: 'clock' } },
      { ...part('gauge', wide, 0.28, 1 - wide, 0.72), content: { kind: 'gauge', gaugeId: null } },
    ]
  }
  return [{ ...part('alerts', 0, 0, 1, 1), content: { kind: 'alerts' } }]
}

/** Whether two drawings say the same of a wall. */
export function isSameDrawing(one: WallDrawing, other: WallDrawing): boolean {
  const said = ({ id, name, viewingDistanceM, surfaces }: WallDrawing): unknown[] => [
    id,
    name,
    viewingDistanceM,
    ...surfaces.flatMap(({ surface, present, label, boundsPx, boundsMm, group }) => [
      surface,
      present,
      label,
      group,
      ...edges(boundsPx),
      ...edges(boundsMm),
    ]),
  ]
  const [mine, theirs] = [said(one), said(other)]
  return mine.length === theirs.length && mine.every((each, index) => each === theirs[index])
}

function edges(rectangle: WallRectangle | null): (number | null)[] {
  return rectangle === null ? [null, null, null, null] : [rectangle.x, rectangle.y, rectangle.width, rectangle.height]
}

/** The tiles that touch a surface, with their place on it. Tiles on several surfaces follow how those hang, bezels included. */
export function placedOn(surface: number, tiles: readonly WallTile[], drawn: readonly WallSurface[]): PlacedTile[] {
  return tiles.flatMap((tile) => {
    if (!tile.area.surfaces.includes(surface)) return []
    const members = drawn.filter((each) => tile.area.surfaces.includes(each.surface))
    const hanging = hangingOf(members)
    const here = hanging.get(surface)
    if (here === undefined) return []
    const all = around(hanging.values())
    const wanted = {
      x: all.x + tile.area.x * all.width,
      y: all.y + tile.area.y * all.height,
      width: tile.area.width * all.width,
      height: tile.area.height * all.height,
    }
    const whole = {
      x: (wanted.x - here.x) / here.width,
      y: (wanted.y - here.y) / here.height,
      width: wanted.width / here.width,
      height: wanted.height / here.height,
    }
    const touches = whole.x < 1 && whole.y < 1 && whole.x + whole.width > 0 && whole.y + whole.height > 0
    return touches ? [{ tile, whole, surfaces: members.map((each) => each.surface) }] : []
  })
}
