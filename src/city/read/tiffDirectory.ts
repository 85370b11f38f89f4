import { open, type FileHandle } from 'node:fs/promises'
import { SourceRefused } from '#city/import/sourceRefused'
import { mostPosts } from './heightSource'

/** Bytes of one value of each field type (TIFF 6.0 and BigTIFF). */
const typeBytes: ReadonlyMap<number, number> = new Map(
  [1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4]
    .map((bytes, index): [number, number] => [index + 1, bytes])
    .concat([
      [16, 8],
      [17, 8],
      [18, 8],
    ]),
)
const mostEntries = 500
const mostBlockBytes = 256_000_000
const mostListBytes = 64_000_000

type Entry = { type: number; count: number; at: number }

/**
 * Checks the first directory of a TIFF before a library that trusts it allocates what it says: every list and every block of pixels must
 * lie within the file, and a block must not unpack to more than 256 MB. Throws SourceRefused
 * for more posts than may be, an Error that says what does not fit for the rest.
 */
export async function checkTiffDirectory(path: string): Promise<void> {
  const handle = await open(path)
  try {
    await check(handle, (await handle.stat()).size)
  } finally {
    await handle.close()
  }
}

async function check(handle: FileHandle, fileBytes: number): Promise<void> {
  const read = async (at: number, length: number): Promise<DataView> => {
    if (!(at >= 0 && at + length <= fileBytes)) throw new Error('it points beyond its end')
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, at)
    return new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)
  }
  const start = await read(0, Math.min(16, fileBytes))
  const little = start.getUint8(0) === 0x49
  const big = start.getUint16(2, little) === 43
  const wide = (view: DataView, at: number): number => (big ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little))
  const [countBytes, entryBytes, inlineBytes] = big ? [8, 20, 8] : [2, 12, 4]
  const directoryAt = big ? wide(start, 8) : start.getUint32(4, little)
  const head = await read(directoryAt, countBytes)
  const count = big ? wide(head, 0) : head.getUint16(0, little)
  if (count < 1 || count > mostEntries) throw new Error(`a directory of ${count} entries`)
  const directory = await read(directoryAt + countBytes, count * entryBytes)

  const entries = new Map<number, Entry>()
  for (let index = 0; index < count; index += 1) {
    const at = index * entryBytes
    const type = directory.getUint16(at + 2, little)
    const values = wide(directory, at + 4)
    const length = values * (typeBytes.get(type) ?? NaN)
    if (!(length <= mostListBytes)) throw new Error(`an entry of type ${type} with ${values} values`)
    const valuesAt = length <= inlineBytes ? directoryAt + countBytes + at + (big ? 12 : 8) : wide(directory, at + (big ? 12 : 8))
    if (valuesAt + length > fileBytes) throw new Error('it points beyond its end')
    entries.set(directory.getUint16(at, little), { type, count: values, at: valuesAt })
  }
  const valuesOf = async (tag: number): Promise<number[]> => {
    const entry = entries.get(tag)
    if (entry === undefined) return []
    const bytes = typeBytes.get(entry.type)!
    const view = await read(entry.at, entry.count * bytes)
    return Array.from({ length: entry.count }, (_, index) => {
      if (bytes === 8) return Number(view.getBigUint64(index * 8, little))
      return bytes === 4 ? view.getUint32(index * 4, little) : bytes === 2 ? view.getUint16(index * 2, little) : view.getUint8(index)
    })
  }
  const firstOf = async (tag: number, otherwise: number): Promise<number> => (await valuesOf(tag))[0] ?? otherwise

  const [width, height] = [await firstOf(256, 0), await firstOf(257, 0)]
  if (width * height > mostPosts)
    throw new SourceRefused('terrain-too-large', { millionPosts: Math.round((width * height) / 1e6), limit: mostPosts / 1e6 })
  const tiled = entries.has(322)
  const blockWidth = tiled ? await firstOf(322, 0) : width
  const blockHeight = tiled ? await firstOf(323, 0) : Math.min(height, await firstOf(278, height))
  const [bits, samples, planar] = [await firstOf(258, 1), await firstOf(277, 1), await firstOf(284, 1)]
  if (!(width > 0 && height > 0 && blockWidth > 0 && blockHeight > 0)) throw new Error('a picture without a size')
  if (!(bits > 0 && bits <= 64 && samples > 0 && blockWidth * blockHeight * samples * (bits / 8) <= mostBlockBytes))
    throw new Error('a block of pixels that is too large')
  const blocks = Math.ceil(width / blockWidth) * Math.ceil(height / blockHeight) * (planar === 2 ? samples : 1)
  const [starts, lengths] = [await valuesOf(tiled ? 324 : 273), await valuesOf(tiled ? 325 : 279)]
  if (starts.length < blocks || lengths.length < blocks)
    throw new Error(`${starts.length} blocks of pixels where there should be ${blocks}`)
  if (starts.some((at, index) => at + (lengths[index] ?? 0) > fileBytes)) throw new Error('pixels beyond its end')
}
