import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'

/** SHA-256 of a file; null when it cannot be read to its end. */
export async function hashFile(file: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const part of createReadStream(file)) hash.update(part as Buffer)
  } catch {
    return null
  }
  return hash.digest('hex')
}

/**
 * Writes what comes to a new file, hashed on the way and waited for; null as soon as `hasRoomFor` has no room for the next bytes. What
 * was written so far is left to whoever called.
 */
export async function writeFresh(
  source: AsyncIterable<Uint8Array>,
  file: string,
  hasRoomFor: (bytes: number) => Promise<boolean>,
): Promise<{ sha256: string; bytes: number } | null> {
  const hash = createHash('sha256')
  const handle = await open(file, 'wx')
  let bytes = 0
  try {
    for await (const part of source) {
      bytes += part.length
      if (!(await hasRoomFor(bytes))) return null
      hash.update(part)
      for (let written = 0; written < part.length;) written += (await handle.write(part, written)).bytesWritten
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { sha256: hash.digest('hex'), bytes }
}

/** Copies a content to a file of any name, which is there whole or not at all. What is not `sha256` is not copied. */
export async function copyInto(from: string, to: string, sha256: string): Promise<'copied' | 'damaged'> {
  const unfinished = `${to}.${randomUUID().slice(0, 8)}.part`
  try {
    const handle = await open(unfinished, 'wx', 0o644)
    const hash = createHash('sha256')
    try {
      for await (const part of readable(from)) {
        hash.update(part)
        for (let written = 0; written < part.length;) written += (await handle.write(part, written)).bytesWritten
      }
      await handle.sync()
    } finally {
      await handle.close()
    }
    if (hash.digest('hex') !== sha256) return 'damaged'
    await rename(unfinished, to)
    return 'copied'
  } catch (error) {
    if (error instanceof UnreadableContent) return 'damaged'
    throw error
  } finally {
    await rm(unfinished, { force: true })
  }
}

/** The fault is with what was read, not with where it is written to. */
class UnreadableContent extends Error {}

async function* readable(file: string): AsyncGenerator<Buffer> {
  try {
    for await (const part of createReadStream(file)) yield part as Buffer
  } catch (error) {
    throw new UnreadableContent((error as Error).message, { cause: error })
  }
}
