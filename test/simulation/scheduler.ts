import type { Timers } from '#shared/timers'

/** Virtual time: nothing happens but what was scheduled, in the order of its time, and of its scheduling within one moment. */
export type Scheduler = {
  readonly nowMs: number
  /** Returns how to call it off. */
  after(delayMs: number, work: () => void): () => void
  /** Runs the next event; false when there is none, or none before `untilMs`. */
  step(untilMs: number): Promise<boolean>
}

type Entry = { atMs: number; order: number; work: (() => void) | null }

/** `onEvent` hears of every event once all that it started at once is over. */
export function createScheduler(startMs: number, onEvent: () => void): Scheduler {
  const heap: Entry[] = []
  let nowMs = startMs
  let order = 0

  return {
    get nowMs() {
      return nowMs
    },
    after(delayMs, work) {
      const entry: Entry = { atMs: nowMs + Math.max(0, delayMs), order: (order += 1), work }
      push(heap, entry)
      return () => (entry.work = null)
    },
    async step(untilMs) {
      while (heap[0] !== undefined && heap[0].work === null) pop(heap)
      const next = heap[0]
      if (next === undefined || next.atMs > untilMs) {
        nowMs = Math.max(nowMs, untilMs)
        return false
      }
      pop(heap)
      nowMs = Math.max(nowMs, next.atMs)
      next.work?.()
      await settled()
      onEvent()
      return true
    },
  }
}

/** Resolves when every promise that could go on has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

const isBefore = (one: Entry, other: Entry): boolean => one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order)

function push(heap: Entry[], entry: Entry): void {
  let at = heap.length
  while (at > 0) {
    const parentAt = (at - 1) >> 1
    const parent = heap[parentAt]!
    if (!isBefore(entry, parent)) break
    heap[at] = parent
    at = parentAt
  }
  heap[at] = entry
}

function pop(heap: Entry[]): void {
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return
  let at = 0
  for (;;) {
    let child = at * 2 + 1
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1
    if (child >= heap.length || !isBefore(heap[child]!, last)) break
    heap[at] = heap[child]!
    at = child
  }
  heap[at] = last
}

/** The end of a process in the middle of what it did. Whatever catches it belongs to the dead process and has no effect any more. */
export class Crash extends Error {}

/** One run of one process: from its start to its crash, its timers live and its words count. */
export type Life = {
  readonly alive: boolean
  timers: Timers
  /** Runs an event of this process; a crash in it ends it, and a dead process does nothing. */
  run(work: () => void): void
  end(): void
  onEnd(listener: () => void): void
}

/** `onError` hears of what a living process threw and nobody caught. */
export function createLife(scheduler: Scheduler, onError: (error: unknown) => void): Life {
  let alive = true
  const endings: (() => void)[] = []
  const run = (work: () => void): void => {
    if (!alive) return
    try {
      work()
    } catch (error) {
      if (alive) onError(error)
    }
  }
  return {
    get alive() {
      return alive
    },
    timers: {
      after: (delayMs, work) => scheduler.after(delayMs, () => run(work)),
      every(periodMs, work) {
        let callOff = (): void => undefined
        const plan = (): void => {
          callOff = scheduler.after(periodMs, () => {
            if (!alive) return
            plan()
            run(work)
          })
        }
        plan()
        return () => callOff()
      },
    },
    run,
    end() {
      alive = false
      for (const listener of endings.splice(0)) listener()
    },
    onEnd: (listener) => void endings.push(listener),
  }
}

/** Where a process will die or its disk will refuse: looked at by every durable write it makes. */
export type Gate = {
  /** The next write of `store` ends the process, before or after it is durable. */
  fuse: { store: string; when: 'before' | 'after' } | null
  /** Stores whose disk is full. */
  full: Set<string>
  /** Makes one write durable, or throws. */
  commit(store: string, write: () => void): void
}

export function createGate(life: () => Life, crash: () => void): Gate {
  const gate: Gate = {
    fuse: null,
    full: new Set(),
    commit(store, write) {
      if (!life().alive) throw new Crash('the process is dead')
      if (gate.full.has(store)) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
      const fuse = gate.fuse?.store === store ? gate.fuse : null
      if (fuse !== null) gate.fuse = null
      if (fuse?.when === 'before') {
        crash()
        throw new Crash('died before the write')
      }
      write()
      if (fuse?.when === 'after') {
        crash()
        throw new Crash('died after the write')
      }
    },
  }
  return gate
}
