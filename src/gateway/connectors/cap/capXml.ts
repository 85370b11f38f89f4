import { SaxesParser } from 'saxes'
import { fail, succeed, type Result } from '#shared/contract/result'
import { toSafeText } from '#shared/contract/text'
import { decodeXml } from './capEncoding'

/** Largest document read, in bytes. The largest real CAP messages are a few hundred kilobytes. */
export const maximumXmlBytes = 1_048_576
// CAP nests four deep and a signature about ten.
const maximumDepth = 32
const maximumElements = 50_000

/** One element of a document. Attributes are left out: CAP has none. */
export type XmlElement = {
  namespace: string
  /** Name without its prefix. */
  name: string
  /** Line of the start tag, 1 for the first. */
  line: number
  /** Character data directly inside, in document order. */
  text: string
  children: XmlElement[]
}

class RefusedXml extends Error {}

/**
 * Reads a whole XML document into a tree. Strict and with namespaces; a document type declaration is refused, so there are no
 * external entities and no entities of a document's own. Failures say line and column.
 */
export function parseXml(bytes: Uint8Array, contentType: string): Result<XmlElement> {
  if (bytes.length > maximumXmlBytes) {
    return fail('too-large', `the document has ${bytes.length} bytes, the limit is ${maximumXmlBytes}`, { limit: maximumXmlBytes })
  }
  if (bytes.length === 0) return fail('invalid', 'the document is empty')
  const decoded = decodeXml(bytes, contentType)
  if (!decoded.ok) return decoded
  try {
    return succeed(parseText(decoded.value))
  } catch (error) {
    if (error instanceof RefusedXml) return fail('invalid', error.message)
    throw error
  }
}

function parseText(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true })
  const open: XmlElement[] = []
  let root: XmlElement | undefined
  let elements = 0
  let tagLine = 1
  const refuse = (reason: string): never => {
    throw new RefusedXml(toSafeText(`line ${parser.line}, column ${parser.column + 1}: ${reason}`).slice(0, 400))
  }
  const append = (piece: string): void => {
    const innermost = open.at(-1)
    if (innermost !== undefined) innermost.text += piece
  }

  // The parser puts "line:column: " before its own message; said once, in our words.
  parser.on('error', (error) => refuse(`the XML is not well-formed: ${error.message.replace(/^\d+:\d+: /, '')}`))
  parser.on('doctype', () => refuse('a document type declaration (DOCTYPE) is not accepted'))
  parser.on('opentagstart', () => {
    tagLine = parser.line
    elements += 1
    if (elements > maximumElements) refuse(`more than ${maximumElements} elements`)
    if (open.length >= maximumDepth) refuse(`elements nested deeper than ${maximumDepth}`)
  })
  parser.on('opentag', (tag) => {
    const element: XmlElement = { namespace: tag.uri, name: tag.local, line: tagLine, text: '', children: [] }
    const parent = open.at(-1)
    if (parent === undefined) root ??= element
    else parent.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => void open.pop())
  parser.on('text', append)
  parser.on('cdata', append)
  parser.write(text).close()
  return root ?? refuse('there is no element')
}
