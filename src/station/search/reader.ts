import { Worker } from 'node:worker_threads'
import type { FiguresAnswer, FiguresQuery } from '#shared/contract/alertFigures'
import { fail, succeed, type Result } from '#shared/contract/result'
import type { AlertHistory, SearchCoverage, SearchPage, SearchQuery } from '#shared/contract/search'

/** A search gives what it has found after this time. */
const searchLimitMs = 1_500
/** A reader that says nothing for this long is ended and started anew. */
const silenceLimitMs = 5_000
/** Windows that can search at the same time without superseding each other's searches. */
const slots = 64

/** What the worker is started with; `latest` is shared memory with the turn of the newest search of each window. */
export type ReaderStart = { file: string; latest: SharedArrayBuffer; limitMs: number }
export type ReaderOrder = { id: number } & (
  | { kind: 'search'; query: SearchQuery; slot: number; turn: number }
  | { kind: 'history'; alertId: string }
  | { kind: 'coverage' }
  | { kind: 'figures'; query: FiguresQuery }
)
/** `damaged`: the file is not what was written. */
export type ReaderAnswer = { id: number; ok: true; value: unknown } | { id: number; ok: false; message: string; damaged?: true }

/** Answers questions about the past from the cache file, in a thread and on a connection of its own. */
export type Reader = {
  /** `asker` is the window: its next search supersedes this one, which then answers `unavailable`. */
  search(asker: object, query: SearchQuery): Promise<Result<SearchPage>>
  history(alertId: string): Promise<Result<AlertHistory>>
  coverage(): Promise<Result<SearchCoverage>>
  figures(query: FiguresQuery): Promise<Result<FiguresAnswer>>
  close(): void
}

type Waiting = { settle(answer: ReaderAnswer): void; timer: NodeJS.Timeout }
type Question = ReaderOrder extends infer O ? (O extends ReaderOrder ? Omit<O, 'id'> : never) : never

/** `workerFile` is the built `searchWorker`. The thread starts with the first question; `onDamaged` hears of a file that it found damaged. */
export function startReader(options: { file: string; workerFile: string | URL; onDamaged?(message: string): void }): Reader {
  const latest = new SharedArrayBuffer(slots * Int32Array.BYTES_PER_ELEMENT)
  const newest = new Int32Array(latest)
  const slotOf = new WeakMap<object, number>()
  const waiting = new Map<number, Waiting>()
  let nextSlot = 0
  let lastId = 0
  let worker: Worker | undefined

  function running(): Worker {
    if (worker !== undefined) return worker
    const start: ReaderStart = { file: options.file, latest, limitMs: searchLimitMs }
    const started = new Worker(options.workerFile, { workerData: start })
    started.on('message', (answer: ReaderAnswer) => {
      const asked = waiting.get(answer.id)
      if (asked === undefined) return
      waiting.delete(answer.id)
      clearTimeout(asked.timer)
      asked.settle(answer)
      if (!answer.ok && answer.damaged === true) options.onDamaged?.(answer.message)
    })
    started.on('error', (error) => giveUp(started, error.message))
    started.unref()
    worker = started
    return started
  }

  /** Ends a reader that failed or hangs; the next question gets a new one. */
  function giveUp(failed: Worker, message: string): void {
    if (worker === failed) worker = undefined
    void failed.terminate()
    for (const [id, { settle, timer }] of [...waiting]) {
      clearTimeout(timer)
      waiting.delete(id)
      settle({ id, ok: false, message })
    }
  }

  function ask<T>(question: Question): Promise<Result<T | null>> {
    const asked = running()
    const id = ++lastId
    return new Promise((settle) => {
      const timer = setTimeout(() => giveUp(asked, `no answer within ${silenceLimitMs} ms`), silenceLimitMs)
      waiting.set(id, {
        timer,
        settle: (answer) => settle(answer.ok ? succeed(answer.value as T | null) : fail('unavailable', `the reader: ${answer.message}`)),
      })
      asked.postMessage({ ...question, id } satisfies ReaderOrder)
    })
  }

  function slotFor(asker: object): number {
    const known = slotOf.get(asker)
    if (known !== undefined) return known
    const slot = nextSlot++ % slots
    slotOf.set(asker, slot)
    return slot
  }

  return {
    async search(asker, query) {
      const slot = slotFor(asker)
      const turn = Atomics.add(newest, slot, 1) + 1
      const answer = await ask<SearchPage>({ kind: 'search', query, slot, turn })
      if (!answer.ok) return answer
      return answer.value === null ? fail('unavailable', 'superseded by a newer search') : succeed(answer.value)
    },
    history: async (alertId) => whole(await ask<AlertHistory>({ kind: 'history', alertId })),
    figures: async (query) => whole(await ask<FiguresAnswer>({ kind: 'figures', query })),
    coverage: async () => whole(await ask<SearchCoverage>({ kind: 'coverage' })),
    close() {
      if (worker !== undefined) giveUp(worker, 'the station was closed')
    },
  }
}

function whole<T>(answer: Result<T | null>): Result<T> {
  if (!answer.ok) return answer
  return answer.value === null ? fail('internal', 'the reader had nothing to say') : succeed(answer.value)
}
