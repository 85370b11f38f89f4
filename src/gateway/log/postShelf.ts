import type { Fact } from '#shared/contract/fact'
import { noCursors, streams, type Cursors, type StreamName } from '#shared/contract/ids'
import type { Database } from '#storage/openDatabase'

/** Another post, as its last bundle named it. */
export type Post = { epoch: string; name: string; fingerprint: string; broughtAtMs: number; held: Cursors }

/** A fact with the text it is stored as, so that a copy is the same to the last byte. */
export type Written = { fact: Fact; body: string }

/**
 * What bundles bring into a log's file: numbered facts that continue this log, and facts of other logs, which are kept apart and only
 * read. Used inside a transaction of the log, it is part of that transaction.
 */
export type PostShelf = {
  posts(): Post[]
  /** How far another log is held here; nothing is held of an unknown one. */
  heldOf(epoch: string): Cursors
  /** The fact of this log under that number; undefined when it is not kept any more. */
  ownFact(stream: StreamName, seq: number): Fact | undefined
  /** The fact of another log under that number. */
  postFact(epoch: string, stream: StreamName, seq: number): Fact | undefined
  /** Appends a fact of this log as it was numbered elsewhere. Whoever writes on with this log has to open it again first. */
  adopt(written: Written): void
  /** Puts a fact on the shelf of its post, which `meet` has named. */
  keep(epoch: string, written: Written): void
  meet(post: Omit<Post, 'held'>): void
  /** The alerts' facts of another log, in its order. */
  alertFactsOf(epoch: string): Iterable<Fact>
}

/** The shelf in the file of a log. */
export function postShelf(database: Database): PostShelf {
  const selectPosts = database.prepare<[], { epoch: string; name: string; fingerprint: string; brought_at_ms: number }>(
    'SELECT epoch, name, fingerprint, brought_at_ms FROM posts ORDER BY name, epoch',
  )
  const selectHead = database.prepare<[string, string], { head: number | null }>(
    'SELECT max(seq) AS head FROM post_facts WHERE epoch = ? AND stream = ?',
  )
  const selectOwn = database.prepare<[string, number], { body: string }>('SELECT body FROM facts WHERE stream = ? AND seq = ?')
  const selectFact = database.prepare<[string, string, number], { body: string }>(
    'SELECT body FROM post_facts WHERE epoch = ? AND stream = ? AND seq = ?',
  )
  const selectAlerts = database.prepare<[string, number], { seq: number; body: string }>(
    "SELECT seq, body FROM post_facts WHERE epoch = ? AND stream = 'alerts' AND seq > ? ORDER BY seq LIMIT 1000",
  )
  const insertOwn = database.prepare('INSERT INTO facts (stream, seq, id, type, recorded_at_ms, body) VALUES (?, ?, ?, ?, ?, ?)')
  const insertFact = database.prepare('INSERT INTO post_facts (epoch, stream, seq, body) VALUES (?, ?, ?, ?)')
  const upsertPost = database.prepare(
    `INSERT INTO posts (epoch, name, fingerprint, brought_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (epoch) DO UPDATE SET name = excluded.name, fingerprint = excluded.fingerprint, brought_at_ms = excluded.brought_at_ms`,
  )

  function heldOf(epoch: string): Cursors {
    const held = { ...noCursors }
    for (const stream of streams) held[stream] = selectHead.get(epoch, stream)?.head ?? 0
    return held
  }

  return {
    posts: () =>
      selectPosts.all().map((row) => ({
        epoch: row.epoch,
        name: row.name,
        fingerprint: row.fingerprint,
        broughtAtMs: row.brought_at_ms,
        held: heldOf(row.epoch),
      })),
    heldOf,
    ownFact: (stream, seq) => factIn(selectOwn.get(stream, seq)),
    postFact: (epoch, stream, seq) => factIn(selectFact.get(epoch, stream, seq)),
    adopt: ({ fact, body }) => void insertOwn.run(fact.stream, fact.seq, fact.id, fact.type, fact.recordedAtMs, body),
    keep: (epoch, { fact, body }) => void insertFact.run(epoch, fact.stream, fact.seq, body),
    meet: (post) => void upsertPost.run(post.epoch, post.name, post.fingerprint, post.broughtAtMs),
    *alertFactsOf(epoch) {
      for (let seq = 0; ;) {
        const rows = selectAlerts.all(epoch, seq)
        for (const row of rows) yield JSON.parse(row.body) as Fact
        const last = rows.at(-1)
        if (last === undefined) return
        seq = last.seq
      }
    },
  }
}

function factIn(row: { body: string } | undefined): Fact | undefined {
  return row && (JSON.parse(row.body) as Fact)
}
