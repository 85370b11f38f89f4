import type { Timers } from '#shared/timers'
import type { ContentStore } from '#storage/content/contentStore'
import type { ContentReferences } from '../log/contentReferences'

const firstAfterMs = 90_000
const everyMs = 3_600_000
/** A content comes before the note that names it; a station may be cut off in between. */
const unnamedMs = 86_400_000
const unfinishedMs = 7 * 86_400_000
const contentsAtOnce = 200
const pauseMs = 10

type Options = {
  store: Pick<ContentStore, 'contents' | 'remove' | 'forgetPartial'>
  references: Pick<ContentReferences, 'isNamed'>
  now(): number
  timers: Timers
  onTrouble(error: unknown): void
}

/**
 * Removes contents that no fact names any more (or ever), and unfinished ones that nobody goes on with, every hour and in small slices.
 * @returns how to stop.
 */
export function keepContentRetention({ store, references, now, timers, onTrouble }: Options): () => void {
  let isRunning = false
  let isStopped = false
  const start = (): void => {
    if (isRunning) return
    isRunning = true
    void run()
      .catch(onTrouble)
      .finally(() => (isRunning = false))
  }
  const callOffFirst = timers.after(firstAfterMs, start)
  const stop = timers.every(everyMs, start)

  return () => {
    isStopped = true
    callOffFirst()
    stop()
  }

  async function run(): Promise<void> {
    const old = [...store.contents()].filter(({ usedAtMs }) => usedAtMs < now() - unnamedMs)
    for (let next = 0; next < old.length && !isStopped; next += contentsAtOnce) {
      for (const { sha256 } of old.slice(next, next + contentsAtOnce)) if (!references.isNamed(sha256)) await store.remove(sha256)
      await new Promise<void>((resolve) => timers.after(pauseMs, resolve))
    }
    if (!isStopped) await store.forgetPartial(now() - unfinishedMs)
  }
}
