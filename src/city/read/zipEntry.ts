import { inflateRawSync } from 'node:zlib'

/**
 * The first file in a ZIP archive whose name matches, unpacked, as SRTM tiles are handed out. Throws an Error when there is none, when
 * it is larger than `mostBytes`, or packed in a way other than deflate.
 */
export function readZipEntry(archive: Buffer, name: RegExp, mostBytes: number): { name: string; bytes: Buffer } {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + 22 > archive.length) throw new Error('a ZIP archive without its end')
  let at = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== 0x02014b50) throw new Error('a ZIP archive with a broken list of files')
    const nameLength = archive.readUInt16LE(at + 28)
    const entryName = archive.toString('utf8', at + 46, at + 46 + nameLength)
    if (name.test(entryName)) return { name: entryName, bytes: unpacked(archive, at, mostBytes) }
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  throw new Error(`a ZIP archive without a file like ${name.source}`)
}

function unpacked(archive: Buffer, entry: number, mostBytes: number): Buffer {
  const method = archive.readUInt16LE(entry + 10)
  const packedBytes = archive.readUInt32LE(entry + 20)
  const bytes = archive.readUInt32LE(entry + 24)
  const local = archive.readUInt32LE(entry + 42)
  if (bytes > mostBytes) throw new Error(`a file of ${bytes} bytes in a ZIP archive`)
  if (local + 30 > archive.length || archive.readUInt32LE(local) !== 0x04034b50) throw new Error('a ZIP archive whose list points nowhere')
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
  const packed = archive.subarray(start, start + packedBytes)
  if (method !== 0 && method !== 8) throw new Error(`a file packed in way ${method} in a ZIP archive`)
  const content = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: mostBytes })
  if (content.length !== bytes) throw new Error('a file in a ZIP archive that is not as long as it says')
  return content
}
