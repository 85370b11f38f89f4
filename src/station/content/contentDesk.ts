import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { AttachmentReference } from '#shared/contract/attachment'
import { toAttachmentName } from '#shared/contract/attachmentName'
import type { ContentPush } from '#shared/contract/contentPort'
import { fail, succeed, type Failure, type Result } from '#shared/contract/result'
import type { OutboxEntry } from '#shared/contract/stationPort'
import { sniffMediaType } from '#shared/domain/mediaType'
import { contentsOfRequest } from '#shared/domain/namedContents'
import type { Timers } from '#shared/timers'
import type { ContentStore } from '#storage/content/contentStore'
import type { ContentLine } from '../link/contentLine'
import { attachable, NotAttachable } from './attachable'
import { createDownloads } from './downloads'
import { createUploads, type Wanted } from './uploads'

/** Progress is told this often at most. */
const tellEveryMs = 200
const sweepEveryMs = 3_600_000
/** What was attached to a note that nobody sent is let go of after this time. */
const draftMs = 7 * 86_400_000

type Options = {
  store: ContentStore
  fileBytes: number
  line: ContentLine
  isLive(): boolean
  /** All requests of the outbox, asked at the start and once in a while; throws when it cannot be read. */
  requests(): OutboxEntry[]
  /** Whether the outbox is the one on the disk: of another one nothing follows for what is to be kept. */
  isDurable: boolean
  /** What stood in the way of some request is here, or will not come. */
  onReady(): void
  /** The gateway will not take what these requests need. */
  onRefused(requests: OutboxEntry[], failure: Failure): void
  push(message: ContentPush): void
  onTrouble(error: unknown): void
  now(): number
  timers: Timers
}

/** Everything a station does with attachments: takes them in, brings them up, fetches them, gives them out. */
export type ContentDesk = {
  /** A file that a person chose at main. */
  attachFile(id: string, file: string): Promise<void>
  attachBytes(id: string, name: string, data: Uint8Array, answer: (push: ContentPush) => void): Promise<void>
  give(id: string, sha256: string, answer: (push: ContentPush) => void): Promise<void>
  save(id: string, sha256: string, file: string): Promise<void>
  /** Whether the gateway has all that this request names. */
  isReady(request: OutboxEntry): boolean
  /** A request waits from now on. */
  onRequest(request: OutboxEntry): void
  /** It waits no longer: it was answered, or put away. */
  onGone(key: string): void
  /** The gateway answered a request with `content-missing`. */
  onMissing(request: OutboxEntry): void
  /** The gateway asks who has these. */
  onWanted(hashes: readonly string[]): void
  /** The line is live again. */
  wake(): void
  transfers(): ContentPush
  close(): void
}

