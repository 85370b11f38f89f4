import type { OutboxEntry, StationPush } from '#shared/contract/stationPort'
import { timersOf, type Timers } from '#shared/timers'

/** Answers that come one after another are told together, this long after the first. */
const togetherMs = 33

type Options = { push(message: StationPush): void; timers?: Timers }

/** Tells the windows what has changed in the outbox: all of it costs too much at every change once thousands wait. */
export type OutboxNews = {
  /** New, or refused now. */
  changed(entry: OutboxEntry): void
  removed(key: string): void
  /** Tells now: a person waits for it. */
  tell(): void
  close(): void
}

export function createOutboxNews({ push, timers = timersOf(globalThis) }: Options): OutboxNews {
  let entries = new Map<string, OutboxEntry>()
  let removed = new Set<string>()
  let callOff: (() => void) | undefined

  function tell(): void {
    callOff?.()
    callOff = undefined
    if (entries.size === 0 && removed.size === 0) return
    const message: StationPush = { kind: 'outbox-changed', entries: [...entries.values()], removed: [...removed] }
    entries = new Map()
    removed = new Set()
    push(message)
  }

  const tellSoon = (): void => void (callOff ??= timers.after(togetherMs, tell))

  return {
    changed(entry) {
      entries.set(entry.key, entry)
      removed.delete(entry.key)
      tellSoon()
    },
    removed(key) {
      entries.delete(key)
      removed.add(key)
      tellSoon()
    },
    tell,
    close: () => callOff?.(),
  }
}
