import { fact as factSchema, type Fact, type NewFact } from '#shared/contract/fact'
import { problemsIn } from '#shared/contract/problems'
import { fail, type Result } from '#shared/contract/result'
import type { EventLog, LogWriter } from './log/eventLog'
import type { RoomModel } from './roomModel'
import { restoreModel } from './snapshot/restoreModel'

/** Most tasks in one transaction: enough that a flood pays for few syncs, few enough that nobody waits long for the commit. */
const maximumBatch = 200

/** What a task may do while its transaction is open. */
export type Commit = {
  model: RoomModel
  /**
   * Appends to the log and applies to the model, in that order. A fact that is not of the contract ends its task as `invalid`: once
   * in the log, it would be refused by every station, for ever.
   */
  append(facts: NewFact[]): Fact[]
  writer: LogWriter
}

/** The one writer of the log: tasks run one after another, and those that arrive together share one durable transaction. */
export type CommitQueue = {
  readonly model: RoomModel
  /** Runs `task` in the next transaction and resolves once that is durable. Disk trouble is a Failure `unavailable`; nothing is then kept. */
  run<T>(task: (commit: Commit) => Result<T>): Promise<Result<T>>
  /** Resolves when nothing is waiting. */
  idle(): Promise<void>
}

type Waiting = { execute(commit: Commit): void; settle(): void; abort(reason: string): void }

/**
 * Opens the queue on a log and makes the model of it first. `onTrouble` hears of every transaction that was lost; `soon` runs the
 * next transaction, once what arrives together is there; `restore` makes the model of what is in the log.
 */
export function createCommitQueue(
  log: EventLog,
  onTrouble: (error: unknown) => void,
  soon: (work: () => void) => void = setImmediate,
  restore: () => RoomModel = () => restoreModel(log).model,
): CommitQueue {
  let model = restore()
  let waiting: Waiting[] = []
  let scheduled = false
  const idleListeners: (() => void)[] = []

  function schedule(): void {
    if (scheduled) return
    scheduled = true
    soon(() => {
      scheduled = false
      commitBatch()
      if (waiting.length > 0) return schedule()
      for (const resolve of idleListeners.splice(0)) resolve()
    })
  }

  function commitBatch(): void {
    const batch = waiting.slice(0, maximumBatch)
    waiting = waiting.slice(maximumBatch)
    try {
      log.write((writer) => {
        const commit: Commit = {
          model,
          writer,
          append(facts) {
            for (const fact of facts) check(fact)
            const appended = writer.append(facts)
            for (const fact of appended) model.apply(fact)
            return appended
          },
        }
        for (const task of batch) task.execute(commit)
      })
    } catch (error) {
      onTrouble(error)
      // What was applied to the model is not in the log: make it again of what is.
      model = restore()
      for (const task of batch) task.abort(error instanceof Error ? error.message : String(error))
      return
    }
    for (const task of batch) task.settle()
  }

  return {
    get model() {
      return model
    },
    run<T>(task: (commit: Commit) => Result<T>): Promise<Result<T>> {
      return new Promise((resolve) => {
        let result: Result<T> = fail('internal', 'the task never ran')
        waiting.push({
          execute: (commit) => void (result = settled(task, commit)),
          settle: () => resolve(result),
          abort: (reason) => resolve(fail('unavailable', `the log could not be written: ${reason}`)),
        })
        schedule()
      })
    },
    idle: () => (waiting.length === 0 && !scheduled ? Promise.resolve() : new Promise((resolve) => idleListeners.push(resolve))),
  }
}

class NotOfTheContract extends Error {}

function check(fact: NewFact): void {
  const parsed = factSchema.safeParse({ ...fact, seq: 1, recordedAtMs: 0 })
  if (!parsed.success) throw new NotOfTheContract(`${fact.type}: ${problemsIn(parsed.error)}`)
}

/** Everything but a fact that is not of the contract is trouble with the log, and ends the whole transaction. */
function settled<T>(task: (commit: Commit) => Result<T>, commit: Commit): Result<T> {
  try {
    return task(commit)
  } catch (error) {
    if (error instanceof NotOfTheContract) return fail('invalid', error.message)
    throw error
  }
}