export function openContentDesk(options: Options): ContentDesk {
  const { store, line, isLive, now, timers } = options
  /** What the gateway asked for. */
  const asked = new Map<string, Wanted>()
  /** Requests that wait and name contents, by their keys. */
  const waiting = new Map<string, OutboxEntry>()
  for (const request of waitingAtStart()) watch(request)
  let callOffTelling: (() => void) | undefined
  let lastTold = ''
  const uploads = createUploads({
    store,
    line,
    isLive,
    wanted,
    onHeld(sha256) {
      asked.delete(sha256)
      options.onReady()
    },
    onRefused(sha256, failure) {
      asked.delete(sha256)
      const requests = [...waiting.values()].filter((request) =>
        contentsOfRequest(request).some((reference) => reference.sha256 === sha256),
      )
      options.onRefused(requests, failure)
      for (const { key } of requests) waiting.delete(key)
    },
    onChange: tellSoon,
    onTrouble: options.onTrouble,
    now,
    timers,
  })
  const downloads = createDownloads({ store, line, isLive, onChange: tellSoon, now, timers })
  const stopSweeping = timers.every(sweepEveryMs, () => void forgetDrafts().catch(options.onTrouble))

  return {
    attachFile: async (id, file) => options.push({ kind: 'attached', id, result: await takeFile(file) }),
    attachBytes: async (id, name, data, answer) => answer({ kind: 'attached', id, result: await take(name, [data]) }),
    give: async (id, sha256, answer) => answer({ kind: 'content', id, result: await bytesOf(sha256) }),
    save: async (id, sha256, file) => options.push({ kind: 'saved', id, result: await saveTo(sha256, file) }),
    isReady: (request) => contentsOfRequest(request).every(({ sha256 }) => uploads.isHeld(sha256)),
    onRequest(request) {
      watch(request)
      if (waiting.has(request.key)) wake()
    },
    onGone(key) {
      if (waiting.delete(key)) tellSoon()
    },
    onMissing(request) {
      for (const { sha256 } of contentsOfRequest(request)) uploads.forget(sha256)
    },
    onWanted(hashes) {
      for (const sha256 of hashes) {
        const bytes = store.bytesOf(sha256)
        if (bytes === undefined) continue
        asked.set(sha256, { sha256, bytes })
        uploads.forget(sha256)
      }
    },
    wake,
    transfers,
    close() {
      stopSweeping()
      callOffTelling?.()
      uploads.close()
      downloads.close()
    },
  }

  function wake(): void {
    uploads.wake()
    downloads.wake()
    tellSoon()
  }

  function waitingAtStart(): OutboxEntry[] {
    try {
      return options.requests()
    } catch (error) {
      options.onTrouble(error)
      return []
    }
  }

  function watch(request: OutboxEntry): void {
    if (request.state === 'waiting' && namesContents(request)) waiting.set(request.key, request)
  }

  function wanted(): Iterable<Wanted> {
    const named = [...waiting.values()].flatMap((request) =>
      contentsOfRequest(request).map(({ sha256, bytes }) => [sha256, { sha256, bytes }] as const),
    )
    return new Map([...asked, ...named]).values()
  }

  function transfers(): Extract<ContentPush, { kind: 'transfers' }> {
    return { kind: 'transfers', transfers: [...uploads.transfers(), ...downloads.transfers()] }
  }

  function tellSoon(): void {
    callOffTelling ??= timers.after(tellEveryMs, () => {
      callOffTelling = undefined
      const message = transfers()
      const text = JSON.stringify(message)
      if (text !== lastTold) options.push(message)
      lastTold = text
    })
  }

  async function takeFile(file: string): Promise<Result<AttachmentReference>> {
    try {
      const { size, ...kind } = await stat(file).then((found) => ({ size: found.size, isFile: found.isFile() }))
      if (!kind.isFile) return fail('invalid', 'this is not a file')
      if (size > options.fileBytes) return tooLarge()
    } catch (error) {
      return fail('unavailable', `the file cannot be read: ${(error as Error).message}`)
    }
    return take(basename(file), createReadStream(file) as AsyncIterable<Buffer>)
  }

  function tooLarge(): { ok: false; failure: Failure } {
    return fail('too-large', `an attachment may have ${options.fileBytes} bytes`, { limit: options.fileBytes })
  }

  async function take(name: string, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Result<AttachmentReference>> {
    const checked = attachable(source as AsyncIterable<Uint8Array>, options.fileBytes)
    try {
      const stored = await store.add(checked.parts)
      const { mediaType } = checked
      if (stored.kind !== 'stored' || mediaType === null) return fail('no-room', 'this station has no room for more attachments')
      return succeed({ sha256: stored.sha256, name: toAttachmentName(name, mediaType), mediaType, bytes: stored.bytes })
    } catch (error) {
      if (error instanceof NotAttachable) return fail(error.code, error.message, error.details)
      options.onTrouble(error)
      return fail('unavailable', `the file could not be taken: ${(error as Error).message}`)
    }
  }

  async function bytesOf(sha256: string): Promise<Extract<ContentPush, { kind: 'content' }>['result']> {
    const data = await whenHere(sha256, () => store.readWhole(sha256))
    if (!data.ok) return data
    const mediaType = sniffMediaType(data.value)
    if (mediaType === null) return fail('invalid', 'this is none of the kinds of files that are shown')
    return succeed({ mediaType, data: data.value })
  }

  async function saveTo(sha256: string, file: string): Promise<Result<null>> {
    const saved = await whenHere(sha256, async () => ((await store.copyTo(sha256, file)) ? true : undefined))
    return saved.ok ? succeed(null) : saved
  }

  /** Uses a content once it is here. One that turns out to be damaged is fetched again, once. */
  async function whenHere<T>(sha256: string, use: () => Promise<T | undefined>): Promise<Result<T>> {
    try {
      for (let attempt = 0; attempt < 2; attempt += 1) {
        if (store.bytesOf(sha256) === undefined) {
          const fetched = await downloads.fetch(sha256)
          if (!fetched.ok) return fetched
        }
        const used = await use()
        if (used !== undefined) return succeed(used)
      }
      return fail('invalid', `the content ${sha256} is damaged, here and at the gateway`)
    } catch (error) {
      options.onTrouble(error)
      return fail('unavailable', `the content could not be read or written: ${(error as Error).message}`)
    }
  }

  async function forgetDrafts(): Promise<void> {
    if (!options.isDurable) return
    const beforeMs = now() - draftMs
    const named = new Set(options.requests().flatMap((request) => contentsOfRequest(request).map(({ sha256 }) => sha256)))
    for (const { sha256, isOnlyCopy, usedAtMs } of [...store.contents()]) {
      if (isOnlyCopy && usedAtMs < beforeMs && !named.has(sha256)) await store.remove(sha256)
    }
    await store.forgetPartial(beforeMs)
  }
}

/** Whether a request names contents that the gateway has to have before it. */
export function namesContents(request: OutboxEntry): boolean {
  return contentsOfRequest(request).length > 0
}
