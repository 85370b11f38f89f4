import type { Database } from '#storage/openDatabase'

/** Which contents the facts of a log name, its own and those of other posts. */
export type ContentReferences = {
  isNamed(sha256: string): boolean
  /** Each content once, in no order that means something. */
  named(): Iterable<{ sha256: string; bytes: number }>
}

/** Read from what the log's triggers keep. */
export function contentReferences(database: Database): ContentReferences {
  const selectOne = database.prepare<[string], { one: number }>('SELECT 1 AS one FROM content_references WHERE sha256 = ? LIMIT 1')
  const selectAll = database.prepare<[string], { sha256: string; bytes: number }>(
    'SELECT sha256, max(bytes) AS bytes FROM content_references WHERE sha256 > ? GROUP BY sha256 ORDER BY sha256 LIMIT 500',
  )
  return {
    isNamed: (sha256) => selectOne.get(sha256) !== undefined,
    *named() {
      for (let after = ''; ;) {
        const rows = selectAll.all(after)
        yield* rows
        const last = rows.at(-1)
        if (last === undefined) return
        after = last.sha256
      }
    },
  }
}
