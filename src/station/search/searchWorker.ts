import { parentPort, workerData } from 'node:worker_threads'
import { openFigures, type FiguresQueries } from '../cache/figuresQueries.ts'
import { openSearch, type SearchQueries } from '../cache/searchQueries.ts'
import type { ReaderAnswer, ReaderOrder, ReaderStart } from './reader.ts'

// Built entry of the reader: a worker thread with a read-only connection of its own, so that a search never keeps the line waiting.
// Tests load it from its source under plain Node: what it imports, and what that imports, is named in full or from `#`.

const { file, latest, limitMs } = workerData as ReaderStart
const newest = new Int32Array(latest)
let opened: SearchQueries | undefined
let counting: FiguresQueries | undefined
/** A month is counted in about a second; whoever asks for more gets what could be counted in this time. */
const countingMs = 3_000

parentPort?.on('message', (order: ReaderOrder) => {
  let answer: ReaderAnswer
  try {
    answer = { id: order.id, ok: true, value: answerTo(order) }
  } catch (error) {
    answer = { id: order.id, ok: false, message: (error as Error).message, ...(isDamage(error) ? { damaged: true as const } : {}) }
  }
  parentPort?.postMessage(answer)
})

function answerTo(order: ReaderOrder): unknown {
  opened ??= openSearch(file)
  switch (order.kind) {
    case 'search':
      return opened.search(order.query, {
        now: () => performance.now(),
        deadlineMs: performance.now() + limitMs,
        countingMs: 25,
        isSuperseded: () => Atomics.load(newest, order.slot) !== order.turn,
      })
    case 'history':
      return opened.history(order.alertId)
    case 'coverage':
      return opened.coverage()
    case 'figures':
      counting ??= openFigures(file)
      return counting.figures(order.query, { now: () => performance.now(), deadlineMs: performance.now() + countingMs })
  }
}

function isDamage(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
}
