import type { AttachmentReference } from '../contract/attachment'
import type { Fact } from '../contract/fact'
import type { AnyRequest } from '../contract/feed'
import type { TileContent, WallTile } from '../contract/wall'

/** Pictures, documents and clips that tiles show, in their order; one that is shown twice is there twice. */
export function documentsOn(tiles: readonly WallTile[]): AttachmentReference[] {
  return tiles.flatMap(({ content }) => documentsIn(content))
}

function documentsIn(content: TileContent): AttachmentReference[] {
  if (content.kind === 'document') return [content.document]
  return content.kind === 'sequence' ? content.items.flatMap((item) => documentsIn(item.content)) : []
}

/** The contents that a request names: the gateway has to have them before it. */
export function contentsOfRequest(request: AnyRequest): readonly AttachmentReference[] {
  switch (request.type) {
    case 'alert.note':
      return request.input.attachments
    case 'wall.show':
      return documentsOn(request.input.tiles)
    case 'scene.save':
      return documentsOn(request.input.scene.tiles)
    default:
      return []
  }
}

/** The contents that a fact names: they are kept as long as it is. */
export function contentsOfFact(fact: Fact): readonly AttachmentReference[] {
  switch (fact.type) {
    case 'alert.noted':
      return fact.payload.attachments
    case 'wall.shown':
      return documentsOn(fact.payload.shown.tiles)
    case 'scene.saved':
      return documentsOn(fact.payload.scene.tiles)
    default:
      return []
  }
}
