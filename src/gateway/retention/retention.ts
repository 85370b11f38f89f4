import { streams, type Cursors, type StreamName } from '#shared/contract/ids'
import type { Timers } from '#shared/timers'
import type { RetentionPolicy } from '#shared/domain/retentionPolicy'
import type { EventLog } from '../log/eventLog'
import { slowest, type LogKeeping } from '../log/logKeeping'
import type { SnapshotKeeper } from '../snapshot/snapshotKeeper'

const firstAfterMs = 60_000
const everyMs = 3_600_000
/** One run in so many asks for a snapshot, so that what may go does not wait for a quiet log to fill up. */
const runsBetweenSnapshots = 24
const factsAtOnce = 500
const pauseMs = 10
const dayMs = 86_400_000
/** Whatever the clock says, so many of a stream stay: a clock that is years ahead for an hour must not empty the log. */
const leastKept = 1_000

type Options = {
  log: EventLog
  keeping: LogKeeping
  policy: RetentionPolicy
  snapshots: Pick<SnapshotKeeper, 'safeThrough' | 'takeSoon'>
  /** Where each station that is connected has read to: what it still needs stays. */
  readers: Iterable<() => Cursors>
  now(): number
  timers: Timers
  /** A slice that failed ends the run; the next run begins where it was. */
  onTrouble(error: unknown): void
  leastKept?: number
}

/**
 * Rolls readings up and lets old facts go, every hour and in small slices. A fact goes when it is older than the policy says, a
 * snapshot holds what it has led to, every connected station has read it and, of readings, its roll-ups are written. Answers go by age
 * alone: a request that is sent again after that long is decided anew. What is free then is given back to the disk.
 * @returns how to stop.
 */
export function keepRetention(options: Options): () => void {
  const { keeping, timers } = options
  let runs = 0
  let callOffSlice: (() => void) | null = null
  const callOffFirst = timers.after(firstAfterMs, run)
  const stop = timers.every(everyMs, run)

  return () => {
    callOffFirst()
    stop()
    callOffSlice?.()
  }

  function run(): void {
    if (callOffSlice !== null) return
    if (runs % runsBetweenSnapshots === 0) options.snapshots.takeSoon()
    runs += 1
    const slices = allSlices()
    const next = (): void => {
      callOffSlice = attempt(slices) ? timers.after(pauseMs, next) : null
    }
    next()
  }

  function attempt(slices: Iterator<void>): boolean {
    try {
      return slices.next().done !== true
    } catch (error) {
      options.onTrouble(error)
      return false
    }
  }

  function* allSlices(): Generator<void> {
    while (keeping.rollUpNext(factsAtOnce)) yield
    const { readingsDays, alertsDays, roomDays, wallDays } = options.policy
    const days = { readings: readingsDays, alerts: alertsDays, room: roomDays, wall: wallDays }
    for (const stream of streams) while (removeSlice(stream, days[stream])) yield
    const answersBeforeMs = options.now() - (options.policy.answersDays ?? Infinity) * dayMs
    while (keeping.removeAnswers(answersBeforeMs, options.leastKept ?? leastKept, factsAtOnce) === factsAtOnce) yield
    while (keeping.shrink()) yield
  }

  function removeSlice(stream: StreamName, days: number | null): boolean {
    if (days === null) return false
    const read = slowest(
      [...options.readers].map((reader) => reader()),
      options.log.heads(),
    )[stream]
    const what = {
      stream,
      beforeMs: options.now() - days * dayMs,
      throughSeq: stream === 'readings' ? Math.min(read, keeping.rolledUpThrough()) : read,
      throughPosition: options.snapshots.safeThrough(),
      leastKept: options.leastKept ?? leastKept,
    }
    return keeping.remove(what, factsAtOnce) === factsAtOnce
  }
}
