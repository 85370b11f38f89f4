import type { Page } from '#shared/contract/feed'
import type { Cursors, StreamName } from '#shared/contract/ids'
import type { OutboxEntry } from '#shared/contract/stationPort'
import type { Cache } from '#station/cache/cache'
import { cacheStateOf, writeState } from './memoryCache'
import type { LogDisk } from './memoryLog'
import type { Plant } from './room'

/** Bugs that people make, put into what the real code stands on. The simulation has to find each. */

/** Rows and cursor in two transactions, the cursor first. */
export const cursorBeforeRows = (): Plant => ({
  cache: (cache, disk, commit) => ({
    ...cache,
    commitBatch(change) {
      writeState(disk, { cursors: change.cursors }, commit)
      cache.commitBatch(change)
    },
  }),
})

/** A message that was known already leads to no fact and takes a number all the same. */
export function duplicateBurnsNumber(): Plant {
  const burnt = new WeakMap<LogDisk, number>()
  return {
    log: (log, disk) => ({
      ...log,
      write: (work) =>
        log.write((writer) =>
          work({
            ...writer,
            append(facts) {
              if (facts.length === 0) burnt.set(disk, (burnt.get(disk) ?? 0) + 1)
              const appended = writer.append(facts)
              for (const fact of appended) if (fact.stream === 'alerts') fact.seq += burnt.get(disk) ?? 0
              return appended
            },
          }),
        ),
    }),
  }
}

/** A request is shown as kept, and sent, a moment before it is on the disk. */
export const sentBeforeDurable = (): Plant => ({
  outbox(outbox, _disk, life) {
    let inMemory: OutboxEntry[] = []
    return {
      ...outbox,
      add(entry) {
        inMemory = [...inMemory, { ...entry, state: 'waiting', failure: null }]
        life.timers.after(25, () => {
          const isLeft = inMemory.some(({ key }) => key === entry.key)
          inMemory = inMemory.filter(({ key }) => key !== entry.key)
          if (isLeft) outbox.add(entry)
        })
      },
      entries: () => [...outbox.entries(), ...inMemory],
      nextWaiting: (isReady) => outbox.nextWaiting(isReady) ?? inMemory[0],
      refuse(key, failure) {
        const entry = inMemory.find((each) => each.key === key)
        inMemory = inMemory.filter((each) => each.key !== key)
        if (entry !== undefined) outbox.add(entry)
        outbox.refuse(key, failure)
      },
      remove(key) {
        inMemory = inMemory.filter((each) => each.key !== key)
        outbox.remove(key)
      },
    }
  },
})

/** What comes again is applied again: the check of the numbers is made against the page itself. */
export function pageAppliedTwice(): Plant {
  const believed = new WeakMap<Cache, Cursors>()
  return {
    cache(cache, disk) {
      const gullible: Cache = {
        ...cache,
        position: () => ({ ...cache.position(), cursors: believed.get(gullible) ?? cache.position().cursors }),
        commitBatch(change) {
          believed.delete(gullible)
          const { epoch, rows, cursors } = cacheStateOf(disk)
          const held = new Set(rows.flatMap((row) => (row.epoch === epoch ? `${row.fact.stream} ${row.fact.seq}` : [])))
          cache.commitBatch({
            ...change,
            facts: change.facts.filter(({ stream, seq }) => !held.has(`${stream} ${seq}`) && seq > cursors[stream]),
            cursors: eachStream((stream) => Math.max(cursors[stream], change.cursors[stream])),
          })
        },
      }
      return gullible
    },
    listener: (listener, cache) => ({
      ...listener,
      onPage(page, committed) {
        believed.set(cache, before(page, cache.position().cursors))
        listener.onPage(page, committed)
      },
    }),
  }
}

/** A gateway that starts again has forgotten which requests it has answered. */
export const answersForgotten = (): Plant => ({ onStart: (disk) => (disk.answers = []) })

/** Where a reader stands for whom everything on the page is new. */
function before(page: Page, cursors: Cursors): Cursors {
  return eachStream((stream) => {
    const first = page.facts.find((fact) => fact.stream === stream)
    return first === undefined ? cursors[stream] : Math.min(cursors[stream], first.seq - 1)
  })
}

function eachStream(cursorOf: (stream: StreamName) => number): Cursors {
  return { alerts: cursorOf('alerts'), readings: cursorOf('readings'), room: cursorOf('room'), wall: cursorOf('wall') }
}
