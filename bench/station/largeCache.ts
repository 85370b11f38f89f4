import { join } from 'node:path'
import Database from 'better-sqlite3'
import { noCursors, streams } from '#shared/contract/ids'
import { emptyRoom } from '#shared/domain/roomFold'
import { alertQueries } from '#station/cache/alertQueries'
import { cacheMigrations } from '#station/cache/cache'
import { blockLength, packBlock } from '#station/cache/factBlock'
import { pastRow } from '#station/cache/pastQueries'
import { boxOf, tagsOf, wordsOf } from '#station/cache/searchIndex'
import { termQueries } from '#station/cache/termQueries'
import { benchEpoch } from './ingest'
import { sampleFact, sampleState } from './samples'

/** The newest alerts of a large cache still stand in the queue. */
const openAlerts = 2_000
const rowsPerTransaction = 50_000
const hourMs = 3_600_000

/**
 * Fills the cache in `folder` up to `rows` alerts, with facts, folded states and search index, as a station leaves them; by bare
 * statements and without a journal, because it is only the preparation.
 */
export function fillLargeCache(folder: string, from: number, rows: number): void {
  const database = new Database(join(folder, 'cache.sqlite'))
  database.pragma('journal_mode = OFF')
  database.pragma('synchronous = OFF')
  database.pragma('cache_size = -400000')
  if (from === 0) {
    for (const { sql } of cacheMigrations) database.exec(sql)
    database.pragma(`user_version = ${cacheMigrations.at(-1)?.number ?? 0}`)
    database.prepare('INSERT INTO search_epochs (epoch) VALUES (?)').run(benchEpoch)
  }
  const alerts = alertQueries(database)
  const terms = termQueries(database)
  const insertBlock = database.prepare(
    'INSERT INTO fact_blocks (epoch_number, stream, first_seq, last_seq, body, checksum) VALUES (:epoch_number, :stream, :first_seq, :last_seq, :body, :checksum)',
  )
  const insertPast = database.prepare(
    'INSERT INTO past_alerts (row, generation, content_epoch_number, content_seq, body, checksum) VALUES (:row, :generation, :content_epoch_number, :content_seq, :body, :checksum)',
  )
  const insertRow = database.prepare(
    'INSERT INTO search_alerts (row, alert_id, epoch_number, raised_seq, raised_at_ms) VALUES (?, ?, 1, ?, ?)',
  )
  const insertWords = database.prepare('INSERT INTO search_words (rowid, words, tags) VALUES (CAST(? AS INTEGER), ?, ?)')
  const insertArea = database.prepare('INSERT INTO search_areas (row, west_deg, east_deg, south_deg, north_deg) VALUES (?, ?, ?, ?, ?)')
  const insertSource = database.prepare('INSERT INTO search_facts (row, epoch_number, seq) VALUES (?, 1, ?)')
  const putHour = database.prepare(
    'INSERT INTO search_hours (hour, first_row, last_row) VALUES (?, ?, ?) ON CONFLICT (hour) DO UPDATE SET last_row = excluded.last_row',
  )
  let texts: string[] = []
  let length = 0
  const closeBlock = (lastSeq: number): void => {
    if (texts.length === 0) return
    insertBlock.run(packBlock({ epoch_number: 1, stream: 'alerts', first_seq: lastSeq - texts.length + 1 }, texts))
    texts = []
    length = 0
  }
  const fill = database.transaction((start: number, end: number) => {
    for (let index = start; index < end; index += 1) {
      const isOpen = index >= rows - openAlerts
      const fact = sampleFact(index)
      const state = sampleState(index, isOpen)
      const box = boxOf(state.alert)
      const words = wordsOf(state.alert, [])
      const text = JSON.stringify(fact)
      texts.push(text)
      length += text.length
      if (length >= blockLength) closeBlock(fact.seq)
      if (isOpen) alerts.put(state, true)
      else insertPast.run({ row: fact.seq, ...pastRow(state, 0, { number: 1, seq: fact.seq }) })
      insertRow.run(fact.seq, state.alert.id, fact.seq, fact.atMs)
      insertWords.run(fact.seq, words, tagsOf(state))
      terms.count(words)
      if (box !== null) insertArea.run(fact.seq, box.westDeg, box.eastDeg, box.southDeg, box.northDeg)
      insertSource.run(fact.seq, fact.seq)
      putHour.run(Math.floor(fact.atMs / hourMs), fact.seq, fact.seq)
    }
    closeBlock(end)
    terms.write()
  })
  for (let start = from; start < rows; start += rowsPerTransaction) fill(start, Math.min(rows, start + rowsPerTransaction))
  const putMeta = database.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)')
  putMeta.run('epoch', benchEpoch)
  putMeta.run('room', JSON.stringify(emptyRoom))
  putMeta.run('indexPosition', JSON.stringify({ epoch: benchEpoch, seq: rows, sweep: null }))
  const putCursor = database.prepare('INSERT OR REPLACE INTO cursors (stream, seq) VALUES (?, ?)')
  for (const stream of streams) putCursor.run(stream, stream === 'alerts' ? rows : noCursors[stream])
  database.pragma('journal_mode = WAL')
  database.close()
}
