import { alertsFrom, applyAlertFacts, type AlertsState } from '../../src/renderer/features/alerts/alertsState'
import type { OutboxEntry, StationPush, WindowCall } from '#shared/contract/stationPort'
import { applyRoomFact } from '#shared/domain/roomFold'
import type { RoomState } from '#shared/contract/roomState'
import type { Cache } from '#station/cache/cache'
import type { Outbox } from '#station/outbox/outbox'
import { dialGateway, type FeedListener } from '#station/link/feedClient'
import { createStation, type Station } from '#station/station'
import { emptyCacheDisk, openMemoryCache, losePower, type CacheDisk } from './memoryCache'
import { openMemoryOutbox, type OutboxDisk } from './memoryOutbox'
import { carrierOver, createWire, type Door, type Wire } from './network'
import type { Random } from './random'
import { createGate, createLife, type Gate, type Life, type Scheduler } from './scheduler'

/** Bugs that a test puts into what a station stands on. */
export type StationPlant = {
  cache?(cache: Cache, disk: CacheDisk, commit: (write: () => void) => void): Cache
  outbox?(outbox: Outbox, disk: OutboxDisk, life: Life): Outbox
  listener?(listener: FeedListener, cache: Cache): FeedListener
}

/** What a window shows: the fold of what was pushed to it. */
export type WindowView = { alerts: AlertsState; room: RoomState; outbox: ReadonlyMap<string, OutboxEntry> }

/** One workstation of a history: the real station over stores in memory, with a window, that is killed and started again. */
export type StationSide = {
  readonly name: string
  readonly wire: Wire
  readonly gate: Gate
  readonly cacheDisk: CacheDisk
  readonly outboxDisk: OutboxDisk
  readonly alive: boolean
  station(): Station | null
  /** Null while there is no station. */
  view(): WindowView | null
  call(call: WindowCall): void
  start(): void
  /** With `lostTransactions`, the power goes too, and takes back that many of the cache's last. */
  crash(lostTransactions?: number): void
  clockOffsetMs: number
}

type Hooks = {
  onError(error: unknown): void
  onCrash(side: StationSide): void
  onPush(side: StationSide, push: StationPush): void
  door(): Door | null
}

export function createStationSide(
  about: { name: string; id: string },
  scheduler: Scheduler,
  random: Random,
  hooks: Hooks,
  plant: StationPlant,
): StationSide {
  const cacheDisk = emptyCacheDisk()
  const outboxDisk: OutboxDisk = { stationId: about.id, entries: [] }
  const wire = createWire(scheduler, random)
  let life = createLife(scheduler, hooks.onError)
  life.end()
  let station: Station | null = null
  let view: WindowView | null = null
  let onCall: (call: unknown) => void = () => undefined
  const gate = createGate(() => life, crash)

  const side: StationSide = {
    name: about.name,
    wire,
    gate,
    cacheDisk,
    outboxDisk,
    get alive() {
      return life.alive
    },
    station: () => station,
    view: () => view,
    call: (call) => life.run(() => onCall(call)),
    start() {
      if (life.alive) return
      life = createLife(scheduler, hooks.onError)
      life.run(() => begin(life))
    },
    crash,
    clockOffsetMs: 0,
  }
  return side

  function begin(born: Life): void {
    const committing = (store: string) => (write: () => void) => {
      if (!born.alive) throw new Error('the process is dead')
      gate.commit(store, write)
    }
    const plain = openMemoryCache(cacheDisk, committing('cache'))
    const cache = plant.cache?.(plain, cacheDisk, committing('cache')) ?? plain
    const plainOutbox = openMemoryOutbox(outboxDisk, committing('outbox'))
    const outbox = plant.outbox?.(plainOutbox, outboxDisk, born) ?? plainOutbox
    const made = createStation({
      dataFolder: 'simulated',
      name: about.name,
      now: () => scheduler.nowMs + side.clockOffsetMs,
      parts: {
        timers: born.timers,
        keepCache: () => ({ cache, write: (work) => work(cache), damaged: () => undefined, close: () => undefined }),
        openOutbox: () => ({ outbox, trouble: null }),
        openContent: () => null,
        dialGateway: (target, listener, retryMs) =>
          dialGateway(target, plant.listener?.(listener, cache) ?? listener, retryMs, carrierOver(wire, born, hooks.door)),
      },
    })
    station = made
    openWindow(made, born)
    made.follow({ url: 'simulated', token: 'simulated' })
  }

  /** A window that lacks an alert asks for a new port, and with it for the whole state. */
  function openWindow(made: Station, born: Life): void {
    let isOpen = true
    let close = (): void => undefined
    made.addWindow({
      post(push) {
        if (!born.alive || !isOpen) return
        take(push)
        if (push.kind !== 'facts' || view?.alerts.outdated !== true) return
        isOpen = false
        born.timers.after(0, () => {
          close()
          openWindow(made, born)
        })
      },
      onCall: (listener) => (onCall = listener),
      onClose: (listener) => (close = listener),
    })
  }

  function take(push: StationPush): void {
    if (push.kind === 'state')
      view = { alerts: alertsFrom(push.alerts, push.totalAlerts), room: push.room, outbox: view?.outbox ?? new Map() }
    else if (push.kind === 'facts' && view !== null) {
      view = { ...view, alerts: applyAlertFacts(view.alerts, push.facts), room: push.facts.reduce(applyRoomFact, view.room) }
    } else if (push.kind === 'outbox' && view !== null) view = { ...view, outbox: new Map(push.entries.map((entry) => [entry.key, entry])) }
    else if (push.kind === 'outbox-changed' && view !== null) {
      const outbox = new Map(view.outbox)
      for (const key of push.removed) outbox.delete(key)
      for (const entry of push.entries) outbox.set(entry.key, entry)
      view = { ...view, outbox }
    }
    hooks.onPush(side, push)
  }

  function crash(lostTransactions = 0): void {
    if (!life.alive) return
    station = null
    view = null
    onCall = () => undefined
    gate.fuse = null
    life.end()
    losePower(cacheDisk, lostTransactions)
    hooks.onCrash(side)
  }
}
