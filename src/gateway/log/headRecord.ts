import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { epoch, timeMs } from '#shared/contract/ids'
import type { Timers } from '#shared/timers'
import type { EventLog } from './eventLog'
import type { LogKeeping } from './logKeeping'

/** At most so often, after a commit. What is lost of it in a crash is only how exactly a return to an older log is noticed. */
const everyMs = 1_000

const headRecord = z.strictObject({ epoch, position: z.int().nonnegative(), factId: z.string().nullable(), atMs: timeMs })
/** What is known outside the log of how far it had come. A log that is put back is behind this, or tells another story. */
export type HeadRecord = z.infer<typeof headRecord>

/** Reads the record; null when there is none. Throws for one that cannot be read. */
export function readHeadRecord(file: string): HeadRecord | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  return headRecord.parse(JSON.parse(text))
}

/** Why the log is not the one that the record is of, in words; null when it is, as far as can be told. */
export function whyAnotherLog(record: HeadRecord, log: EventLog, keeping: LogKeeping): string | null {
  const lastPosition = log.lastPosition()
  if (record.epoch !== log.epoch) {
    // A log that remembers the record's epoch as a former one is ahead of the record: it was renewed and then the power went.
    if (keeping.formerEpochs().some((former) => former.epoch === record.epoch)) return null
    return `the log that was here last had the epoch ${record.epoch}, this one has ${log.epoch}`
  }
  if (lastPosition < record.position) return `the log had come to position ${record.position}, this one ends at ${lastPosition}`
  const factId = keeping.factIdAt(record.position)
  if (record.factId === null || factId === undefined || factId === record.factId) return null
  return `at position ${record.position} the log had the fact ${record.factId}, this one has ${factId}`
}

type Options = {
  file: string
  log: EventLog
  keeping: LogKeeping
  now(): number
  timers: Timers
  onTrouble(error: unknown): void
}

/** Writes the record now and then after commits, each time as a whole new file. `close` writes the last one. */
export function keepHeadRecord(options: Options): { close(): Promise<void> } {
  const { file, log, keeping, timers } = options
  let callOff: (() => void) | null = null
  let writing: Promise<void> = Promise.resolve()
  const stopFollowing = log.follow(plan)
  plan()

  return {
    async close() {
      stopFollowing()
      callOff?.()
      await writing
      try {
        writeAtOnce(file, text())
      } catch (error) {
        options.onTrouble(error)
      }
    },
  }

  function plan(): void {
    callOff ??= timers.after(everyMs, () => {
      writing = writeBeside(file, text())
        .catch(options.onTrouble)
        .finally(() => (callOff = null))
    })
  }

  function text(): string {
    const position = log.lastPosition()
    const record: HeadRecord = { epoch: log.epoch, position, factId: keeping.factIdAt(position) ?? null, atMs: options.now() }
    return JSON.stringify(record)
  }
}

async function writeBeside(file: string, text: string): Promise<void> {
  const handle = await open(`${file}.new`, 'w', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(`${file}.new`, file)
  const folder = await open(dirname(file), 'r')
  await folder.sync().finally(() => folder.close())
}

function writeAtOnce(file: string, text: string): void {
  const handle = openSync(`${file}.new`, 'w', 0o600)
  writeFileSync(handle, text)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(`${file}.new`, file)
}
