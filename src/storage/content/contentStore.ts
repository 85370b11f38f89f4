import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm, statfs, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { contentFiles, findContents, keepNewest, readAt, settle, syncFile, writeAt } from './contentFiles'
import { copyInto, hashFile, writeFresh } from './contentStreams'
import { leastRecentlyUsed, type KeptContent } from './leastRecentlyUsed'

export type ContentStoreOptions = {
  /** Made when missing. */
  folder: string
  /** Most bytes of all contents together, unfinished ones included. */
  totalBytes: number
  /** Bytes that have to stay free on the disk. */
  freeBytes: number
  /** Lets go of what others hold too, the longest unused first, to make room. */
  evicts: boolean
  /** Epoch milliseconds. */
  now(): number
  /** Content that is not what its name says was found and moved aside. */
  onDamaged(sha256: string): void
  /** Bytes free on the disk of a folder. */
  freeOn?(folder: string): Promise<number>
}

/** What came of bytes that were handed to the store. `no-room` is no fault of the content. */
export type Stored = { kind: 'stored'; sha256: string; bytes: number } | { kind: 'no-room' } | { kind: 'not-what-its-name-says' }

/**
 * Bytes under the SHA-256 of what they are. A name is given only to what was hashed while it was written and waits on the disk: what
 * stands under a hash is whole, or was damaged since, and that is found when it is read. All of it survives the death of the process.
 */
export type ContentStore = {
  /** Bytes of a content that is whole here; undefined when it is not. */
  bytesOf(sha256: string): number | undefined
  /** Bytes of it that are here, whole or not: where a transfer goes on. */
  heldBytes(sha256: string): number
  /** Whether nobody else is known to have it. */
  isOnlyCopy(sha256: string): boolean
  /** Takes what has no name yet, as the only copy. Throws what the source throws, and leaves nothing of it. */
  add(source: AsyncIterable<Uint8Array>): Promise<Stored>
  /** Makes room for a content that is about to come, or says that there is none. */
  reserve(sha256: string, bytes: number): Promise<boolean>
  /**
   * Takes a piece of a content of `totalBytes` that begins at `offset`; one that does not fit to what is held changes nothing. Returns
   * what is held then. The last piece makes it whole, or shows that it is not what it is called: then nothing of it is kept.
   */
  append(sha256: string, piece: { totalBytes: number; offset: number; data: Uint8Array }): Promise<number | 'not-what-its-name-says'>
  /** A piece of a whole content. With offset 0 it is checked first; undefined when it is not here or was damaged. */
  read(sha256: string, offset: number, most: number): Promise<Uint8Array | undefined>
  /** All of it, checked. */
  readWhole(sha256: string): Promise<Uint8Array | undefined>
  /** Writes it to a file outside of the store, checked; false when it is not here or was damaged. */
  copyTo(sha256: string, file: string): Promise<boolean>
  /** Somebody else holds it too from now on. */
  confirm(sha256: string): Promise<void>
  remove(sha256: string): Promise<void>
  /** Forgets unfinished contents that nobody has touched since. */
  forgetPartial(beforeMs: number): Promise<void>
  contents(): Iterable<KeptContent>
  usedBytes(): number
}

/** Damaged contents that are kept to be looked at by hand. */
const keptDamaged = 20
/** A use is noted on the disk when the last one noted is older than this. */
const noteUseAfterMs = 3_600_000
/** Running hashes that are kept; of others the beginning is read again. */
const maximumRunning = 32

type Partial = { bytes: number; totalBytes: number; changedAtMs: number }

