import type { Bilingual } from '#shared/contract/room'
import type { WallTile } from '#shared/contract/wall'

/** Most letters that a text on the wall may have in one language. */
const mostLetters = 2_000

/**
 * What a wall shows with an answer's words on it: in the tile that shows words already, else in place of a clock, else of the last tile
 * that is neither a city nor the alerts. Undefined when there is no such tile.
 */
export function tilesWithText(tiles: readonly WallTile[], title: Bilingual, body: Bilingual): WallTile[] | undefined {
  const chosen =
    tiles.find(({ content }) => content.kind === 'text') ??
    tiles.find(({ content }) => content.kind === 'clock') ??
    tiles.findLast(({ content }) => content.kind === 'gauge' || content.kind === 'sequence')
  if (chosen === undefined) return undefined
  const short = ({ vi, en }: Bilingual): Bilingual => ({ vi: vi.slice(0, mostLetters), en: en.slice(0, mostLetters) })
  return tiles.map((tile) => (tile === chosen ? { ...tile, content: { kind: 'text', title: short(title), body: short(body) } } : tile))
}
