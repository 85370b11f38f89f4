import type { AlertState } from '#shared/contract/alert'
import type { StreamName } from '#shared/contract/ids'
import type { AlertHistory, FoundAlert, SearchArea, SearchCoverage, SearchPage, SearchQuery } from '#shared/contract/search'
import { applyAlertFact } from '#shared/domain/alertLifecycle'
import type { Database } from '#storage/openDatabase'
import { openReadOnly } from '#storage/openReadOnly'
import { pastReader, type LogName } from './pastQueries.ts'
import { matchOf } from './searchMatch.ts'

// The contract's bounds, written here so that the worker that runs this carries no schemas; a test compares them.
export const pageRows = 50
export const countedRows = 1_000
export const historyFacts = 500
export const streamNames: readonly StreamName[] = ['alerts', 'readings', 'room', 'wall']

/** Rows read before the clock is looked at: few at first, more when few of them are what is looked for. */
const chunkRows = 256
const largestChunkRows = 2_048
/** So many rows are asked one by one whether the words are in them; more are compared with all rows that have the words. */
const fewRows = 100
/** From this many rows in an area on, most rows are in it: then it pays to walk the rows, newest first, and look whether they are. */
const leastDenseArea = 4_000
/** In a large history the share counts: one row in so many. */
const denseAreaShare = 500
const hourMs = 3_600_000
/** Most words that one beginning stands for: the commonest. */
const mostCompletions = 200

/** When a search has to end: at a time of the clock, or when somebody asks for something else. Once a page is full, counting goes on for `countingMs`. */
export type Limits = { now(): number; deadlineMs: number; countingMs: number; isSuperseded(): boolean }

/** All searches over the index, for a read-only connection. */
export type SearchQueries = {
  /** Null when it was superseded. */
  search(query: SearchQuery, limits: Limits): SearchPage | null
  history(alertId: string): AlertHistory
  coverage(): SearchCoverage
  close(): void
}

type Row = { row: number }
type Range = { below: number; from: number }

/** Opens the index of a cache file on a read-only connection. Throws what SQLite throws. */
export function openSearch(file: string): SearchQueries {
  return searchQueries(openReadOnly(file))
}

