import { randomUUID } from 'node:crypto'
import type { EventLog, LogWriter, Positioned, StoredAnswer } from '#gateway/log/eventLog'
import type { Fact, NewFact } from '#shared/contract/fact'
import { streams, type StreamName } from '#shared/contract/ids'

/** What of a log is on its disk. Facts and answers are in the order they were committed. */
export type LogDisk = { epoch: string; facts: Positioned[]; answers: StoredAnswer[] }

/** Makes what a transaction wrote durable, or throws and nothing of it is. */
export type Commit = (write: () => void) => void

export const emptyLogDisk = (epoch: string): LogDisk => ({ epoch, facts: [], answers: [] })

/** An event log over a disk in memory. What is not committed is in this handle only, and gone with it. */
export function openMemoryLog(disk: LogDisk, now: () => number, commit: Commit = (write) => write()): EventLog {
  const listeners = new Set<() => void>()
  const positions: Record<StreamName, number[]> = { alerts: [], readings: [], room: [], wall: [] }
  const ids = new Set<string>()
  const answers = new Map<string, StoredAnswer>()
  for (const { position, fact } of disk.facts) note(position, fact)
  for (const answer of disk.answers) answers.set(answer.key, answer)
  let open: { facts: Positioned[]; answers: StoredAnswer[] } | null = null

  const writer: LogWriter = {
    append: (facts) => facts.map(append),
    answer(answer) {
      if (answers.has(answer.key)) throw new Error(`there is an answer to ${answer.key} already`)
      answers.set(answer.key, answer)
      transaction().answers.push(answer)
    },
  }

  return {
    get epoch() {
      return disk.epoch
    },
    renewEpoch() {
      disk.epoch = randomUUID()
      for (const listener of listeners) tell(listener)
    },
    oldest: () => ({ alerts: 1, readings: 1, room: 1, wall: 1 }),
    heads: () => ({
      alerts: positions.alerts.length,
      readings: positions.readings.length,
      room: positions.room.length,
      wall: positions.wall.length,
    }),
    write(work) {
      const transaction = { facts: [] as Positioned[], answers: [] as StoredAnswer[] }
      open = transaction
      let result
      try {
        result = work(writer)
        commit(() => {
          disk.facts.push(...transaction.facts)
          disk.answers.push(...transaction.answers)
        })
      } catch (error) {
        for (const { fact } of transaction.facts) {
          positions[fact.stream].pop()
          ids.delete(fact.id)
        }
        for (const { key } of transaction.answers) answers.delete(key)
        throw error
      } finally {
        open = null
      }
      if (transaction.facts.length > 0) for (const listener of listeners) tell(listener)
      return result
    },
    read: (afterPosition, limit) => disk.facts.slice(afterPosition, afterPosition + limit),
    positionOf(cursors) {
      const unread = streams.flatMap((stream) => positions[stream][cursors[stream]] ?? [])
      return unread.length === 0 ? disk.facts.length : Math.min(...unread) - 1
    },
    lastPosition: () => disk.facts.length,
    answerFor: (key) => answers.get(key),
    follow(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => listeners.clear(),
  }

  function note(position: number, fact: Fact): void {
    ids.add(fact.id)
    positions[fact.stream].push(position)
  }

  function transaction(): NonNullable<typeof open> {
    if (open === null) throw new Error('no transaction is open')
    return open
  }

  function append(newFact: NewFact): Fact {
    if (ids.has(newFact.id)) throw new Error(`fact ${newFact.id} is in the log already`)
    const fact = { ...newFact, seq: positions[newFact.stream].length + 1, recordedAtMs: now() } as Fact
    const written = transaction().facts
    const position = disk.facts.length + written.length + 1
    written.push({ position, fact })
    note(position, fact)
    return fact
  }
}

function tell(listener: () => void): void {
  try {
    listener()
  } catch {
    // What was committed stays committed, whatever those who hear of it make of it.
  }
}
