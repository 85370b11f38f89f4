import type { Database } from '#storage/openDatabase'

/** A syllable is seven letters at most, and a word of another language rarely more than this; numbers and identifiers are none. */
const word = /^\p{L}{2,24}$/u
/** Terms of an older index that are taken over in one slice: some milliseconds, the commonest of them included. */
const gatheredAtOnce = 32

/**
 * The words of the index by their beginnings, filled with it: what somebody is still typing is completed from them. `count` notes the
 * words of one text, `write` puts them down in the transaction of the index. `gather` takes over the words of an index that was
 * filled before there was this table, a slice at a time; whether it did.
 */
export function termQueries(database: Database): { count(words: string): void; write(): void; gather(): boolean } {
  const put = database.prepare(
    'INSERT INTO search_terms (term, uses) VALUES (?, ?) ON CONFLICT (term) DO UPDATE SET uses = uses + excluded.uses',
  )
  const getAfter = database.prepare<[], { value: string }>("SELECT value FROM meta WHERE key = 'termsAfter'")
  const putAfter = database.prepare("UPDATE meta SET value = ? WHERE key = 'termsAfter'")
  const isGathered = database.prepare("DELETE FROM meta WHERE key = 'termsAfter'")
  const counted = new Map<string, number>()

  return {
    count(words) {
      for (const each of new Set(words.split(' '))) if (word.test(each)) counted.set(each, (counted.get(each) ?? 0) + 1)
    },
    write() {
      for (const [term, uses] of counted) put.run(term, uses)
      counted.clear()
    },
    gather() {
      const after = getAfter.get()?.value
      if (after === undefined) return false
      database.exec("CREATE VIRTUAL TABLE IF NOT EXISTS temp.index_terms USING fts5vocab (main, search_words, 'col')")
      const found = database
        .prepare<[string, number], { term: string; doc: number; col: string }>(
          'SELECT term, doc, col FROM temp.index_terms WHERE term > ? LIMIT ?',
        )
        .all(after, gatheredAtOnce)
      for (const { term, doc, col } of found) if (col === 'words' && word.test(term)) put.run(term, doc)
      const last = found.at(-1)
      if (last === undefined) isGathered.run()
      else putAfter.run(last.term)
      return true
    },
  }
}