function searchQueries(database: Database): SearchQueries {
  const rowsIn = database.prepare<[number, number, number], Row>(
    'SELECT row FROM search_alerts WHERE row < ? AND row >= ? ORDER BY row DESC LIMIT ?',
  )
  // Numbers are bound as floats, which FTS5 does not take for bounds of a rowid: it would walk from the first row.
  const matchesIn = database.prepare<[string, number, number, number], Row>(
    'SELECT rowid AS row FROM search_words WHERE search_words MATCH ? AND rowid < CAST(? AS INTEGER) AND rowid >= CAST(? AS INTEGER) ORDER BY rowid DESC LIMIT ?',
  )
  const isMatch = database.prepare<[string, number], Row>(
    'SELECT rowid AS row FROM search_words WHERE search_words MATCH ? AND rowid = CAST(? AS INTEGER)',
  )
  const rowsInArea = database.prepare<[number, number, number, number, number, number, number], Row>(
    'SELECT row FROM search_areas WHERE west_deg <= ? AND east_deg >= ? AND south_deg <= ? AND north_deg >= ? AND row < ? AND row >= ? LIMIT ?',
  )
  const newestRow = database.prepare<[], Row>('SELECT row FROM search_alerts ORDER BY row DESC LIMIT 1')
  const isInArea = database.prepare<[number, number, number, number, number], Row>(
    'SELECT row FROM search_areas WHERE row = ? AND west_deg <= ? AND east_deg >= ? AND south_deg <= ? AND north_deg >= ?',
  )
  const hours = database.prepare<[number, number], { first: number | null; last: number | null }>(
    'SELECT min(first_row) AS first, max(last_row) AS last FROM search_hours WHERE hour BETWEEN ? AND ?',
  )
  const byRow = database.prepare<[number], { row: number; alert_id: string; epoch_number: number; raised_at_ms: number }>(
    'SELECT row, alert_id, epoch_number, raised_at_ms FROM search_alerts WHERE row = ?',
  )
  const rowOf = database.prepare<[string], Row>('SELECT row FROM search_alerts WHERE alert_id = ?')
  const alertById = database.prepare<[string], { body: string }>('SELECT body FROM alerts WHERE id = ?')
  const factsOf = database.prepare<[number, number], LogName & { seq: number }>(
    'SELECT number, epoch, seq FROM search_facts JOIN search_epochs ON number = epoch_number WHERE row = ? ORDER BY epoch_number DESC, seq DESC LIMIT ?',
  )
  const termsFrom = database.prepare<[string, string, number], { term: string }>(
    'SELECT term FROM search_terms WHERE term >= ? AND term < ? ORDER BY uses DESC LIMIT ?',
  )
  const factAfter = database.prepare<[string, number], { seq: number }>(
    "SELECT seq FROM facts WHERE epoch = ? AND stream = 'alerts' AND seq > ? LIMIT 1",
  )
  const getMeta = database.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?')
  const numberOf = database.prepare<[string], { number: number }>('SELECT number FROM search_epochs WHERE epoch = ?')
  const headOf = database.prepare<[], { seq: number }>("SELECT seq FROM cursors WHERE stream = 'alerts'")
  const epochs = database.prepare<[], LogName>('SELECT number, epoch FROM search_epochs')
  const past = pastReader(database)
  // What is packed meanwhile stands in another table: each answer is of one moment.
  const searchAtOnce = database.transaction((query: SearchQuery, limits: Limits) => search(query, limits))
  const historyAtOnce = database.transaction((alertId: string) => history(alertId))
  const coverageAtOnce = database.transaction(() => coverage())

  return {
    search: (query, limits) => searchAtOnce(query, limits),
    history: (alertId) => historyAtOnce(alertId),
    coverage: () => coverageAtOnce(),
    close: () => void database.close(),
  }

  /** The words that begin so. Behind the last character of all, no other begins like it. */
  function complete(beginning: string): string[] {
    return termsFrom.all(beginning, `${beginning}\u{10FFFF}`, mostCompletions).map(({ term }) => term)
  }

  function search(query: SearchQuery, limits: Limits): SearchPage | null {
    const found: number[] = []
    let cutShort = false
    let fullAtMs = Infinity
    for (const rows of chunks(query)) {
      for (const row of rows) if (found.length <= countedRows && isWithin(query, row)) found.push(row)
      if (limits.isSuperseded()) return null
      const nowMs = limits.now()
      if (found.length >= pageRows) fullAtMs = Math.min(fullAtMs, nowMs)
      cutShort = nowMs > limits.deadlineMs && found.length < pageRows
      if (found.length > countedRows || nowMs > Math.min(limits.deadlineMs, fullAtMs + limits.countingMs))
        return page(found, true, cutShort)
    }
    return page(found, false, false)
  }

  function page(found: number[], more: boolean, cutShort: boolean): SearchPage {
    const current = currentEpoch()
    const rows = found.slice(0, pageRows).flatMap((row) => foundAt(row, current) ?? [])
    return { rows, count: Math.min(found.length, countedRows), more, cutShort, coverage: coverage() }
  }

  /** Rows that may be what is looked for, newest first, a chunk at a time: by the words, by the area, or all. */
  function* chunks(query: SearchQuery): Generator<number[]> {
    const range = rangeOf(query)
    if (range === null) return
    const match = matchOf(query, complete)
    const area = query.area && bounds(query.area)
    if (area === null) return yield* walk(range, match)
    const dense = Math.max(leastDenseArea, Math.floor((newestRow.get()?.row ?? 0) / denseAreaShare))
    const near = rowsInArea.all(...area, range.below, range.from, dense + 1)
    if (near.length > dense) {
      for (const rows of walk(range, match)) yield rows.filter((row) => isInArea.get(row, ...area) !== undefined)
      return
    }
    const rows = near.map(({ row }) => row).toSorted((a, b) => b - a)
    const [newest, oldest] = [rows[0], rows.at(-1)]
    if (newest === undefined || oldest === undefined) return
    if (match === null) return yield* inChunks(rows)
    if (rows.length <= fewRows) return yield rows.filter((row) => isMatch.get(match, row) !== undefined)
    const isNear = new Set(rows)
    for (const found of walk({ below: newest + 1, from: oldest }, match)) yield found.filter((row) => isNear.has(row))
  }

  function* walk(range: Range, match: string | null): Generator<number[]> {
    let { below } = range
    for (let limit = chunkRows; ; limit = Math.min(2 * limit, largestChunkRows)) {
      const rows = match === null ? rowsIn.all(below, range.from, limit) : matchesIn.all(match, below, range.from, limit)
      yield rows.map(({ row }) => row)
      const last = rows.at(-1)
      if (last === undefined || rows.length < limit) return
      below = last.row
    }
  }

  /** The rows that can be of the times asked for. Hours are coarse: each row is looked at again. */
  function rangeOf(query: SearchQuery): Range | null {
    const range = { below: query.before ?? Number.MAX_SAFE_INTEGER, from: 0 }
    if (query.fromMs === null && query.untilMs === null) return range
    const first = query.fromMs === null ? Number.MIN_SAFE_INTEGER : Math.floor(query.fromMs / hourMs)
    const last = query.untilMs === null ? Number.MAX_SAFE_INTEGER : Math.floor(query.untilMs / hourMs)
    const bound = hours.get(first, last)
    if (bound?.first == null || bound.last === null) return null
    return { below: Math.min(range.below, bound.last + 1), from: bound.first }
  }

  function isWithin(query: SearchQuery, row: number): boolean {
    if (query.fromMs === null && query.untilMs === null) return true
    const raisedAtMs = byRow.get(row)?.raised_at_ms
    if (raisedAtMs === undefined) return false
    return raisedAtMs >= (query.fromMs ?? -Infinity) && raisedAtMs < (query.untilMs ?? Infinity)
  }

  function foundAt(row: number, current: number | null): FoundAlert | undefined {
    const known = byRow.get(row)
    if (known === undefined) return undefined
    const body = alertById.get(known.alert_id)?.body
    const state =
      body === undefined
        ? (past.state(row)?.state ?? history(known.alert_id).facts.reduce<AlertState | undefined>(applyAlertFact, undefined))
        : (JSON.parse(body) as AlertState)
    return state && { key: row, state, former: known.epoch_number !== current }
  }

  function history(alertId: string): AlertHistory {
    const row = rowOf.get(alertId)?.row
    const found = row === undefined ? [] : factsOf.all(row, historyFacts)
    const facts = found.toReversed().flatMap(({ number, epoch, seq }) => past.fact({ number, epoch }, 'alerts', seq) ?? [])
    return { id: alertId, facts, complete: facts[0]?.type === 'alert.raised' }
  }

  function coverage(): SearchCoverage {
    const headSeq = headOf.get()?.seq ?? 0
    const stored = getMeta.get('indexPosition')
    const at = stored && (JSON.parse(stored.value) as { epoch: string; seq: number; sweep: unknown })
    const isSwept = at?.epoch === getMeta.get('epoch')?.value && at?.sweep === null && getMeta.get('indexSnapshotSeq') === undefined
    // Up to a snapshot there may be no facts to index: what came with it was swept, so nothing is missing before it.
    const hasMore = isSwept && at !== undefined && factAfter.get(at.epoch, at.seq) !== undefined
    return { indexedSeq: !isSwept ? 0 : hasMore ? at.seq : headSeq, headSeq, oldestAtMs: oldestAtMs() }
  }

  /** The first fact of each stream of each log: a few rows, whatever the size of the cache. */
  function oldestAtMs(): number | null {
    const logs = epochs.all()
    const epoch = getMeta.get('epoch')?.value
    // A log of which nothing is indexed yet has no number, and nothing of it is packed.
    if (epoch !== undefined && !logs.some((log) => log.epoch === epoch)) logs.push({ number: 0, epoch })
    const firstAtMs = logs.flatMap((log) => streamNames.flatMap((stream) => past.firstFact(log, stream)?.recordedAtMs ?? []))
    return firstAtMs.length === 0 ? null : Math.min(...firstAtMs)
  }

  function currentEpoch(): number | null {
    const epoch = getMeta.get('epoch')?.value
    return (epoch === undefined ? undefined : numberOf.get(epoch)?.number) ?? null
  }
}

function* inChunks(rows: readonly number[]): Generator<number[]> {
  for (let start = 0; start < rows.length; start += chunkRows) yield rows.slice(start, start + chunkRows)
}

/** As the statements about areas take them: what begins before the area ends, and ends after it begins. */
function bounds({ westDeg, southDeg, eastDeg, northDeg }: SearchArea): [number, number, number, number] {
  return [eastDeg, westDeg, northDeg, southDeg]
}
