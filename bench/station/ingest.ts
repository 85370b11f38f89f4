import { join } from 'node:path'
import Database from 'better-sqlite3'
import { page as pageSchema, type Page, type Welcome } from '#shared/contract/feed'
import type { Fact } from '#shared/contract/fact'
import { noCursors } from '#shared/contract/ids'
import { emptyRoom } from '#shared/domain/roomFold'
import { cacheMigrations } from '#station/cache/cache'
import { createStation } from '#station/station'
import type { FeedListener } from '#station/link/feedClient'
import { sampleFact } from './samples'

export const benchEpoch = 'epoch-of-the-bench'
const pageFacts = 500
const windows = 4

/** Pages that continue a log after `first` facts, as the socket hands them over: parsed from JSON. */
function pagesAfter(first: number, facts: number): Page[] {
  return Array.from({ length: facts / pageFacts }, (_, index) => {
    const page: Page = {
      epoch: benchEpoch,
      facts: Array.from({ length: pageFacts }, (_fact, offset) => sampleFact(first + index * pageFacts + offset)),
      remaining: 1,
    }
    return JSON.parse(JSON.stringify(page)) as Page
  })
}

/**
 * Facts a second that a station takes in: each page checked against the contract, folded, committed with its cursor, and copied to
 * four windows. `firstSeq` is how many alerts the cache in `folder` holds already.
 */
export async function ingestPerS(folder: string, held: number, facts: number): Promise<number> {
  const pages = pagesAfter(held, facts)
  let listener: FeedListener | undefined
  const station = createStation({
    dataFolder: folder,
    name: 'bench',
    parts: {
      // The index has its turn when the line is quiet; here it never is.
      timers: { after: () => () => undefined, every: () => () => undefined },
      dialGateway(_target, given) {
        listener = given
        const ask = (): Promise<never> => Promise.reject(new Error('not asked'))
        return { ask, content: ask, redial: () => undefined, close: () => undefined }
      },
    },
  })
  for (let window = 0; window < windows; window += 1)
    station.addWindow({ post: (push) => void structuredClone(push), takesText: true, onCall: () => undefined, onClose: () => undefined })
  station.follow({ url: 'none', token: 'none' })
  if (listener === undefined) throw new Error('the station dialled nobody')
  const heads = { ...noCursors, alerts: held + facts }
  const welcome: Welcome = {
    protocolVersion: 1,
    gateway: { name: 'bench', version: '0', cityId: 'bench' },
    epoch: benchEpoch,
    heads,
    serverTimeMs: 0,
    mode: held === 0 ? 'snapshot' : 'resume',
  }
  listener.onWelcome(welcome)
  if (held === 0) listener.onSnapshot({ epoch: benchEpoch, asOf: noCursors, alerts: [], room: emptyRoom, last: true }, () => undefined)
  const startedMs = performance.now()
  for (const page of pages) {
    const parsed = pageSchema.safeParse(page)
    if (!parsed.success) throw new Error(parsed.error.message)
    listener.onPage(parsed.data, () => undefined)
  }
  const elapsedMs = performance.now() - startedMs
  const { facts: taken } = station.counters()
  station.close()
  if (taken !== facts) throw new Error(`${taken} of ${facts} facts were taken in`)
  return facts / (elapsedMs / 1_000)
}

/** The same rows written by bare statements, in transactions of the same size: what the disk and SQLite allow. */
export function rawPerS(folder: string, facts: number): number {
  const database = new Database(join(folder, 'raw.sqlite'))
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = NORMAL')
  for (const { sql } of cacheMigrations) database.exec(sql)
  const insertFact = database.prepare('INSERT INTO facts (epoch, stream, seq, type, at_ms, body) VALUES (?, ?, ?, ?, ?, ?)')
  const insertAlert = database.prepare('INSERT INTO alerts (id, in_queue, raised_seq, body) VALUES (?, ?, ?, ?)')
  const rows = pagesAfter(0, facts).map(({ facts: each }) => each.map(rowsOf))
  const writePage = database.transaction((each: ReturnType<typeof rowsOf>[]) => {
    for (const { fact, alert } of each) {
      insertFact.run(...fact)
      insertAlert.run(...alert)
    }
  })
  const startedMs = performance.now()
  for (const each of rows) writePage(each)
  const elapsedMs = performance.now() - startedMs
  database.close()
  return facts / (elapsedMs / 1_000)
}

function rowsOf(fact: Fact) {
  if (fact.type !== 'alert.raised') throw new Error('only raised alerts are measured')
  const { alert } = fact.payload
  const state = {
    alert,
    version: 1,
    contentVersion: 1,
    drill: false,
    raisedAtMs: fact.atMs,
    updatedAtMs: fact.atMs,
    raisedSeq: fact.seq,
    cleared: null,
    acknowledged: null,
  }
  return {
    fact: [benchEpoch, fact.stream, fact.seq, fact.type, fact.atMs, JSON.stringify(fact)],
    alert: [alert.id, 1, fact.seq, JSON.stringify(state)],
  }
}
