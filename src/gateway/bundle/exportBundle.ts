import { join } from 'node:path'
import type { BundleManifest } from '#shared/contract/bundle'
import type { Fact } from '#shared/contract/fact'
import { streams, type Cursors } from '#shared/contract/ids'
import { contentsOfFact } from '#shared/domain/namedContents'
import { contentFiles } from '#storage/content/contentFiles'
import { openLogReader, type LogReader } from '../log/logReader'
import { writeBundle } from './bundleFile'
import { readOrMakePostKey } from './bundleKeys'
import type { Since } from './since'

export type ExportOptions = {
  /** The gateway's folder. */
  dataFolder: string
  /** Name of the new file. */
  file: string
  since: Since
  about: { cityId: string; post: string; madeBy: string; version: string }
  /** Epoch milliseconds. */
  nowMs: number
}

/**
 * Writes the facts behind a cursor into one signed file, also while the gateway runs. What comes into the log meanwhile is for the next
 * bundle. Throws an Error that says why there is no file: the log has not got (or has no longer) what was asked for, or the disk fails.
 */
export function exportBundle(options: ExportOptions): BundleManifest {
  const log = openLogReader(join(options.dataFolder, 'log.sqlite'))
  try {
    const to = log.heads()
    const from = options.since.kind === 'time' ? log.cursorsBefore(options.since.timeMs) : options.since.cursors
    for (const stream of streams) {
      if (from[stream] > to[stream]) throw new Error(`the log ends at ${stream}=${to[stream]}, before the cursor ${stream}=${from[stream]}`)
    }
    const key = readOrMakePostKey(options.dataFolder)
    const writer = writeBundle(options.file)
    try {
      const named = new Set<string>()
      const facts = copyFacts(log, from, to, (body) => {
        writer.add(body)
        for (const sha256 of contentsNamedIn(body)) named.add(sha256)
      })
      const contentsLeftOut = copyContents(options.dataFolder, named, writer.addContent)
      const about = { epoch: log.epoch, ...options.about, madeAtMs: options.nowMs, from, to, facts, contentsLeftOut }
      return writer.finish(about, key)
    } catch (error) {
      writer.abandon()
      throw error
    }
  } finally {
    log.close()
  }
}

function copyFacts(log: LogReader, from: Cursors, to: Cursors, add: (line: string) => void): number {
  const read = { ...from }
  let facts = 0
  for (const { stream, seq, body } of log.bodies(from, to)) {
    if (seq !== read[stream] + 1) throw missing(stream, read[stream] + 1, seq - 1)
    read[stream] = seq
    facts += 1
    add(body)
  }
  for (const stream of streams) if (read[stream] !== to[stream]) throw missing(stream, read[stream] + 1, to[stream])
  return facts
}

/** Hashes of what a stored fact names. Few facts name anything, and all others are not worth being read as JSON. */
function contentsNamedIn(body: string): string[] {
  return body.includes('"sha256"') ? contentsOfFact(JSON.parse(body) as Fact).map(({ sha256 }) => sha256) : []
}

/** How many of them are not here as their names say. */
function copyContents(dataFolder: string, named: ReadonlySet<string>, add: (sha256: string, file: string) => boolean): number {
  const files = contentFiles(join(dataFolder, 'content'))
  let leftOut = 0
  for (const sha256 of named) if (!add(sha256, files.whole(sha256, false))) leftOut += 1
  return leftOut
}

function missing(stream: string, first: number, last: number): Error {
  return new Error(`the log no longer has ${stream} ${first} to ${last}: choose a later --since`)
}
