import type { AlertState } from '#shared/contract/alert'
import type { LogStatus, Page, SnapshotPiece, Urgent, Welcome } from '#shared/contract/feed'
import { streams, type Cursors } from '#shared/contract/ids'
import type { Failure } from '#shared/contract/result'
import type { LinkCounters, LinkState, StationPush } from '#shared/contract/stationPort'
import { timersOf, type Timers } from '#shared/timers'
import { createAheadOfTurn } from './aheadOfTurn'
import type { CacheKeeper } from './cacheKeeper'
import { batchDelayMs } from './link/batch'
import type { Positions } from '#shared/contract/position'
import type { FeedClient, FeedListener } from './link/feedClient'
import { sortPage } from './link/inbox'
import { foldBatch, windowState } from './view'

/** How often the time of the last contact is written down, so that "offline since" is true after a crash too. */
const contactEveryMs = 5_000

type Options = {
  keeper: CacheKeeper
  now(): number
  push(message: StationPush): void
  /** The line is live (again): what waited can be sent. */
  onLive(): void
  /** Facts or a snapshot are in the cache. */
  onCommitted?(): void
  onInvalid(what: string): void
  /** How the gateway is, when that changes. */
  onStatus?(status: LogStatus): void
  onPositions?(message: Positions): void
  /** The gateway asks who has these contents. */
  onContentWanted?(hashes: readonly string[]): void
  dial(listener: FeedListener): FeedClient
  timers?: Timers
}

/** Follows one gateway's log: keeps the link state, applies pages and snapshots to the cache and passes them to the windows. */
export type Follower = {
  readonly link: LinkState
  readonly counters: LinkCounters
  readonly client: FeedClient
  /** What the gateway has told ahead of its turn, for a window that comes now. */
  urgent(): StationPush
  progress(): Progress
  close(): void
}

/** How far the station is behind; `heads` null before the first contact, `lagMs` null while there is none. */
export type Progress = { heads: Cursors | null; lagMs: number | null }

