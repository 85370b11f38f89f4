import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail, type Failure, type Result } from '#shared/contract/result'
import type { LogStatus, RequestEnvelope } from '#shared/contract/feed'
import type { Positions, UnitPosition } from '#shared/contract/position'
import { clipText } from '#shared/contract/text'
import type { LinkCounters, LinkState, Notice, OutboxEntry, StationPush, WindowCall } from '#shared/contract/stationPort'
import { keepCache } from './cacheKeeper'
import { namesContents, openContentDesk, type ContentDesk } from './content/contentDesk'
import { openContent } from './content/openContent'
import { followGateway, type Follower } from './follower'
import { dialGateway } from './link/feedClient'
import { createDrain } from './outbox/drain'
import { openOutbox } from './outbox/outbox'
import { keepOutbox } from './outbox/outboxKeeper'
import { createOutboxNews } from './outbox/outboxNews'
import { linkDetailsOf } from './linkDetails'
import { keepRetention } from './retention/retention'
import { createIndexer } from './search/indexer'
import { startReader } from './search/reader'
import { readRetentionPolicy } from '#shared/domain/retentionPolicy'
import { timersOf, type Timers } from '#shared/timers'
import { windowState } from './view'
import { createWindowHub, type WindowPort } from './windowHub'

export type StationOptions = {
  /** Folder of cache and outbox; made when missing. */
  dataFolder: string
  /** Name that others read beside what this station did. */
  name: string
  /** The built `searchWorker`; without it searches are answered `unavailable`. */
  searchWorkerFile?: string | URL
  /** Epoch milliseconds. */
  now?(): number
  parts?: Partial<StationParts>
}

/** What a station stands on: the real ones, unless a test brings its own. */
export type StationParts = {
  timers: Timers
  keepCache: typeof keepCache
  openOutbox: typeof openOutbox
  dialGateway: typeof dialGateway
  openContent: typeof openContent
}

/** One workstation: follows a gateway's log, keeps its own copy, and shows it to any number of windows. */
export type Station = {
  /** Follows this gateway from now on. */
  follow(gateway: { url: string; token: string }): void
  addWindow(port: WindowPort): void
  link(): LinkState
  counters(): LinkCounters
  /** Takes a file that a person chose; the windows hear what became of it under the id. */
  attachFile(id: string, file: string): void
  /** Keeps a copy of a content where a person wants it. */
  saveContent(id: string, sha256: string, file: string): void
  close(): void
}

