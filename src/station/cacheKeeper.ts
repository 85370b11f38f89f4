import { streams, type Cursors } from '#shared/contract/ids'
import type { Fact } from '#shared/contract/fact'
import { emptyRoom } from '#shared/domain/roomFold'
import { isDamage, openCache, openMemoryCache, setCacheAside, type Cache, type CacheTrouble, type OpenedCache } from './cache/cache'

/** How often a disk that refused is asked again, and the write-ahead log is brought into the file. */
const tendEveryMs = 5_000
/** One slice of the check of all rows: a few milliseconds, so that the line hardly waits for it. */
const checkEveryMs = 250
const rowsPerCheck = 100
/** Most alerts of a damaged file that are shown until the gateway has given everything again. */
const mostShownMeanwhile = 10_000

/** The cache in use: the file while the disk allows, memory when it does not. */
export type CacheKeeper = {
  readonly cache: Cache
  /** Runs a write. When the disk refuses, goes on from memory and says so: the live view must not stop for a full disk. */
  write(work: (cache: Cache) => void): void
  /** Somebody else who reads the file has found it damaged. */
  damaged(detail: string): void
  close(): void
}

export type KeeperEvents = {
  /** A damaged file was moved aside: the cache begins anew and belongs to no log until the next snapshot. */
  onReplaced?(): void
  /** The disk takes writes again, and the file has everything. */
  onRecovered?(): void
}

/**
 * Opens the cache file; `onTrouble` hears of a file that could not be used, now or later. Rows are checked when they are read, and all
 * of them in the background: a damaged file is moved aside, never deleted, and filled again from the gateway.
 */
export function keepCache(
  path: string,
  nowMs: number,
  onTrouble: (trouble: CacheTrouble) => void,
  { onReplaced, onRecovered }: KeeperEvents = {},
): CacheKeeper {
  const openedAtMs = performance.now()
  const opened = openCache(path, nowMs)
  /** The file, also while memory stands in for it; undefined while it cannot even be opened. */
  let file: OpenedCache | undefined = opened.trouble === null || opened.trouble.movedTo !== '' ? opened.cache : undefined
  let memory: OpenedCache | undefined = file === undefined ? opened.cache : undefined
  const mayBeMended = opened.trouble?.code !== 'cache-future-schema'
  if (opened.trouble !== null) onTrouble(opened.trouble)

  const tendTimer = setInterval(() => (memory === undefined ? checkpoint() : handBack()), tendEveryMs)
  const checkTimer = setInterval(checkSlice, checkEveryMs)
  tendTimer.unref()
  checkTimer.unref()

  const cache = new Proxy({} as Cache, {
    get:
      (_target, name) =>
      (...given: unknown[]) =>
        guard((current) => (Reflect.get(current, name) as (...given: unknown[]) => unknown)(...given)),
  })

  return {
    cache,
    write(work) {
      try {
        work(current())
      } catch (error) {
        if (isDamage(error) || isContradiction(error)) {
          replace(error)
          // Facts of a log that the new file does not hold yet: the snapshot brings them.
          if (current().position().epoch === null) return
        } else goToMemory(error)
        work(current())
      }
    },
    damaged(detail) {
      if (memory === undefined) replace(new Error(detail))
    },
    close() {
      clearInterval(tendTimer)
      clearInterval(checkTimer)
      memory?.close()
      file?.close()
    },
  }

  function current(): OpenedCache {
    if (memory !== undefined) return memory
    if (file === undefined) throw new Error('the cache is closed')
    return file
  }

  function checkSlice(): void {
    if (memory !== undefined) return
    try {
      guard((cache) => cache.checkRows(rowsPerCheck))
    } catch (error) {
      // The disk refuses to read: what it gives next may be worse.
      goToMemory(error)
    }
  }

  /** Runs a read; where the file turns out to be damaged, runs it again on the new one. */
  function guard<T>(work: (cache: OpenedCache) => T): T {
    try {
      return work(current())
    } catch (error) {
      if (memory !== undefined || !isDamage(error)) throw error
      replace(error)
      return work(current())
    }
  }

  function replace(error: unknown): void {
    const damaged = current()
    const alerts = readable(() => damaged.readableInQueue(mostShownMeanwhile)) ?? []
    const room = readable(() => damaged.room()) ?? emptyRoom
    damaged.close()
    const atMs = nowMs + performance.now() - openedAtMs
    const movedTo = readable(() => setCacheAside(path, atMs)) ?? ''
    const next = movedTo === '' ? { cache: openMemoryCache(), trouble: 'unwritable' } : openCache(path, atMs)
    file = next.trouble === null ? next.cache : undefined
    memory = next.trouble === null ? undefined : next.cache
    next.cache.showMeanwhile(alerts, room)
    onTrouble({ code: 'cache-not-a-database', file: path, detail: (error as Error).message, movedTo })
    onReplaced?.()
  }

  function goToMemory(error: unknown): void {
    const from = current()
    const next = openMemoryCache()
    const copied = readable(() => {
      const { epoch, cursors } = from.position()
      const alerts = from.alertsInQueue(Number.MAX_SAFE_INTEGER)
      if (epoch !== null) next.installSnapshot({ epoch, asOf: cursors, alerts, room: from.room() })
      return true
    })
    memory?.close()
    // What is over and seen was not copied; the file can still be read, and knows it.
    memory = { ...next, alert: (id) => next.alert(id) ?? readable(() => file?.alert(id)) }
    onTrouble({ code: 'cache-unwritable', file: path, detail: (error as Error).message, movedTo: '' })
    if (copied === undefined) onReplaced?.()
  }

  /** Gives the file what memory has taken in meanwhile; when the disk still refuses, the next time will do. */
  function handBack(): void {
    if (memory === undefined || !mayBeMended) return
    const from = memory
    const { epoch, cursors } = from.position()
    if (epoch === null) return
    try {
      file ??= reopened()
      if (file === undefined) return
      const { facts, alerts } = from.contents()
      const held = file.position()
      const room = from.room()
      if (held.epoch === epoch && continues(held.cursors, facts, cursors)) file.commitBatch({ facts, cursors, alerts, room })
      else file.installSnapshot({ epoch, asOf: cursors, alerts, room })
    } catch {
      return
    }
    memory = undefined
    from.close()
    onRecovered?.()
  }

  function reopened(): OpenedCache | undefined {
    const again = openCache(path, nowMs + performance.now() - openedAtMs)
    if (again.trouble === null || again.trouble.movedTo !== '') return again.cache
    again.cache.close()
    return undefined
  }

  function checkpoint(): void {
    // A disk that has no room for it now has it later; the write-ahead log stays valid meanwhile.
    readable(() => file?.checkpoint())
  }
}

/** Whether these facts are all there are between the two positions. */
function continues(held: Cursors, facts: readonly Fact[], cursors: Cursors): boolean {
  return streams.every((stream) => facts.filter((fact) => fact.stream === stream).length === cursors[stream] - held[stream])
}

/** We never write a row twice: a file that says we did contradicts itself, and is damaged too. */
function isContradiction(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && code.startsWith('SQLITE_CONSTRAINT')
}

function readable<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
