import { randomUUID } from 'node:crypto'
import type { Fact, NewFact } from '#shared/contract/fact'
import { noCursors, streams, type Cursors, type StreamName } from '#shared/contract/ids'
import { lockFile } from '#storage/fileLock'
import { migrationsFrom } from '#storage/migrations'
import { openDatabase, type Database, type OpenProblem } from '#storage/openDatabase'
import { contentReferences, type ContentReferences } from './contentReferences'
import type { EventLog, LogWriter, Positioned, StoredAnswer } from './eventLog'
import type { LogKeeping } from './logKeeping'
import { postShelf, type PostShelf } from './postShelf'
import { sqliteKeeping } from './sqliteKeeping'

export const logMigrations = migrationsFrom(
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
)

/** A read ends with the fact that passes this many characters: a page of few large facts must not be a hundred megabytes. */
const maximumReadLength = 1_000_000

type Options = { file: string; now(): number }

/** Opens the log in one SQLite file, or says why it cannot be used. A log is never moved aside or replaced on its own. */
export function openSqliteLog(
  options: Options,
): { ok: true; log: EventLog; keeping: LogKeeping; references: ContentReferences; posts(): PostShelf } | ({ ok: false } & OpenProblem) {
  const opened = openDatabase({ file: options.file, migrations: logMigrations, synchronous: 'FULL' })
  if (!opened.ok) return opened
  // Each gateway numbers facts from what it remembers: two on one file would give the same numbers to different facts.
  const lock = lockFile(`${options.file}.lock`)
  if (lock !== null) {
    return {
      ok: true,
      ...sqliteLog(opened.database, options.now, lock.release),
      references: contentReferences(opened.database),
      posts: () => postShelf(opened.database),
    }
  }
  opened.database.close()
  return { ok: false, problem: 'unwritable', file: options.file, detail: 'another gateway is working with this log' }
}

function sqliteLog(database: Database, now: () => number, release: () => void): { log: EventLog; keeping: LogKeeping } {
  const insertFact = database.prepare('INSERT INTO facts (stream, seq, id, type, recorded_at_ms, body) VALUES (?, ?, ?, ?, ?, ?)')
  const selectAfter = database.prepare<[number, number], { position: number; body: string }>(
    'SELECT position, body FROM facts WHERE position > ? ORDER BY position LIMIT ?',
  )
  const selectHead = database.prepare<[string], { head: number | null }>('SELECT max(seq) AS head FROM facts WHERE stream = ?')
  const selectLast = database.prepare<[], { position: number | null }>('SELECT max(position) AS position FROM facts')
  const selectFirstUnread = database.prepare<[string, number], { position: number }>(
    'SELECT position FROM facts WHERE stream = ? AND seq > ? ORDER BY seq LIMIT 1',
  )
  const selectOldest = database.prepare<[string], { oldest: number | null }>('SELECT min(seq) AS oldest FROM facts WHERE stream = ?')
  const insertAnswer = database.prepare('INSERT INTO answers (key, answered_at_ms, result) VALUES (?, ?, ?)')
  const selectAnswer = database.prepare<[string], { result: string }>('SELECT result FROM answers WHERE key = ?')

  let epoch = readEpoch(database)
  const heads = readEach((stream) => selectHead.get(stream)?.head ?? 0)
  const readOldest = (): Cursors => readEach((stream) => selectOldest.get(stream)?.oldest ?? 1)
  let oldest = readOldest()
  const listeners = new Set<() => void>()
  const keeping = sqliteKeeping(
    database,
    (stream) => heads[stream],
    () => (oldest = readOldest()),
  )

  const log: EventLog = {
    get epoch() {
      return epoch
    },
    renewEpoch(why) {
      epoch = replaceEpoch(database, epoch, { endedAtMs: now(), lastPosition: log.lastPosition(), why })
      for (const listener of listeners) tell(listener)
    },
    heads: () => ({ ...heads }),
    oldest: () => ({ ...oldest }),
    write(work) {
      const before = { ...heads }
      const result = inTransaction(work, before)
      if (streams.some((stream) => heads[stream] !== before[stream])) for (const listener of listeners) tell(listener)
      return result
    },
    read(afterPosition, limit) {
      const found: Positioned[] = []
      let length = 0
      for (const row of selectAfter.iterate(afterPosition, limit)) {
        found.push(toPositioned(row))
        length += row.body.length
        if (length >= maximumReadLength) break
      }
      return found
    },
    positionOf(cursors) {
      const unread = streams.flatMap((stream) => selectFirstUnread.get(stream, cursors[stream])?.position ?? [])
      return unread.length === 0 ? (selectLast.get()?.position ?? 0) : Math.min(...unread) - 1
    },
    lastPosition: () => selectLast.get()?.position ?? 0,
    answerFor(key): StoredAnswer | undefined {
      const row = selectAnswer.get(key)
      return row && { key, result: JSON.parse(row.result) as unknown }
    },
    follow(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      database.close()
      release()
    },
  }
  return { log, keeping }

  function inTransaction<T>(work: (writer: LogWriter) => T, before: Cursors): T {
    try {
      return database.transaction(() => work(writer()))()
    } catch (error) {
      // The rows were rolled back, so the numbers must be too: a burnt number is a gap that readers wait for for ever.
      Object.assign(heads, before)
      throw error
    }
  }

  function writer(): LogWriter {
    return {
      append: (facts) => facts.map(appendOne),
      answer: ({ key, result }) => void insertAnswer.run(key, now(), JSON.stringify(result)),
    }
  }

  function appendOne(newFact: NewFact): Fact {
    const seq = heads[newFact.stream] + 1
    const fact = { ...newFact, seq, recordedAtMs: now() } as Fact
    insertFact.run(fact.stream, seq, fact.id, fact.type, fact.recordedAtMs, JSON.stringify(fact))
    heads[fact.stream] = seq
    return fact
  }
}

// What was committed stays committed, whatever those who hear of it make of it.
function tell(listener: () => void): void {
  try {
    listener()
  } catch (error) {
    console.error('log: a follower failed:', error)
  }
}

function toPositioned(row: { position: number; body: string }): Positioned {
  return { position: row.position, fact: JSON.parse(row.body) as Fact }
}

function readEpoch(database: Database): string {
  database.prepare("INSERT OR IGNORE INTO meta (key, value) VALUES ('epoch', ?)").run(randomUUID())
  return (database.prepare("SELECT value FROM meta WHERE key = 'epoch'").get() as { value: string }).value
}

function replaceEpoch(database: Database, former: string, end: { endedAtMs: number; lastPosition: number; why: string }): string {
  const epoch = randomUUID()
  database.transaction(() => {
    database
      .prepare('INSERT INTO epochs (epoch, ended_at_ms, last_position, why) VALUES (?, ?, ?, ?)')
      .run(former, end.endedAtMs, end.lastPosition, end.why)
    database.prepare("UPDATE meta SET value = ? WHERE key = 'epoch'").run(epoch)
  })()
  return epoch
}

function readEach(valueOf: (stream: StreamName) => number): Cursors {
  const each = { ...noCursors }
  for (const stream of streams) each[stream] = valueOf(stream)
  return each
}
