import { watch, type FSWatcher } from 'node:fs'
import { lstat, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join, parse } from 'node:path'
import type { Failure, Result } from '#shared/contract/result'

/** What becomes of a file: moved to `accepted/`, moved to `refused/` with its reason, or left for the next look. */
export type FileOutcome = { kind: 'accepted' } | { kind: 'refused'; failure: Failure } | { kind: 'later' }

type Options<Read> = {
  folder: string
  /** Files this many bytes or more over are refused unread. */
  maximumBytes: number
  /** Reads the content without any effect: what is refused here may only be a file that is still being written. */
  read(bytes: Buffer): Result<Read>
  /** Hands over what was read. */
  deliver(read: Read, name: string): Promise<FileOutcome>
  /** Told once about a file that `read` refused, or that is too large. */
  onRefused(name: string, failure: Failure): void
  /** The folder could not be read, or a file not moved. It is tried again. */
  onTrouble(error: unknown): void
  timing?: Partial<FolderTiming>
}

export type FolderTiming = {
  /** A file that has not changed for this long is looked at. */
  settledMs: number
  /** A file that cannot be read as a message is refused only when it has not changed for this long: its writer may be slow. */
  patienceMs: number
  /** The folder is read again this often: network shares send no events, and what was left for later comes up again. */
  rescanMs: number
}

const usualTiming: FolderTiming = { settledMs: 200, patienceMs: 3_000, rescanMs: 10_000 }

/** A folder whose files are messages. Files are handled one after the other, oldest first, and end in `accepted` or `refused` beside them. */
export type WatchedFolder = { stop(): Promise<void> }

/** Watches a folder for `*.xml` and `*.cap` files, those already there included; makes the folder when it is missing. */
export async function watchFolder<Read>(options: Options<Read>): Promise<WatchedFolder> {
  const { folder } = options
  const timing = { ...usualTiming, ...options.timing }
  await mkdir(join(folder, 'accepted'), { recursive: true })
  await mkdir(join(folder, 'refused'), { recursive: true })

  let stopped = false
  let work: Promise<void> = Promise.resolve()
  let nextLook: { timer: NodeJS.Timeout; dueMs: number } | undefined
  let seen = new Map<string, MessageFile & { sinceMs: number }>()

  function lookIn(delayMs: number): void {
    const dueMs = performance.now() + delayMs
    if (stopped || (nextLook !== undefined && nextLook.dueMs <= dueMs)) return
    clearTimeout(nextLook?.timer)
    const timer = setTimeout(() => {
      nextLook = undefined
      work = work.then(look)
    }, delayMs)
    nextLook = { timer, dueMs }
  }

  async function look(): Promise<void> {
    let delayMs = timing.rescanMs
    try {
      const files = await messageFiles(folder)
      seen = new Map(files.map((file) => [file.name, { ...file, sinceMs: unchangedSinceMs(file) }]))
      for (const file of seen.values()) {
        if (stopped) return
        delayMs = Math.min(delayMs, (await handle(file)) ?? delayMs)
      }
    } catch (error) {
      options.onTrouble(error)
    }
    lookIn(delayMs)
  }

  // By our own clock: the clock of a network share may be hours away from it.
  function unchangedSinceMs(file: MessageFile): number {
    const before = seen.get(file.name)
    return before?.bytes === file.bytes && before.changedAtMs === file.changedAtMs ? before.sinceMs : performance.now()
  }

  /** Handles one file; returns after how long it must be looked at again when it is not ripe yet. */
  async function handle(file: MessageFile & { sinceMs: number }): Promise<number | undefined> {
    const quietMs = performance.now() - file.sinceMs
    if (quietMs < timing.settledMs) return timing.settledMs - quietMs
    const read = await readSettled(file)
    if (read === undefined) return timing.settledMs
    if (!read.ok) {
      if (quietMs < timing.patienceMs) return timing.patienceMs - quietMs
      options.onRefused(file.name, read.failure)
      return refuse(file.name, read.failure)
    }
    const outcome = await options.deliver(read.value, file.name)
    if (outcome.kind === 'accepted') await rename(join(folder, file.name), join(folder, 'accepted', await freeName('accepted', file.name)))
    if (outcome.kind === 'refused') await refuse(file.name, outcome.failure)
    return undefined
  }

  /** What the file says; undefined when it changed while it was read, or is gone. */
  async function readSettled(file: MessageFile): Promise<Result<Read> | undefined> {
    if (file.bytes > options.maximumBytes) {
      return {
        ok: false,
        failure: { code: 'too-large', message: `the file has ${file.bytes} bytes, the limit is ${options.maximumBytes}` },
      }
    }
    const content = await readFile(join(folder, file.name)).catch(() => undefined)
    const after = await describe(folder, file.name)
    if (content === undefined || after?.bytes !== content.length || after.changedAtMs !== file.changedAtMs) return undefined
    return options.read(content)
  }

  async function refuse(name: string, failure: Failure): Promise<undefined> {
    const free = await freeName('refused', name)
    // The reason first: whoever sees the refused file finds it there, whole.
    await writeFile(join(folder, 'refused', `${free}.reason.txt`), `${failure.message}\n`)
    await rename(join(folder, name), join(folder, 'refused', free))
  }

  /** A name that does not write over an earlier file. */
  async function freeName(where: 'accepted' | 'refused', name: string): Promise<string> {
    const taken = new Set(await readdir(join(folder, where)))
    const { name: stem, ext } = parse(name)
    let free = name
    for (let count = 2; taken.has(free); count += 1) free = `${stem}.${count}${ext}`
    return free
  }

  let watcher: FSWatcher | undefined
  try {
    watcher = watch(folder, (_event, name) => {
      if (name === null || isMessageName(name)) lookIn(timing.settledMs)
    })
    watcher.on('error', () => watcher?.close())
  } catch {
    // Some systems have too few watches to give. Without events the regular look still finds everything, only later.
  }
  lookIn(0)

  return {
    async stop() {
      stopped = true
      watcher?.close()
      clearTimeout(nextLook?.timer)
      await work
    },
  }
}

type MessageFile = { name: string; bytes: number; changedAtMs: number }

function isMessageName(name: string): boolean {
  return /\.(?:xml|cap)$/i.test(name) && !name.startsWith('.')
}

async function messageFiles(folder: string): Promise<MessageFile[]> {
  const names = (await readdir(folder)).filter(isMessageName)
  const files = await Promise.all(names.map((name) => describe(folder, name)))
  // Oldest first, so that an alert comes before the update that names it.
  return files
    .filter((file) => file !== undefined)
    .toSorted((one, other) => one.changedAtMs - other.changedAtMs || (one.name < other.name ? -1 : 1))
}

/** Size and time of a regular file; undefined for anything else (a link could lead out of the folder) and for one that is gone. */
async function describe(folder: string, name: string): Promise<MessageFile | undefined> {
  const found = await lstat(join(folder, name)).catch(() => undefined)
  return found?.isFile() === true ? { name, bytes: found.size, changedAtMs: found.mtimeMs } : undefined
}
