import type { Fact } from '#shared/contract/fact'
import { streams, type Cursors } from '#shared/contract/ids'
import { readRow, rowChecksum } from '#storage/checksum'
import type { Database } from '#storage/openDatabase'
import { factText } from '../factText'

/** The place of a fact among all facts of the cache, in the order of the file. */
export type FactPlace = { epoch: string; stream: string; seq: number }
export const beforeAllFacts: FactPlace = { epoch: '', stream: '', seq: 0 }

type FactRow = FactPlace & { type: string; at_ms: number; body: string; checksum: number | null }

/** All SQL about facts in the cache. Every row is checked when it is read; one that was changed by no one of us throws DamagedRow. */
export function factQueries(database: Database) {
  const insert = database.prepare('INSERT INTO facts (epoch, stream, seq, type, at_ms, body, checksum) VALUES (?, ?, ?, ?, ?, ?, ?)')
  const removeAfter = database.prepare('DELETE FROM facts WHERE epoch = ? AND stream = ? AND seq > ?')
  const after = database.prepare<[string, string, number, number], FactRow>(
    'SELECT epoch, stream, seq, type, at_ms, body, checksum FROM facts WHERE (epoch, stream, seq) > (?, ?, ?) ORDER BY epoch, stream, seq LIMIT ?',
  )
  const ofStream = database.prepare<[string, string, number], FactRow>(
    'SELECT epoch, stream, seq, type, at_ms, body, checksum FROM facts WHERE epoch = ? AND stream = ? ORDER BY seq LIMIT ?',
  )
  return {
    /** Facts that this log no longer has: it was put back to an earlier state. */
    removeAfter(epoch: string, cursors: Cursors): void {
      for (const stream of streams) removeAfter.run(epoch, stream, cursors[stream])
    },
    insert(epoch: string, fact: Fact): void {
      const body = factText(fact)
      const row = { epoch, stream: fact.stream, seq: fact.seq, type: fact.type, at_ms: fact.atMs }
      insert.run(epoch, row.stream, row.seq, row.type, row.at_ms, body, rowChecksum(nameOf(row), body))
    },
    /** The oldest facts of a stream that stand in rows of their own, each with its text. */
    *ofStream(epoch: string, stream: string, limit: number): Generator<{ fact: Fact; text: string }> {
      for (const row of ofStream.iterate(epoch, stream, limit)) yield { fact: read(row), text: row.body }
    },
    /** Facts behind a place, in the order of the file. */
    after: (place: FactPlace, limit: number): { place: FactPlace; fact: Fact }[] =>
      after.all(place.epoch, place.stream, place.seq, limit).map((row) => ({ place: row, fact: read(row) })),
  }
}

function nameOf({ epoch, stream, seq, type, at_ms }: Omit<FactRow, 'body' | 'checksum'>): string {
  return `fact ${epoch} ${stream} ${seq} ${type} ${at_ms}`
}

function read(row: FactRow): Fact {
  return readRow(row.checksum, nameOf(row), row.body)
}