/** Opens cache and outbox and is at once ready to show what they hold, with or without a gateway. */
export function createStation(options: StationOptions): Station {
  const now = options.now ?? Date.now
  const parts: StationParts = { timers: timersOf(globalThis), keepCache, openOutbox, dialGateway, openContent, ...options.parts }
  const startedAtMs = now()
  let notices: Notice[] = []
  let follower: Follower | undefined
  const lastSeen = new Map<string, UnitPosition>()
  let outboxRefused = false
  let dialledAs = ''
  /** Asked at every dial: the id is another one once a file of requests could be opened. */
  const station = {
    get id() {
      return (dialledAs = outbox.stationId)
    },
    name: options.name,
  }
  const hub = createWindowHub(onCall, (what) => console.error('station: a window sent something that is not of the contract:', what))
  const cacheFile = join(options.dataFolder, 'cache.sqlite')
  const keeper = parts.keepCache(cacheFile, startedAtMs, ({ code, ...details }) => addNotice(code, details), {
    onReplaced() {
      reader?.close()
      reader = openReader()
      follower?.client.redial()
    },
    onRecovered() {
      removeNotice('cache-unwritable')
      addNotice('cache-writable-again', { file: cacheFile }, 'info')
    },
  })
  const outboxFile = join(options.dataFolder, 'outbox.sqlite')
  const outbox = keepOutbox({
    file: outboxFile,
    open: parts.openOutbox,
    now,
    timers: parts.timers,
    onDamaged({ file, content }) {
      addNotice('outbox-request-damaged', { file, content: clipText(content, 400) })
      parts.timers.after(0, pushOutbox)
    },
    onTrouble({ code, ...details }) {
      outboxRefused = code === 'outbox-unwritable'
      addNotice(code, details)
    },
    onRecovered() {
      noteOutboxWritten()
      hub.push({ kind: 'self', id: outbox.stationId, name: options.name })
      pushOutbox()
      for (const request of outbox.entries()) contents?.onRequest(request)
      // The gateway is to know this station by the id that its file keeps.
      if (outbox.stationId !== dialledAs) follower?.client.redial()
      drain.wake()
    },
  })
  const indexer = createIndexer({
    // What the index has passed is packed when there is nothing left to index.
    fill: (limit) => keeper.cache.fillIndex(limit) || keeper.cache.packPast(),
    now,
    timers: parts.timers,
  })
  let reader = openReader()
  const noContents = fail('unavailable', 'this station has no place for attachments')
  const noReader = fail('unavailable', 'this station runs without a reader')
  indexer.wake()
  const retention = readRetentionPolicy(join(options.dataFolder, 'retention.json'), (file) => readFileSync(file, 'utf8'))
  if (retention.problem !== null) console.error(`station: ${retention.problem}; until that is mended nothing is removed`)
  const stopRetention = keepRetention({
    cache: () => keeper.cache,
    readingsDays: retention.policy.readingsDays,
    now,
    timers: parts.timers,
    onTrouble: (error) => console.error('station: old readings could not be let go:', error),
  })
  const news = createOutboxNews({ push: hub.push, timers: parts.timers })
  const isLive = (): boolean => follower?.link.state === 'live'
  const contents = openContents()
  const drain = createDrain({
    outbox,
    timers: parts.timers,
    isLive,
    isReady: (entry) => contents?.isReady(entry) ?? !namesContents(entry),
    onContentMissing: (entry) => contents?.onMissing(entry),
    send: ({ type, key, madeAtMs, input }) =>
      follower?.client.ask(type, { key, madeAtMs, input } as RequestEnvelope<typeof type>) ??
      Promise.resolve(fail('unavailable', 'no gateway is known yet')),
    onTrouble: (error) => noteOutboxTrouble(error),
    onAnswered(answer, entry) {
      hub.push(answer)
      contents?.onGone(entry.key)
      if (answer.result.ok === false) news.changed({ ...entry, state: 'refused', failure: answer.result.failure })
      else news.removed(entry.key)
      if (outbox.nextWaiting() === undefined) news.tell()
    },
  })

  return {
    follow({ url, token }) {
      follower?.close()
      follower = undefined
      follower = followGateway({
        keeper,
        now,
        timers: parts.timers,
        push: hub.push,
        onLive() {
          drain.wake()
          contents?.wake()
        },
        onContentWanted: (hashes) => contents?.onWanted(hashes),
        onCommitted: indexer.wake,
        onInvalid: (what) => addNotice('bad-page-from-gateway', { url, detail: what }),
        onStatus: noteStatus,
        onPositions: notePositions,
        dial: (listener) => parts.dialGateway({ url, token, station }, listener),
      })
    },
    addWindow: (port) =>
      hub.add(port, (push) => {
        push({ kind: 'self', id: outbox.stationId, name: options.name })
        push(windowState(keeper.cache))
        push({ kind: 'link', link: link(), counters: counters() })
        pushOutbox(push)
        push({ kind: 'notices', notices })
        if (contents !== null) push(contents.transfers())
        if (follower !== undefined) push(follower.urgent())
        if (lastSeen.size > 0) push({ kind: 'positions', positions: [...lastSeen.values()] })
      }),
    link,
    counters,
    attachFile: (id, file) => void (contents?.attachFile(id, file) ?? hub.push({ kind: 'attached', id, result: noContents })),
    saveContent: (id, sha256, file) => void (contents?.save(id, sha256, file) ?? hub.push({ kind: 'saved', id, result: noContents })),
    close() {
      contents?.close()
      stopRetention()
      indexer.close()
      reader?.close()
      drain.close()
      news.close()
      follower?.close()
      keeper.close()
      outbox.close()
    },
  }

  function link(): LinkState {
    return follower?.link ?? { state: 'connecting', sinceMs: startedAtMs, lastContactMs: keeper.cache.lastContactMs() }
  }

  function counters(): LinkCounters {
    return { ...(follower?.counters ?? { facts: 0, duplicates: 0, gaps: 0, rejected: 0, resumes: 0 }) }
  }

  function addNotice(code: Notice['code'], details: Notice['details'], level: Notice['level'] = 'warning'): void {
    const atMs = now()
    notices = [...notices.filter((notice) => notice.code !== code), { id: `${code}:${atMs}`, atMs, level, code, details }]
    hub.push({ kind: 'notices', notices })
  }

  function removeNotice(code: Notice['code']): void {
    notices = notices.filter((notice) => notice.code !== code)
    hub.push({ kind: 'notices', notices })
  }

  function openReader() {
    if (options.searchWorkerFile === undefined) return null
    return startReader({ file: cacheFile, workerFile: options.searchWorkerFile, onDamaged: (detail) => keeper.damaged(detail) })
  }

  // Kept in memory alone: a window that opens later is told where everybody was seen last.
  function notePositions({ positions }: Positions): void {
    for (const position of positions) lastSeen.set(position.id, position)
    hub.push({ kind: 'positions', positions })
  }

  function noteStatus({ durable, detail }: LogStatus): void {
    removeNotice(durable ? 'gateway-disk-refuses' : 'gateway-disk-recovered')
    if (durable) addNotice('gateway-disk-recovered', {}, 'info')
    else addNotice('gateway-disk-refuses', { detail }, 'error')
  }

  async function answerLater<T>(asked: Promise<Result<T>> | undefined, answer: (result: Result<T>) => void): Promise<void> {
    answer((await asked) ?? noReader)
  }

  function noteOutboxTrouble(error: unknown): void {
    outboxRefused = true
    addNotice('outbox-unwritable', { file: outboxFile, detail: (error as Error).message, movedTo: '' })
  }

  function noteOutboxWritten(): void {
    if (!outboxRefused || !outbox.durable) return
    outboxRefused = false
    removeNotice('outbox-unwritable')
    addNotice('outbox-writable-again', { file: outboxFile }, 'info')
  }

  function pushOutbox(push: (message: StationPush) => void = hub.push): void {
    try {
      push({ kind: 'outbox', entries: outbox.entries() })
    } catch (error) {
      noteOutboxTrouble(error)
    }
  }

  /** Keeps a request before anything else happens to it, tells every window that it waits, and sends it when its turn comes. */
  function keep(key: string, answer: (push: StationPush) => void, store: () => OutboxEntry | undefined): void {
    let entry: OutboxEntry | undefined
    try {
      entry = store()
      noteOutboxWritten()
    } catch (error) {
      // Not kept, so not promised: the person is told at once.
      noteOutboxTrouble(error)
      return answer({ kind: 'answer', key, result: fail('unavailable', `the outbox: ${(error as Error).message}`) })
    }
    if (entry === undefined) return answer({ kind: 'answer', key, result: fail('not-found', 'the request is no longer in the outbox') })
    if (link().state !== 'live') answer({ kind: 'answer', key, result: { ok: 'waiting' } })
    news.changed(entry)
    news.tell()
    contents?.onRequest(entry)
    drain.wake()
  }

  /** Without a place for contents the station works on: nothing can be attached then, and what names contents waits. */
  function openContents(): ContentDesk | null {
    const onTrouble = (error: unknown): void => console.error('station: attachments:', error)
    try {
      const opened = parts.openContent(options.dataFolder, now, onTrouble)
      if (opened === null) return null
      return openContentDesk({
        ...opened,
        line: (name, message) => follower?.client.content(name, message) ?? Promise.resolve(fail('unavailable', 'no gateway is known yet')),
        isLive,
        requests: outbox.entries,
        isDurable: outbox.durable,
        onReady: () => drain.wake(),
        onRefused: refuseAll,
        push: hub.push,
        onTrouble,
        now,
        timers: parts.timers,
      })
    } catch (error) {
      onTrouble(error)
      addNotice('attachments-unavailable', { file: join(options.dataFolder, 'content'), detail: (error as Error).message })
      return null
    }
  }

  /** Requests whose contents the gateway will not have are refused as it would refuse them. */
  function refuseAll(entries: readonly OutboxEntry[], failure: Failure): void {
    for (const entry of entries) {
      outbox.refuse(entry.key, failure)
      hub.push({ kind: 'answer', key: entry.key, result: { ok: false, failure } })
      news.changed({ ...entry, state: 'refused', failure })
    }
    news.tell()
  }

  function onCall(call: WindowCall, answer: (push: StationPush) => void): void {
    switch (call.kind) {
      case 'request': {
        const { kind: _kind, ...request } = call
        return keep(call.key, answer, () => {
          const kept = { ...request, madeAtMs: now() }
          outbox.add(kept)
          return { ...kept, state: 'waiting', failure: null }
        })
      }
      case 'apply-again':
        return keep(call.newKey, answer, () => {
          const { newKey, expectedVersion } = call
          const renewed = outbox.renew(call.key, { key: newKey, expectedVersion, madeAtMs: now() })
          if (renewed !== undefined) news.removed(call.key)
          return renewed
        })
      case 'dismiss-refused':
        try {
          outbox.remove(call.key)
          news.removed(call.key)
        } catch (error) {
          // It stays in the list, and can be put away again.
          noteOutboxTrouble(error)
        }
        return news.tell()
      case 'dismiss-notice':
        notices = notices.filter((notice) => notice.id !== call.id)
        return hub.push({ kind: 'notices', notices })
      case 'attach':
        if (contents === null) return answer({ kind: 'attached', id: call.id, result: noContents })
        return void contents.attachBytes(call.id, call.name, call.data, answer)
      case 'content':
        if (contents === null) return answer({ kind: 'content', id: call.id, result: noContents })
        return void contents.give(call.id, call.sha256, answer)
      case 'search':
        return void answerLater(reader?.search(answer, call.query), (result) => answer({ kind: 'found', id: call.id, result }))
      case 'history':
        return void answerLater(reader?.history(call.alertId), (result) => answer({ kind: 'history', id: call.id, result }))
      case 'alert-figures':
        return void answerLater(reader?.figures(call.query), (result) => answer({ kind: 'alert-figures', id: call.id, result }))
      case 'link-details':
        return void answerLater(reader?.coverage(), (coverage) => {
          const progress = follower?.progress() ?? { heads: null, lagMs: null }
          answer({ kind: 'link-details', id: call.id, details: linkDetailsOf(keeper.cache, cacheFile, progress, coverage) })
        })
    }
  }
}