export function followGateway(options: Options): Follower {
  const { keeper, now, timers = timersOf(globalThis) } = options
  const startedAtMs = now()
  const counters: LinkCounters = { facts: 0, duplicates: 0, gaps: 0, rejected: 0, resumes: 0 }
  let lastHeardMs = keeper.cache.lastContactMs()
  let keptContactMs = lastHeardMs
  let link: LinkState = { state: 'connecting', sinceMs: startedAtMs, lastContactMs: lastHeardMs }
  let gatewayName = ''
  let expected: 'welcome' | 'snapshot' | 'pages' = 'welcome'
  let pieces: AlertState[] = []
  let lastBatchMs = 0
  const ahead = createAheadOfTurn()
  let heads: Cursors | null = null
  let readUntilMs: number | null = null
  let callOffBatch = (): void => undefined
  const stopNoting = timers.every(contactEveryMs, () => (isConnected() ? keepContact() : undefined))
  options.push(linkPush())

  const client = options.dial({
    position: () => keeper.cache.position(),
    onWelcome,
    onSnapshot,
    onPage(page, committed) {
      // Nothing else of the log comes before this page is committed, so one timer is enough.
      const delayMs = batchDelayMs({ facts: page.facts.length, remaining: page.remaining }, lastBatchMs, now())
      if (delayMs === 0) return applyPage(page, committed)
      callOffBatch = timers.after(delayMs, () => applyPage(page, committed))
    },
    onHeard: heard,
    onUrgent,
    onOffline,
    onRefused,
    onStatus: (status) => options.onStatus?.(status),
    onPositions: (message) => options.onPositions?.(message),
    onContentWanted: (hashes) => options.onContentWanted?.(hashes),
    onInvalid(what) {
      counters.rejected += 1
      options.onInvalid(what)
    },
  })

  return {
    get link() {
      return link
    },
    counters,
    client,
    urgent: urgentPush,
    progress: () => ({ heads, lagMs: lagMs() }),
    close() {
      stopNoting()
      callOffBatch()
      client.close()
      if (isConnected()) keepContact()
    },
  }

  function onWelcome(welcome: Welcome): void {
    // Said twice on the way: what came of the first must not be undone.
    if (expected !== 'welcome') return
    expected = welcome.mode === 'snapshot' ? 'snapshot' : 'pages'
    gatewayName = welcome.gateway.name
    heads = welcome.heads
    readUntilMs = null
    pieces = []
    heard()
    const { cursors } = keeper.cache.position()
    // A page that overtook the welcome may have brought more than the welcome knows of.
    const behind = streams.reduce((sum, stream) => sum + Math.max(0, welcome.heads[stream] - cursors[stream]), 0)
    if (welcome.mode === 'resume' && behind === 0) return goLive()
    counters.resumes += 1
    setLink({ state: 'catching-up', sinceMs: now(), remaining: behind })
  }

  function onSnapshot(piece: SnapshotPiece, committed: () => void): void {
    if (expected === 'welcome') return client.redial()
    // The last piece once more, without those before it, is not the state of anything.
    if (expected === 'pages') return committed()
    pieces.push(...piece.alerts)
    if (piece.last && piece.room !== null) {
      const { epoch, asOf, room } = piece
      keeper.write((cache) => cache.installSnapshot({ epoch, asOf, alerts: pieces, room, takenAtMs: now() }))
      pieces = []
      expected = 'pages'
      options.push(windowState(keeper.cache))
      options.onCommitted?.()
      goLive()
    }
    committed()
  }

  function applyPage(page: Page, committed: () => void): void {
    heard()
    const sorted = sortPage(keeper.cache.position(), page)
    if (sorted.kind === 'gap') {
      counters.gaps += 1
      return client.redial()
    }
    if (sorted.kind === 'other-log') {
      counters.rejected += 1
      return client.redial()
    }
    lastBatchMs = now()
    counters.duplicates += sorted.duplicates
    counters.facts += sorted.facts.length
    if (sorted.facts.length > 0) {
      const folded = foldBatch(keeper.cache, sorted.facts)
      // Read or write found the file damaged: it begins anew, and the line was hung up to get everything again.
      if (keeper.cache.position().epoch !== page.epoch) return
      counters.rejected += folded.orphans
      keeper.write((cache) => cache.commitBatch({ facts: sorted.facts, cursors: sorted.cursors, alerts: folded.alerts, room: folded.room }))
      if (keeper.cache.position().epoch !== page.epoch) return
      options.push({ kind: 'facts', facts: sorted.facts })
      if (ahead.reached(folded.alerts)) options.push(urgentPush())
      options.onCommitted?.()
      noteProgress(sorted.cursors, sorted.facts.at(-1)?.recordedAtMs ?? null)
    }
    committed()
    if (page.remaining > 0) setLink({ state: 'catching-up', sinceMs: link.sinceMs, remaining: page.remaining })
    else if (link.state !== 'live') goLive()
  }

  /** What the gateway sent is in its log, so its heads are at least there. */
  function noteProgress(cursors: Cursors, recordedAtMs: number | null): void {
    const next = { ...(heads ?? cursors) }
    for (const stream of streams) next[stream] = Math.max(next[stream], cursors[stream])
    heads = next
    readUntilMs = recordedAtMs
  }

  function lagMs(): number | null {
    if (link.state === 'live') return 0
    return link.state === 'catching-up' && readUntilMs !== null ? Math.max(0, now() - readUntilMs) : null
  }

  function onUrgent(message: Urgent, shown: () => void): void {
    // Shown only: the facts come in their turn, and only they are stored.
    if (message.epoch === keeper.cache.position().epoch && link.state === 'catching-up') {
      ahead.tell(message.alerts)
      options.push(urgentPush())
    }
    shown()
  }

  function onOffline(reason: string): void {
    callOffBatch()
    forgetUrgent()
    expected = 'welcome'
    if (isConnected()) keepContact()
    const everConnected = lastHeardMs !== null
    setLink({ state: 'offline', sinceMs: lastHeardMs ?? startedAtMs, everConnected, reason })
  }

  function onRefused(failure: Failure): void {
    setLink({ state: 'refused', sinceMs: now(), failure })
  }

  function urgentPush(): StationPush {
    return { kind: 'urgent', alerts: ahead.alerts() }
  }

  function forgetUrgent(): void {
    if (ahead.forget()) options.push(urgentPush())
  }

  function goLive(): void {
    forgetUrgent()
    setLink({ state: 'live', sinceMs: now(), gatewayName })
    options.onLive()
  }

  function isConnected(): boolean {
    return link.state === 'live' || link.state === 'catching-up'
  }

  function heard(): void {
    lastHeardMs = now()
  }

  /** Writes down when the gateway was last heard, which is not always now: a line may stand and be silent. */
  function keepContact(): void {
    const atMs = lastHeardMs
    if (atMs === null || atMs === keptContactMs) return
    keptContactMs = atMs
    keeper.write((cache) => cache.noteContact(atMs))
  }

  function setLink(next: LinkState): void {
    link = next
    options.push(linkPush())
  }

  function linkPush(): StationPush {
    return { kind: 'link', link, counters: { ...counters } }
  }
}
