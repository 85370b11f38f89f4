import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { ReadLimits, SourceFile } from './draft'
import { SourceRefused } from './sourceRefused'

const headBytes = 65_536

/** What a source may be at most, so that a hostile or mistaken file cannot fill memory. */
export const defaultLimits: ReadLimits = { fileBytes: 500_000_000, features: 2_000_000, featureBytes: 32_000_000, nesting: 64 }

/** Opens a source for reading, unpacking it when its first bytes are those of gzip. Throws SourceRefused with what is wrong with it. */
export async function openSource(path: string, limits: ReadLimits = defaultLimits, signal?: AbortSignal): Promise<SourceFile> {
  const file = basename(path)
  const magic = new Uint8Array(2)
  try {
    const { size } = await stat(path)
    if (size > limits.fileBytes) throw tooLarge(file, limits)
    const handle = await open(path)
    await handle.read(magic, 0, 2, 0)
    await handle.close()
  } catch (error) {
    throw readable(file, error)
  }
  const packed = magic[0] === 0x1f && magic[1] === 0x8b

  async function* bytes(): AsyncGenerator<Uint8Array> {
    const raw = createReadStream(path, { highWaterMark: 1 << 18, ...(signal && { signal }) })
    let read = 0
    try {
      const unpacked = packed ? createGunzip({ chunkSize: 1 << 18 }) : raw
      // The reader of `unpacked` sees the error too; here it only must not go unheard.
      if (packed) pipeline(raw, unpacked as NodeJS.WritableStream).catch(() => undefined)
      for await (const piece of unpacked as AsyncIterable<Uint8Array>) {
        read += piece.length
        if (read > limits.fileBytes) throw tooLarge(file, limits)
        yield piece
      }
    } catch (error) {
      signal?.throwIfAborted()
      throw readable(file, error)
    } finally {
      raw.destroy()
    }
  }

  const parts: Uint8Array[] = []
  let length = 0
  for await (const piece of bytes()) {
    parts.push(piece.subarray(0, headBytes - length))
    length += parts.at(-1)!.length
    if (length >= headBytes) break
  }
  return { path, head: Buffer.concat(parts), bytes }
}

function tooLarge(file: string, { fileBytes }: ReadLimits): SourceRefused {
  return new SourceRefused('file-too-large', { file, limitMb: Math.round(fileBytes / 1e6) })
}

function readable(file: string, error: unknown): SourceRefused {
  if (error instanceof SourceRefused) return error
  const { code, message } = error as NodeJS.ErrnoException
  return new SourceRefused('file-unreadable', { file, reason: code === undefined ? message : `${code}` })
}
