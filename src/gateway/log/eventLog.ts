import type { Fact, NewFact } from '#shared/contract/fact'
import type { Cursors } from '#shared/contract/ids'

/** A fact with its place in the order of all streams. */
export type Positioned = { position: number; fact: Fact }

/** The answer to one request, kept under its idempotency key. */
export type StoredAnswer = { key: string; result: unknown }

/** What may be done inside one transaction of the log. */
export type LogWriter = {
  /** Numbers and stamps the facts in order and returns them as they will be read. */
  append(facts: NewFact[]): Fact[]
  answer(answer: StoredAnswer): void
}

/**
 * The append-only record of facts. One implementation is SQLite in this process; another engine has to pass the same contract suite.
 */
export type EventLog = {
  /** Identity of this log; a restored or replaced one has another. */
  readonly epoch: string
  /** Gives the log another identity from now on, because its numbers can no longer be trusted to be those that readers know. Followers are told. */
  renewEpoch(why: string): void
  /** Last seq of each stream, 0 for none. */
  heads(): Cursors
  /** Oldest seq of each stream that can still be read, 1 for a stream that has lost nothing. */
  oldest(): Cursors
  /** Runs `work` in one durable transaction: all it wrote is there afterwards, or nothing. Followers are told after the commit. */
  write<T>(work: (writer: LogWriter) => T): T
  /** Facts after a position, in order, at most `limit`; fewer when they are large, none only when there is none. */
  read(afterPosition: number, limit: number): Positioned[]
  /** The position after which a reader with these cursors has to go on. */
  positionOf(cursors: Cursors): number
  /** Position of the last fact, 0 for none. */
  lastPosition(): number
  answerFor(key: string): StoredAnswer | undefined
  /** Calls `listener` after each commit that appended facts; returns how to stop. */
  follow(listener: () => void): () => void
  close(): void
}
