import type { ReadLimits } from './draft'
import { SourceRefused } from './sourceRefused'

/** One part of a JSON document: an element of its array `features`, or another member of its top level, as text. */
export type JsonPiece = { member: string; index: number; text: string }

const quote = 34
const backslash = 92
const [openBrace, closeBrace, openBracket, closeBracket] = [123, 125, 91, 93]
const comma = 44
const colon = 58

/**
 * Cuts a JSON document into parts without holding it: each element of the top object's array `features`, and each other member of it,
 * in the order of the file. With `sequence` the document is many values one after the other (JSON lines, RFC 8142) and each is an
 * element. Throws SourceRefused for what is nested too deep, too long, or not JSON by its brackets; the texts themselves are not parsed.
 */
export async function* jsonPieces(
  chunks: AsyncIterable<Uint8Array>,
  shape: 'collection' | 'sequence',
  limits: ReadLimits,
): AsyncGenerator<JsonPiece> {
  const inFeatures = shape === 'collection' ? 2 : 0
  let depth = 0
  let inString = false
  let escaped = false
  let member = ''
  let key: number[] | undefined
  let index = 0
  /** Depth at which what is captured began; -1 while nothing is. */
  let capturedAt = -1
  let parts: Uint8Array[] = []
  let capturedBytes = 0
  let position = 0
  let afterColon = false
  const nesting: number[] = []

  const broken = (reason: string): SourceRefused => new SourceRefused('json-broken', { reason })
  const keep = (bytes: Uint8Array): void => {
    capturedBytes += bytes.length
    if (capturedBytes > limits.featureBytes)
      throw new SourceRefused('feature-too-large', { limitMb: Math.round(limits.featureBytes / 1e6) }, { index })
    parts.push(bytes)
  }
  const taken = (at: number): string => {
    try {
      return utf8.decode(parts.length === 1 ? parts[0] : Buffer.concat(parts))
    } catch {
      throw new SourceRefused('not-utf8', { byte: position + at - capturedBytes }, { index })
    } finally {
      parts = []
      capturedBytes = 0
      capturedAt = -1
    }
  }

  for await (const chunk of chunks) {
    let from = 0
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at]!
      if (inString) {
        if (escaped) escaped = false
        else if (byte === backslash) escaped = true
        else if (byte === quote) inString = false
        if (key !== undefined && inString && key.length < 100) key.push(byte)
        continue
      }
      if (byte <= 32 || isMark(byte, position + at)) continue
      // A value begins: is it one to be handed on?
      if (capturedAt < 0 && byte !== closeBrace && byte !== closeBracket && byte !== comma && byte !== colon) {
        if (depth === 0 && byte !== openBrace) throw broken(`byte ${position + at} is not the start of an object`)

        const isElement = depth === inFeatures && (shape === 'sequence' || (member === 'features' && nesting[1] === openBracket))
        const isMember = shape === 'collection' && depth === 1 && afterColon && !(member === 'features' && byte === openBracket)
        if (isElement || isMember) {
          capturedAt = depth
          from = at
        }
      }
      if (byte === quote) {
        inString = true
        key = capturedAt < 0 && depth === 1 && !afterColon ? [] : undefined
      } else if (byte === openBrace || byte === openBracket) {
        nesting[depth] = byte
        depth += 1
        if (depth > limits.nesting) throw new SourceRefused('nested-too-deep', { limit: limits.nesting }, { index })
        if (capturedAt < 0) afterColon = false
      } else if (byte === colon && capturedAt < 0 && depth === 1) {
        member = key === undefined ? '' : Buffer.from(key).toString('utf8')
        afterColon = true
      } else if (byte === closeBrace || byte === closeBracket || byte === comma) {
        // A bare value (number, word, text) ends at the comma or bracket after it.
        if (capturedAt === depth && capturedAt >= 0) {
          keep(chunk.subarray(from, at))
          const text = taken(at)
          yield { member: depth === 1 && shape === 'collection' ? member : 'features', index, text }
          if (depth === inFeatures) index += 1
        }
        if (byte === comma) {
          if (depth === 1) afterColon = false
          continue
        }
        depth -= 1
        if (depth < 0 || nesting[depth] !== (byte === closeBrace ? openBrace : openBracket)) throw broken('its brackets do not match')
        if (capturedAt === depth && depth === inFeatures && shape === 'sequence') {
          keep(chunk.subarray(from, at + 1))
          yield { member: 'features', index, text: taken(at + 1) }
          index += 1
        }
      }
    }
    if (capturedAt >= 0) keep(chunk.subarray(from))
    position += chunk.length
  }
  if (depth !== 0 || inString) throw broken('it ends in the middle')
}

/** The byte order mark at the start of a file; whitespace and the record separator of RFC 8142 are below 33. */
function isMark(byte: number, at: number): boolean {
  return at < 3 && byte === [0xef, 0xbb, 0xbf][at]
}

const utf8 = new TextDecoder('utf-8', { fatal: true })
