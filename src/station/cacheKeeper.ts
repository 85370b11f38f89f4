import { openCache, openMemoryCache, type Cache, type CacheTrouble } from './cache/cache'
import { windowState } from './view'

/** The cache in use: the file while the disk allows, memory when it does not. */
export type CacheKeeper = {
  readonly cache: Cache
  /** Runs a write. When the disk refuses, goes on from memory and says so: the live view must not stop for a full disk. */
  write(work: (cache: Cache) => void): void
  close(): void
}

/** Opens the cache file; `onTrouble` hears of a file that could not be used, now or later. */
export function keepCache(file: string, nowMs: number, onTrouble: (trouble: CacheTrouble) => void): CacheKeeper {
  const opened = openCache(file, nowMs)
  let cache = opened.cache
  if (opened.trouble !== null) onTrouble(opened.trouble)

  return {
    get cache() {
      return cache
    },
    write(work) {
      try {
        work(cache)
      } catch (error) {
        cache = copyToMemory(cache)
        onTrouble({ code: 'cache-unwritable', file, detail: (error as Error).message, movedTo: '' })
        work(cache)
      }
    },
    close: () => cache.close(),
  }
}

function copyToMemory(from: Cache): Cache {
  const memory = openMemoryCache()
  const { epoch, cursors } = from.position()
  const { alerts, room } = windowState(from)
  if (epoch !== null) memory.installSnapshot({ epoch, asOf: cursors, alerts, room })
  from.close()
  return memory
}
