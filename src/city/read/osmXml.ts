import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { SourceRefused } from '#city/import/sourceRefused'
import { mostRefs, mostTags, noTags, type OsmElement, type OsmMember } from './osmElement'

/** Whether a document that starts like this is OpenStreetMap XML. */
export function isOsmXml(head: Uint8Array): boolean {
  return /^\ufeff?\s*(<\?xml[^>]*\?>\s*)?(<!--[^]*?-->\s*)*<osm[\s>]/.test(new TextDecoder().decode(head.subarray(0, 2_000)))
}

/**
 * The elements of an OpenStreetMap XML document, as they come. Strict: what is not well-formed is refused, and so is a document type
 * declaration, so there are no entities of a document's own. Throws SourceRefused with line and column.
 */
export async function* readOsmXml(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly OsmElement[]> {
  const parser = new SaxesParser()
  const refuse = (reason: string): never => {
    throw new SourceRefused('osm-broken', { reason: `${parser.line}:${parser.column}: ${reason}` })
  }
  let batch: OsmElement[] = []
  let element: OsmElement | undefined
  let tags: Record<string, string> | undefined
  let tagCount = 0
  let depth = 0

  const number = (tag: SaxesTagPlain, name: string): number => {
    const text = tag.attributes[name]
    const value = text === undefined || text.trim() === '' ? NaN : Number(text)
    return Number.isFinite(value) ? value : refuse(`<${tag.name}> with ${name}="${String(text).slice(0, 40)}"`)
  }

  parser.on('error', (error) => refuse(error.message.replace(/^\d+:\d+: /, '')))
  parser.on('doctype', () => refuse('a document type declaration'))
  parser.on('opentag', (tag) => {
    depth += 1
    if (depth === 1 && tag.name !== 'osm') refuse(`<${tag.name}> where <osm> was expected`)
    if (depth === 2) {
      tags = undefined
      tagCount = 0
      const { name } = tag
      // Deleted elements stand in history files; they are no longer there.
      if (tag.attributes.visible === 'false' || tag.attributes.action === 'delete') element = undefined
      else if (name === 'node')
        element = { type: name, id: number(tag, 'id'), lonDeg: number(tag, 'lon'), latDeg: number(tag, 'lat'), tags: noTags }
      else if (name === 'way') element = { type: name, id: number(tag, 'id'), refs: [], tags: noTags }
      else if (name === 'relation') element = { type: name, id: number(tag, 'id'), members: [], tags: noTags }
      else element = undefined
      return
    }
    if (depth !== 3 || element === undefined) return
    if (tag.name === 'tag') {
      tags ??= Object.create(null) as Record<string, string>
      if ((tagCount += 1) > mostTags) refuse('an element with too many tags')
      tags[tag.attributes.k ?? ''] = tag.attributes.v ?? ''
      element.tags = tags
    } else if (tag.name === 'nd' && element.type === 'way') {
      if (element.refs.push(number(tag, 'ref')) > mostRefs) refuse('a way with too many nodes')
    } else if (tag.name === 'member' && element.type === 'relation') {
      const member: OsmMember = { type: tag.attributes.type ?? '', ref: number(tag, 'ref'), role: tag.attributes.role ?? '' }
      if (element.members.push(member) > mostRefs) refuse('a relation with too many members')
    }
  })
  parser.on('closetag', () => {
    depth -= 1
    if (depth !== 1 || element === undefined) return
    batch.push(element)
    element = undefined
  })

  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decode = (piece?: Uint8Array): string => {
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true })
    } catch {
      return refuse('text that is not UTF-8')
    }
  }
  for await (const piece of bytes) {
    parser.write(decode(piece))
    if (batch.length < 500) continue
    yield batch
    batch = []
  }
  parser.write(decode())
  parser.close()
  if (batch.length > 0) yield batch
}
