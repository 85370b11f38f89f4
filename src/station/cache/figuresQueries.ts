import type { AlertState } from '#shared/contract/alert'
import type { FiguresAnswer, FiguresQuery } from '#shared/contract/alertFigures'
import type { Fact } from '#shared/contract/fact'
import { countFigures, leadMs } from '#shared/domain/alertFigures'
import type { Database } from '#storage/openDatabase'
import { openReadOnly } from '#storage/openReadOnly'
import { unpackBlock, type BlockRow } from './factBlock.ts'

/** Facts read at once. */
const chunkFacts = 1_000
/** Most facts that are counted for one answer. */
const mostFacts = 100_000

/** Counts figures on a read-only connection. */
export type FiguresQueries = {
  /** Counts until `deadlineMs` of the clock; what is older is then left out, and the answer says so. */
  figures(query: FiguresQuery, clock: { now(): number; deadlineMs: number }): FiguresAnswer
  close(): void
}

/** Opens a cache file to count in it. Throws what SQLite throws. */
export function openFigures(file: string): FiguresQueries {
  const database = openReadOnly(file)
  const figures = figuresOf(database)
  const atOnce = database.transaction(figures)
  return { figures: (query, clock) => atOnce(query, clock), close: () => void database.close() }
}

function figuresOf(database: Database): FiguresQueries['figures'] {
  const getMeta = database.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?')
  const headOf = database.prepare<[], { seq: number }>("SELECT seq FROM cursors WHERE stream = 'alerts'")
  const numberOf = database.prepare<[string], { number: number }>('SELECT number FROM search_epochs WHERE epoch = ?')
  const before = database.prepare<[string, number, number], { seq: number; body: string }>(
    "SELECT seq, body FROM facts WHERE epoch = ? AND stream = 'alerts' AND seq < ? ORDER BY seq DESC LIMIT ?",
  )
  const blocks = database.prepare<[number], BlockRow>(
    "SELECT epoch_number, stream, first_seq, last_seq, body, checksum FROM fact_blocks WHERE epoch_number = ? AND stream = 'alerts' ORDER BY first_seq DESC",
  )
  const standing = database.prepare<[], { body: string }>('SELECT body FROM alerts WHERE in_queue = 1')

  /** Facts of the log that is followed, newest first: those in rows of their own, then those that are packed. */
  function* newestFirst(epoch: string): Generator<Fact> {
    let below = Number.MAX_SAFE_INTEGER
    for (;;) {
      const rows = before.all(epoch, below, chunkFacts)
      for (const { body } of rows) yield JSON.parse(body) as Fact
      if (rows.length < chunkFacts) break
      below = rows.at(-1)!.seq
    }
    const number = numberOf.get(epoch)?.number
    if (number === undefined) return
    for (const block of blocks.iterate(number)) for (const text of unpackBlock(block).toReversed()) yield JSON.parse(text) as Fact
  }

  return (query, { now, deadlineMs }) => {
    const epoch = getMeta.get('epoch')?.value ?? ''
    const sinceMs = query.drill === null ? query.fromMs - leadMs : query.drill.startedAtMs
    const facts: Fact[] = []
    let cutShort = false
    let oldestAtMs: number | null = null
    for (const fact of newestFirst(epoch)) {
      if (fact.recordedAtMs < sinceMs) {
        oldestAtMs = fact.recordedAtMs
        break
      }
      if (facts.length >= mostFacts || (facts.length % chunkFacts === 0 && now() > deadlineMs)) {
        cutShort = true
        break
      }
      oldestAtMs = fact.recordedAtMs
      facts.push(fact)
    }
    const counter = countFigures(query)
    for (const { body } of standing.iterate()) counter.know(JSON.parse(body) as AlertState)
    for (const fact of facts.toReversed()) counter.add(fact)
    return { figures: counter.figures(), headSeq: headOf.get()?.seq ?? 0, flood: counter.flood(), oldestAtMs, cutShort }
  }
}
