import type { Bilingual } from '#shared/contract/room'
import type { ShownAnswer } from '#shared/contract/shownAnswer'
import type { WallTile } from '#shared/contract/wall'

// As in the contract; written here so that the page does not carry the schemas that stand beside it.
const longestQuestion = 100_000

/**
 * What a wall shows with an answer on its first city view. Undefined when it shows no city, or the question is too long for a wall: an
 * area of very many corners.
 */
export function tilesWithAnswer(tiles: readonly WallTile[], answer: ShownAnswer): WallTile[] | undefined {
  if (JSON.stringify(answer.question).length > longestQuestion) return undefined
  const chosen = tiles.find(({ content }) => content.kind === 'city' || content.kind === 'panorama')
  if (chosen === undefined) return undefined
  return tiles.map((tile) => (tile === chosen ? { ...tile, content: { ...tile.content, answer } as WallTile['content'] } : tile))
}

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
