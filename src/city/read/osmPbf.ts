import { inflateSync } from 'node:zlib'
import { parse } from 'osm-pbf-parser-node'
import { SourceRefused } from '#city/import/sourceRefused'
import { mostRefs, mostTags, noTags, type OsmElement, type OsmMember } from './osmElement'

// The format's own limits (OpenStreetMap wiki, "PBF Format"): a header of 64 KiB, a block of 32 MiB once unpacked.
const mostHeaderBytes = 65_536
const mostBlockBytes = 33_554_432

type ParsedElement = {
  type: 'node' | 'way' | 'relation'
  id: number
  lat?: number
  lon?: number
  refs?: number[]
  members?: OsmMember[]
  tags?: Record<string, string>
}

/** Whether a file that starts like this is OpenStreetMap PBF: a header block comes first. */
export function isOsmPbf(head: Uint8Array): boolean {
  return head.length > 20 && new TextDecoder('latin1').decode(head.subarray(4, 40)).includes('OSMHeader')
}

/** The elements of an OpenStreetMap PBF file, a block at a time. Throws SourceRefused when it is not one, or larger than it may be. */
export async function* readOsmPbf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly OsmElement[]> {
  for await (const { kind, blob } of blocksOf(bytes)) {
    if (kind !== 'OSMData') continue
    let parsed: ParsedElement[]
    try {
      parsed = parse(unpacked(blob), { withTags: true, withInfo: false }) as ParsedElement[]
    } catch (error) {
      throw error instanceof SourceRefused ? error : broken((error as Error).message)
    }
    yield parsed.map(elementOf)
  }
}

function elementOf({ type, id, lat, lon, refs, members, tags = noTags }: ParsedElement): OsmElement {
  if (Object.keys(tags).length > mostTags) throw broken('an element with too many tags')
  if ((refs?.length ?? members?.length ?? 0) > mostRefs) throw broken('an element with too many members')
  if (type === 'node') return { type, id, lonDeg: lon ?? NaN, latDeg: lat ?? NaN, tags }
  return type === 'way' ? { type, id, refs: refs ?? [], tags } : { type, id, members: members ?? [], tags }
}

type Block = { kind: string; blob: Uint8Array }

async function* blocksOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Block> {
  let held = Buffer.alloc(0)
  let offset = 0
  for await (const piece of bytes) {
    held = Buffer.concat([held.subarray(offset), piece])
    offset = 0
    while (held.length - offset >= 4) {
      const headerLength = held.readUInt32BE(offset)
      if (headerLength > mostHeaderBytes) throw broken(`a block header of ${headerLength} bytes`)
      if (held.length - offset < 4 + headerLength) break
      const header = fieldsOf(held.subarray(offset + 4, offset + 4 + headerLength))
      const size = header.get(3)
      if (typeof size !== 'number' || size > mostBlockBytes) throw broken(`a block of ${String(size)} bytes`)
      const end = offset + 4 + headerLength + size
      if (held.length < end) break
      const kind = header.get(1)
      yield { kind: kind instanceof Uint8Array ? new TextDecoder().decode(kind) : '', blob: held.subarray(offset + 4 + headerLength, end) }
      offset = end
    }
  }
  if (offset !== held.length) throw broken('it ends within a block')
}

function unpacked(blob: Uint8Array): Buffer {
  const fields = fieldsOf(blob)
  const raw = fields.get(1)
  const packed = fields.get(3)
  if (raw instanceof Uint8Array) return Buffer.from(raw)
  if (!(packed instanceof Uint8Array)) throw broken('a block that is packed with something other than zlib')
  return inflateSync(packed, { maxOutputLength: mostBlockBytes })
}

/** The fields of a protocol buffers message, by number: numbers for varints, bytes for what has a length. The last of a kind counts. */
function fieldsOf(message: Uint8Array): Map<number, number | Uint8Array> {
  const fields = new Map<number, number | Uint8Array>()
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let shift = 0; shift < 50; shift += 7) {
      const byte = message[at]
      if (byte === undefined) throw broken('a message that ends within a number')
      at += 1
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
    throw broken('a number of more than seven bytes')
  }
  while (at < message.length) {
    const key = varint()
    const wire = key & 7
    if (wire === 0) fields.set(key >>> 3, varint())
    else if (wire === 2) {
      const length = varint()
      if (at + length > message.length) throw broken('a message that ends within a field')
      fields.set(key >>> 3, message.subarray(at, at + length))
      at += length
    } else throw broken(`a field of wire type ${wire}`)
  }
  return fields
}

function broken(reason: string): SourceRefused {
  return new SourceRefused('osm-broken', { reason })
}
