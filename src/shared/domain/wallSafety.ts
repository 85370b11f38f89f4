import type { TileContent } from '../contract/wall'

/** Whether a content may stand before everybody in the room: somebody has said of each part that needs it that it may. */
export function isWallSafe(content: TileContent): boolean {
  if (content.kind === 'document' || content.kind === 'web') return content.wallSafe
  return content.kind !== 'sequence' || content.items.every((item) => isWallSafe(item.content))
}
