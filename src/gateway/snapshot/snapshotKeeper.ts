import type { Timers } from '#shared/timers'
import type { EventLog } from '../log/eventLog'
import type { SnapshotStore } from '../log/logKeeping'
import type { RoomModel } from '../roomModel'
import { partsHash, snapshotParts } from './snapshotParts'

/** Between two parts, so that the line has its turn. */
const pauseMs = 5
/** So many facts are folded again at a start within about a second; a snapshot sooner than that is not worth its writing. */
const defaultEveryFacts = 10_000
const worthAtTheEnd = 500
const partsRemovedAtOnce = 4
const kept = 2

type Options = {
  log: EventLog
  snapshots: SnapshotStore
  /** The model that is in use now, as of the log's end whenever no transaction is open. */
  model(): RoomModel
  now(): number
  timers: Timers
  /** Hears of a snapshot that could not be written. It is tried again when as many facts have come once more. */
  onTrouble(error: unknown): void
  /** Positions of snapshots that were found unusable. */
  unusable: readonly number[]
  everyFacts?: number
}

/** Takes a snapshot of the model from time to time, in slices, and lets all but the last two go. */
export type SnapshotKeeper = {
  /** Position up to which everything is in the older of the snapshots that are kept; 0 without one. */
  safeThrough(): number
  /** Begins one now if any fact came since the last. */
  takeSoon(): void
  /** Begins one when enough facts have come: to be called after commits. */
  consider(): void
  /** Takes one at once if that makes the next start quicker, and ends. */
  close(): void
}

export function keepSnapshots(options: Options): SnapshotKeeper {
  const { log, snapshots, timers } = options
  let whole = snapshots.positions().filter((position) => !options.unusable.includes(position))
  let lastTried = whole[0] ?? 0
  let callOff: (() => void) | null = null

  return {
    safeThrough: () => whole.at(-1) ?? 0,
    takeSoon: () => (log.lastPosition() > lastTried ? begin() : undefined),
    consider() {
      // A large model is copied rarely: so the cost of copying it is at most a constant for each fact.
      const due = Math.max(options.everyFacts ?? defaultEveryFacts, options.model().alerts.size)
      if (callOff === null && log.lastPosition() - lastTried >= due) begin()
    },
    close() {
      callOff?.()
      if (log.lastPosition() - (whole[0] ?? 0) < worthAtTheEnd) return
      const slices = take()
      for (let more = true; more;) more = attempt(slices)
    },
  }

  function begin(): void {
    if (callOff !== null) return
    const slices = take()
    const work = (): void => {
      callOff = attempt(slices) ? timers.after(pauseMs, work) : null
    }
    callOff = timers.after(pauseMs, work)
  }

  /** One slice further; whether there is more. */
  function attempt(slices: Iterator<void>): boolean {
    try {
      return slices.next().done !== true
    } catch (error) {
      options.onTrouble(error)
      return false
    }
  }

  function take(): Iterator<void> {
    const position = log.lastPosition()
    lastTried = position
    // Everything is copied here, before anything else can change the model.
    return slicesOf(position, snapshotParts(options.model().contents()))
  }

  function* slicesOf(position: number, parts: Iterable<string>): Generator<void> {
    const hash = partsHash(position)
    let count = 0
    for (const body of parts) {
      snapshots.putPart(position, count, body)
      hash.add(body)
      count += 1
      yield
    }
    snapshots.finish(position, count, hash.digest(), options.now())
    whole = [position, ...whole.filter((each) => each !== position)].slice(0, kept)
    yield
    while (snapshots.removeOthers(whole, partsRemovedAtOnce)) yield
  }
}
