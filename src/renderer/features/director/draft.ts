import type { Scene, TileContent, WallDrawing, WallTile } from '#shared/contract/wall'
import { around, hangingOf, type WallRectangle } from '#shared/domain/panorama'
import { idOfName } from '#shared/domain/foldText'
import { mergeTiles } from '#shared/domain/wallFold'

/** Tiles after a content was put on the chosen surfaces: one tile across them all, or one on each. */
export function withContent(
  tiles: readonly WallTile[],
  surfaces: readonly number[],
  content: TileContent,
  across: boolean,
  newName: () => string,
): WallTile[] {
  if (surfaces.length === 0) return [...tiles]
  const tile = (on: readonly number[]): WallTile => ({
    id: newName(),
    area: { surfaces: [...on], x: 0, y: 0, width: 1, height: 1 },
    content,
  })
  return mergeTiles(tiles, across || content.kind === 'panorama' ? [tile(surfaces)] : surfaces.map((surface) => tile([surface])))
}

/** The surface next to another in a direction of the arrow keys; the same one at the edge of the wall. */
export function neighbour(drawing: WallDrawing, from: number, direction: 'left' | 'right' | 'up' | 'down'): number {
  const hanging = hangingOf(drawing.surfaces)
  const here = hanging.get(from)
  if (here === undefined) return drawing.surfaces[0]?.surface ?? from
  const distances = [...hanging].flatMap(([surface, there]) => {
    const [right, down] = [centre(there).x - centre(here).x, centre(there).y - centre(here).y]
    const [along, aside] =
      direction === 'left' ? [-right, down] : direction === 'right' ? [right, down] : direction === 'up' ? [-down, right] : [down, right]
    // What lies more aside than ahead is in another direction.
    return along > 0 && Math.abs(aside) <= along ? [{ surface, far: along + 2 * Math.abs(aside) }] : []
  })
  return distances.toSorted((one, other) => one.far - other.far)[0]?.surface ?? from
}

/** Where each surface is in a picture of the wall, as fractions of the picture, and how wide the picture is for its height. */
export function pictureOf(drawing: WallDrawing): { aspect: number; places: Map<number, WallRectangle> } {
  const hanging = hangingOf(drawing.surfaces)
  if (hanging.size === 0) return { aspect: 16 / 9, places: new Map() }
  const all = around(hanging.values())
  const place = ({ x, y, width, height }: WallRectangle): WallRectangle => ({
    x: (x - all.x) / all.width,
    y: (y - all.y) / all.height,
    width: width / all.width,
    height: height / all.height,
  })
  return { aspect: all.width / all.height, places: new Map([...hanging].map(([surface, there]) => [surface, place(there)])) }
}

/** A scene made of what is arranged; its id comes from its name, so that a name says which scene is meant. */
export function sceneFrom(name: string, tiles: readonly WallTile[]): Scene {
  const id = idOfName(name, 60)
  return { id: id === '' ? 'canh' : id, name: { vi: name.normalize('NFC'), en: name.normalize('NFC') }, tiles: [...tiles] }
}

/** Surfaces whose tiles differ between two arrangements. */
export function changedSurfaces(drawing: WallDrawing, before: readonly WallTile[], after: readonly WallTile[]): Set<number> {
  const on = (tiles: readonly WallTile[], surface: number): string =>
    JSON.stringify(tiles.filter(({ area }) => area.surfaces.includes(surface)).map(({ area, content }) => [area, content]))
  return new Set(drawing.surfaces.map(({ surface }) => surface).filter((surface) => on(before, surface) !== on(after, surface)))
}

function centre({ x, y, width, height }: WallRectangle): { x: number; y: number } {
  return { x: x + width / 2, y: y + height / 2 }
}