/** Opens the store of a folder. Throws what the file system throws where it cannot be made or listed. */
export function openContentStore(options: ContentStoreOptions): ContentStore {
  const { folder, now } = options
  const files = contentFiles(folder)
  const freeOn = options.freeOn ?? freeBytesOn
  const found = findContents(folder)
  const whole = new Map<string, KeptContent>(
    found.whole.map(({ sha256, bytes, changedAtMs, isOnlyCopy }) => [sha256, { sha256, bytes, usedAtMs: changedAtMs, isOnlyCopy }]),
  )
  const partial = new Map<string, Partial>(
    found.partial.map(({ sha256, bytes, changedAtMs }) => [sha256, { bytes, totalBytes: bytes, changedAtMs }]),
  )
  const running = new Map<string, { hash: Hash; bytes: number }>()
  const turns = new Map<string, Promise<unknown>>()

  return {
    bytesOf: (sha256) => whole.get(sha256)?.bytes,
    heldBytes: (sha256) => whole.get(sha256)?.bytes ?? partial.get(sha256)?.bytes ?? 0,
    isOnlyCopy: (sha256) => whole.get(sha256)?.isOnlyCopy ?? false,
    async add(source) {
      const fresh = files.fresh()
      try {
        const written = await writeFresh(source, fresh, makeRoom)
        if (written === null) return { kind: 'no-room' }
        await inTurn(written.sha256, () => keepFresh(fresh, written.sha256, written.bytes))
        return { kind: 'stored', ...written }
      } finally {
        await rm(fresh, { force: true })
      }
    },
    // In turn with other reservations: two that come at once must not count the same room.
    reserve: (sha256, bytes) =>
      inTurn('room', async () => {
        if (whole.has(sha256)) return true
        const needed = bytes - (partial.get(sha256)?.totalBytes ?? 0)
        if (!(await makeRoom(Math.max(0, needed)))) return false
        if (!whole.has(sha256)) partial.set(sha256, { bytes: partial.get(sha256)?.bytes ?? 0, totalBytes: bytes, changedAtMs: now() })
        return true
      }),
    append: (sha256, piece) =>
      inTurn(sha256, async () => {
        try {
          return await appendPiece(sha256, piece)
        } catch (error) {
          // Taken away behind our back: it begins anew.
          if ((error as NodeJS.ErrnoException).code === 'ENOENT') await dropPartial(sha256)
          throw error
        }
      }),
    read: (sha256, offset, most) =>
      inTurn(sha256, async () => {
        if (!whole.has(sha256) || (offset === 0 && !(await isWhatItsNameSays(sha256)))) return undefined
        noteUse(sha256)
        return readAt(fileOf(sha256), offset, most)
      }),
    readWhole: (sha256) =>
      inTurn(sha256, async () => {
        const content = whole.get(sha256)
        if (content === undefined || !(await isWhatItsNameSays(sha256))) return undefined
        noteUse(sha256)
        return readAt(fileOf(sha256), 0, content.bytes)
      }),
    copyTo: (sha256, file) =>
      inTurn(sha256, async () => {
        if (!whole.has(sha256)) return false
        if ((await copyInto(fileOf(sha256), file, sha256)) !== 'copied') {
          await moveDamagedAside(sha256)
          return false
        }
        noteUse(sha256)
        return true
      }),
    confirm: (sha256) =>
      inTurn(sha256, async () => {
        const content = whole.get(sha256)
        if (content?.isOnlyCopy !== true) return
        await settle(files.whole(sha256, true), files.whole(sha256, false))
        whole.set(sha256, { ...content, isOnlyCopy: false })
      }),
    remove: (sha256) => inTurn(sha256, () => letGo(sha256)),
    async forgetPartial(beforeMs) {
      for (const [sha256, { changedAtMs }] of partial) if (changedAtMs < beforeMs) await inTurn(sha256, () => dropPartial(sha256))
    },
    contents: () => whole.values(),
    usedBytes,
  }

  /** One thing at a time happens to a content. */
  function inTurn<T>(sha256: string, work: () => Promise<T>): Promise<T> {
    const turn = (turns.get(sha256) ?? Promise.resolve()).then(work, work)
    const settled: Promise<unknown> = turn.catch(() => undefined).then(() => void (turns.get(sha256) === settled && turns.delete(sha256)))
    turns.set(sha256, settled)
    return turn
  }

  function fileOf(sha256: string): string {
    return files.whole(sha256, whole.get(sha256)?.isOnlyCopy ?? false)
  }

  function usedBytes(): number {
    let bytes = 0
    for (const content of whole.values()) bytes += content.bytes
    for (const { bytes: held, totalBytes } of partial.values()) bytes += Math.max(held, totalBytes)
    return bytes
  }

  async function makeRoom(bytes: number): Promise<boolean> {
    const free = await freeOn(folder)
    const excess = Math.max(usedBytes() + bytes - options.totalBytes, bytes + options.freeBytes - free)
    if (excess <= 0) return true
    const chosen = options.evicts ? leastRecentlyUsed(whole.values(), excess, (sha256) => turns.has(sha256)) : null
    if (chosen === null) return false
    for (const sha256 of chosen) await inTurn(sha256, () => letGo(sha256))
    return true
  }

  async function keepFresh(fresh: string, sha256: string, bytes: number): Promise<void> {
    // Known already, and perhaps by others too: that stays so.
    if (whole.has(sha256) && (await isWhatItsNameSays(sha256))) return noteUse(sha256)
    await settle(fresh, files.whole(sha256, true))
    whole.set(sha256, { sha256, bytes, usedAtMs: now(), isOnlyCopy: true })
    await dropPartial(sha256)
  }

  async function appendPiece(
    sha256: string,
    { totalBytes, offset, data }: { totalBytes: number; offset: number; data: Uint8Array },
  ): Promise<number | 'not-what-its-name-says'> {
    const known = whole.get(sha256)
    if (known !== undefined) return known.bytes
    const file = files.partial(sha256)
    const held = partial.get(sha256)?.bytes ?? 0
    if (offset !== held) return held
    if (held + data.length > totalBytes) {
      await dropPartial(sha256)
      return 'not-what-its-name-says'
    }
    const hash = await hashSoFar(sha256, held)
    await writeAt(file, held, data)
    hash.update(data)
    const bytes = held + data.length
    running.set(sha256, { hash, bytes })
    partial.set(sha256, { bytes, totalBytes, changedAtMs: now() })
    if (bytes < totalBytes) return bytes
    running.delete(sha256)
    if (hash.digest('hex') !== sha256) {
      await dropPartial(sha256)
      return 'not-what-its-name-says'
    }
    await syncFile(file)
    await settle(file, files.whole(sha256, false))
    partial.delete(sha256)
    whole.set(sha256, { sha256, bytes, usedAtMs: now(), isOnlyCopy: false })
    return bytes
  }

  async function hashSoFar(sha256: string, bytes: number): Promise<Hash> {
    const known = running.get(sha256)
    running.delete(sha256)
    if (known?.bytes === bytes) return known.hash
    for (const oldest of running.keys()) {
      if (running.size < maximumRunning) break
      running.delete(oldest)
    }
    const hash = createHash('sha256')
    if (bytes > 0) for await (const part of createReadStream(files.partial(sha256), { end: bytes - 1 })) hash.update(part as Buffer)
    return hash
  }

  async function isWhatItsNameSays(sha256: string): Promise<boolean> {
    if ((await hashFile(fileOf(sha256))) === sha256) return true
    await moveDamagedAside(sha256)
    return false
  }

  async function moveDamagedAside(sha256: string): Promise<void> {
    const file = fileOf(sha256)
    whole.delete(sha256)
    // Gone altogether: there is nothing to look at.
    await settle(file, files.damaged(sha256, now())).catch(() => undefined)
    await keepNewest(join(folder, 'damaged'), keptDamaged)
    options.onDamaged(sha256)
  }

  async function letGo(sha256: string): Promise<void> {
    await rm(fileOf(sha256), { force: true })
    whole.delete(sha256)
    await dropPartial(sha256)
  }

  async function dropPartial(sha256: string): Promise<void> {
    running.delete(sha256)
    if (partial.delete(sha256)) await rm(files.partial(sha256), { force: true })
  }

  function noteUse(sha256: string): void {
    const content = whole.get(sha256)
    if (content === undefined) return
    const usedAtMs = now()
    whole.set(sha256, { ...content, usedAtMs })
    if (usedAtMs - content.usedAtMs < noteUseAfterMs) return
    // Only the order of letting go hangs on it.
    void utimes(fileOf(sha256), usedAtMs / 1_000, usedAtMs / 1_000).catch(() => undefined)
  }
}

async function freeBytesOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
