import { noCursors, streams, type Cursors } from '#shared/contract/ids'
import { openReadOnly } from '#storage/openReadOnly'
import { postShelf, type Post } from './postShelf'
import { logMigrations } from './sqliteLog'

/** A log that is only read, also while its gateway works with it. */
export type LogReader = {
  readonly epoch: string
  heads(): Cursors
  /** How far a reader is who has read everything that was written down before a time (epoch milliseconds). */
  cursorsBefore(timeMs: number): Cursors
  /** The stored texts of all facts behind `from`, up to and with `to`, in the log's order. */
  bodies(from: Cursors, to: Cursors): Iterable<{ stream: keyof Cursors; seq: number; body: string }>
  /** Other posts whose facts are held here. */
  posts(): Post[]
  close(): void
}

/** Opens the log of a gateway for reading. Throws an Error that names the file when it is none or of a newer version. */
export function openLogReader(file: string): LogReader {
  const database = openNamed(file)
  const known = logMigrations.at(-1)?.number ?? 0
  const found = database.pragma('user_version', { simple: true }) as number
  if (found !== known) {
    database.close()
    throw new Error(
      found > known
        ? `${file}: made by a newer version (schema ${found}, known here is ${known})`
        : `${file}: made by an older version; start its gateway once with this one`,
    )
  }
  const selectHead = database.prepare<[string], { head: number | null }>('SELECT max(seq) AS head FROM facts WHERE stream = ?')
  const selectFirstSince = database.prepare<[number], { position: number | null }>(
    'SELECT min(position) AS position FROM facts WHERE recorded_at_ms >= ?',
  )
  const selectNext = database.prepare<[string, number], { seq: number | null }>(
    'SELECT min(seq) AS seq FROM facts WHERE stream = ? AND position >= ?',
  )
  const selectFirst = database.prepare<[string, number, number], { position: number | null }>(
    'SELECT min(position) AS position FROM facts WHERE stream = ? AND seq > ? AND seq <= ?',
  )
  const selectPage = database.prepare<[number], { position: number; stream: keyof Cursors; seq: number; body: string }>(
    'SELECT position, stream, seq, body FROM facts WHERE position >= ? ORDER BY position LIMIT 1000',
  )
  const epoch = database.prepare<[], { value: string }>("SELECT value FROM meta WHERE key = 'epoch'").get()?.value
  if (epoch === undefined) {
    database.close()
    throw new Error(`${file}: the log has no identity yet; start its gateway once`)
  }

  function heads(): Cursors {
    const found = { ...noCursors }
    for (const stream of streams) found[stream] = selectHead.get(stream)?.head ?? 0
    return found
  }

  return {
    epoch,
    heads,
    cursorsBefore(timeMs) {
      const position = selectFirstSince.get(timeMs)?.position ?? null
      const cursors = heads()
      if (position === null) return cursors
      for (const stream of streams) {
        const next = selectNext.get(stream, position)?.seq ?? null
        if (next !== null) cursors[stream] = next - 1
      }
      return cursors
    },
    *bodies(from, to) {
      const firsts = streams.flatMap((stream) => selectFirst.get(stream, from[stream], to[stream])?.position ?? [])
      if (firsts.length === 0) return
      for (let position = Math.min(...firsts); ;) {
        const rows = selectPage.all(position)
        for (const { stream, seq, body } of rows) {
          if (seq > from[stream] && seq <= to[stream]) yield { stream, seq, body }
        }
        const last = rows.at(-1)
        if (last === undefined) return
        position = last.position + 1
      }
    },
    posts: () => postShelf(database).posts(),
    close: () => void database.close(),
  }
}

function openNamed(file: string): ReturnType<typeof openReadOnly> {
  try {
    const database = openReadOnly(file)
    // The first read is the one that finds out what the file is.
    database.pragma('schema_version')
    // Read from end to end once: mapped, all of it would count as memory in use.
    database.pragma('mmap_size = 0')
    return database
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`)
  }
}
