import type { Cursors, StreamName } from '#shared/contract/ids'
import type { RollUp, RollUpPeriod } from '#shared/domain/readingRollUp'

/** Snapshots of the room's model, kept beside the log in parts: each part is a transaction of its own, so that none takes long. */
export type SnapshotStore = {
  /** Positions of the snapshots that were finished, newest first. */
  positions(): number[]
  hashOf(position: number): string | undefined
  parts(position: number): Iterable<string>
  /** Writes one part; a part that is there already from an unfinished snapshot is replaced. */
  putPart(position: number, part: number, body: string): void
  /** From now on the parts at `position` are a snapshot: exactly `parts` of them. */
  finish(position: number, parts: number, hash: string, madeAtMs: number): void
  /** Removes at most `limit` parts that are of none of these snapshots; whether there are more. */
  removeOthers(kept: readonly number[], limit: number): boolean
}

/** Which facts of a stream may go: only a beginning of it, so that what stays is still without a gap. */
export type Removable = {
  stream: StreamName
  /** Facts recorded at or after this stay. */
  beforeMs: number
  /** Facts with a higher seq stay. */
  throughSeq: number
  /** Facts behind this position stay. */
  throughPosition: number
  /** So many of the newest facts stay whatever their age; at least one does, since numbers go on from it. */
  leastKept: number
}

/** What is kept beside the facts, all derived from them, and how old facts go. */
export type LogKeeping = {
  snapshots: SnapshotStore
  /** Rolls up the next readings that were not, at most `limit` facts in one transaction; whether there may be more. */
  rollUpNext(limit: number): boolean
  /** Last seq of the readings that is rolled up. */
  rolledUpThrough(): number
  /** Roll-ups of one gauge and period, oldest first. */
  rollUps(gaugeId: string, period: RollUpPeriod): RollUp[]
  /** Removes the oldest facts that may go, at most `limit`; returns how many went. */
  remove(what: Removable, limit: number): number
  /** Removes the oldest answers given before a time, at most `limit`, and none of the newest `leastKept`; returns how many went. */
  removeAnswers(beforeMs: number, leastKept: number, limit: number): number
  /** Gives some of the file's free pages back to the disk; whether there are more. */
  shrink(): boolean
  /** Former identities of the log, oldest first. */
  formerEpochs(): { epoch: string; endedAtMs: number; lastPosition: number; why: string }[]
  /** Id of the fact at a position; undefined when there is none (any more). */
  factIdAt(position: number): string | undefined
}

/** Cursors of the slowest of some readers, stream by stream; `none` where nobody reads. */
export function slowest(readers: Iterable<Cursors>, none: Cursors): Cursors {
  let slow = none
  for (const reader of readers) {
    const least = (stream: StreamName): number => Math.min(slow[stream], reader[stream])
    slow = { alerts: least('alerts'), readings: least('readings'), room: least('room'), wall: least('wall') }
  }
  return slow
}
