import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Where contents stand in a folder: whole ones by the first two digits of their hash, others apart from them. */
export type ContentFiles = {
  whole(sha256: string, isOnlyCopy: boolean): string
  partial(sha256: string): string
  /** A name for what has no hash yet. */
  fresh(): string
  damaged(sha256: string, nowMs: number): string
}

/** A file found at the start. */
export type FoundFile = { sha256: string; bytes: number; changedAtMs: number; isOnlyCopy: boolean }

/** Ending of what nobody else is known to have: the only copy is never let go of. */
const onlyCopyEnding = '.only'
const hashName = /^([0-9a-f]{64})(\.only)?$/
const partialName = /^([0-9a-f]{64})\.part$/

export function contentFiles(folder: string): ContentFiles {
  return {
    whole: (sha256, isOnlyCopy) => join(folder, sha256.slice(0, 2), isOnlyCopy ? sha256 + onlyCopyEnding : sha256),
    partial: (sha256) => join(folder, 'incoming', `${sha256}.part`),
    fresh: () => join(folder, 'incoming', `${randomUUID()}.new`),
    damaged: (sha256, nowMs) => join(folder, 'damaged', `${sha256}-${nowMs}`),
  }
}

/**
 * What stands in a folder, which is made when missing. What was being written without a hash when a process ended is removed: nobody
 * was told of it. Throws what the file system throws.
 */
export function findContents(folder: string): { whole: FoundFile[]; partial: FoundFile[] } {
  const incoming = join(folder, 'incoming')
  mkdirSync(incoming, { recursive: true })
  const partial: FoundFile[] = []
  for (const name of readdirSync(incoming)) {
    const sha256 = partialName.exec(name)?.[1]
    if (sha256 !== undefined) partial.push(foundAt(join(incoming, name), sha256, false))
    else rmSync(join(incoming, name), { force: true })
  }
  const whole: FoundFile[] = []
  for (const prefix of readdirSync(folder).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    for (const name of readdirSync(join(folder, prefix))) {
      const match = hashName.exec(name)
      if (match?.[1]?.startsWith(prefix) === true) whole.push(foundAt(join(folder, prefix, name), match[1], match[2] !== undefined))
    }
  }
  return { whole, partial }
}

function foundAt(file: string, sha256: string, isOnlyCopy: boolean): FoundFile {
  const { size, mtimeMs } = statSync(file)
  return { sha256, bytes: size, changedAtMs: mtimeMs, isOnlyCopy }
}

/** Gives a file that is on the disk its name, and waits until the name is there too. */
export async function settle(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  await rename(from, to)
  const folder = await open(dirname(to), 'r')
  try {
    await folder.sync()
  } catch (error) {
    // Windows has no such thing as a folder that is waited for.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error
  } finally {
    await folder.close()
  }
}

/** Waits until what was written to a file is on the disk. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** At most `most` bytes of a file from an offset; fewer at its end. */
export async function readAt(file: string, offset: number, most: number): Promise<Uint8Array> {
  const handle = await open(file, 'r')
  try {
    const bytes = new Uint8Array(most)
    let read = 0
    while (read < most) {
      const { bytesRead } = await handle.read(bytes, read, most - read, offset + read)
      if (bytesRead === 0) break
      read += bytesRead
    }
    return bytes.subarray(0, read)
  } finally {
    await handle.close()
  }
}

/** Appends to a file at an offset, cutting off what stands behind it. */
export async function writeAt(file: string, offset: number, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, offset === 0 ? 'w' : 'r+')
  try {
    for (let written = 0; written < bytes.length;) {
      written += (await handle.write(bytes, written, bytes.length - written, offset + written)).bytesWritten
    }
  } finally {
    await handle.close()
  }
}

/** Keeps the newest files of a folder and removes the others. */
export async function keepNewest(folder: string, count: number): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  const dated = await Promise.all(names.map(async (name) => ({ name, atMs: (await stat(join(folder, name))).mtimeMs })))
  const old = dated.toSorted((a, b) => b.atMs - a.atMs).slice(count)
  await Promise.all(old.map(({ name }) => rm(join(folder, name), { force: true })))
}
