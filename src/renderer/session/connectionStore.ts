import type { AlertState } from '#shared/contract/alert'
import type { AnyRequest } from '#shared/contract/feed'
import type { WindowDescription } from '#shared/contract/ipc'
import type { LinkCounters, LinkState, Notice, OutboxEntry, StationPush } from '#shared/contract/stationPort'
import { isConflict } from '#shared/domain/conflict'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { callMain, connectStation, listenToMain, requestStationPort, sendToStation } from './bridge'
import { pendingByAlert, withAnswer, withoutRequest, withoutWord, withRequest, type OwnRequests } from './pendingRequests'

const noCounters: LinkCounters = { facts: 0, duplicates: 0, gaps: 0, rejected: 0, resumes: 0 }

type Receivers = { station: (push: StationPush) => void; windowChanged: (description: WindowDescription) => void }

/** The line to the station and the gateway as this window sees it: link, counters, outbox and notices. */
export const useConnectionStore = defineStore('connection', () => {
  const link = shallowRef<LinkState>()
  const counters = shallowRef<LinkCounters>(noCounters)
  const outbox = shallowRef<ReadonlyMap<string, OutboxEntry>>(new Map())
  /** Which station this window belongs to, as others read it beside what is done here. */
  const self = shallowRef<{ id: string; name: string }>()
  const stationNotices = shallowRef<readonly Notice[]>([])
  const mainNotices = shallowRef<readonly Notice[]>([])
  /** True once the station has told its first state. */
  const hasState = shallowRef(false)
  /** Critical alerts that were told ahead of their facts, while the station catches up. */
  const ahead = shallowRef<readonly AlertState[]>([])
  const ownRequests = shallowRef<OwnRequests>(new Map())
  let refreshTimer: ReturnType<typeof setTimeout> | undefined
  let refreshedAtMs = 0
  let isOutboxFresh = false

  const notices = computed(() => [...mainNotices.value, ...stationNotices.value].toSorted((a, b) => b.atMs - a.atMs))
  /** By alert: the requests that are on their way or were refused. */
  const pending = computed(() => pendingByAlert(ownRequests.value, outbox.value))
  const entries = computed(() => [...outbox.value.values()])
  /** Refused because something else was first: to be looked at, with both versions. */
  const conflicts = computed(() => entries.value.filter(({ failure }) => isConflict(failure)))
  /** Everything else that waits or was refused. */
  const unconfirmed = computed(() => entries.value.filter(({ failure }) => !isConflict(failure)))
  const waitingCount = computed(() => entries.value.filter(({ state }) => state === 'waiting').length)
  const refusedCount = computed(() => unconfirmed.value.length - waitingCount.value)

  /** Opens the line; `receivers.station` gets every push after this store has taken its own. Returns how to stop. */
  function connect(receivers: Receivers): () => void {
    const stopMain = listenToMain((name, payload) => {
      if (name === 'notices') mainNotices.value = payload as Notice[]
      else if (name === 'window.changed') receivers.windowChanged(payload as WindowDescription)
    })
    const stopStation = connectStation((push) => {
      take(push)
      receivers.station(push)
    })
    return () => {
      clearTimeout(refreshTimer)
      stopMain()
      stopStation()
    }
  }

  function take(push: StationPush): void {
    switch (push.kind) {
      case 'state':
        hasState.value = true
        isOutboxFresh = true
        break
      case 'link':
        link.value = push.link
        counters.value = push.counters
        break
      case 'urgent':
        ahead.value = push.alerts
        break
      case 'outbox':
        outbox.value = new Map(push.entries.map((entry) => [entry.key, entry]))
        if (isOutboxFresh) ownRequests.value = withoutWord(ownRequests.value, outbox.value)
        isOutboxFresh = false
        break
      case 'outbox-changed':
        outbox.value = withChanges(outbox.value, push)
        break
      case 'self':
        self.value = { id: push.id, name: push.name }
        break
      case 'notices':
        stationNotices.value = push.notices
        break
      case 'answer':
        ownRequests.value = withAnswer(ownRequests.value, push)
        break
    }
  }

  /** Asks the gateway for something, by way of the station. Nothing changes here until the fact comes back. */
  function ask(asked: AnyRequest): void {
    const key = crypto.randomUUID()
    const sent = sendToStation({ kind: 'request', key, ...asked })
    ownRequests.value = withRequest(ownRequests.value, key, asked, Date.now(), sent ? 'sending' : 'lost')
  }

  /** Makes a refused request once more, on the version that is shown now. */
  function applyAgain({ key, type, input }: OutboxEntry, expectedVersion: number): void {
    const newKey = crypto.randomUUID()
    if (!sendToStation({ kind: 'apply-again', key, newKey, expectedVersion })) return
    const asked = { type, input: 'expectedVersion' in input ? { ...input, expectedVersion } : input } as AnyRequest
    ownRequests.value = withRequest(withoutRequest(ownRequests.value, key), newKey, asked, Date.now(), 'sending')
  }

  /** Puts a refused request away. */
  function dismissRefused(key: string): void {
    ownRequests.value = withoutRequest(ownRequests.value, key)
    sendToStation({ kind: 'dismiss-refused', key })
  }

  /** Puts a notice away, at main or at the station, whichever said it. */
  async function dismissNotice(id: string): Promise<void> {
    if (mainNotices.value.some((notice) => notice.id === id)) await callMain('notice.dismiss', id)
    else sendToStation({ kind: 'dismiss-notice', id })
  }

  /** Asks for the whole state again, at most once in `atMostEveryMs`. */
  function refresh(atMostEveryMs: number): void {
    if (refreshTimer !== undefined) return
    const waitMs = Math.max(0, refreshedAtMs + atMostEveryMs - Date.now())
    refreshTimer = setTimeout(() => {
      refreshTimer = undefined
      refreshedAtMs = Date.now()
      void requestStationPort()
    }, waitMs)
  }

  return {
    link,
    counters,
    self,
    outbox,
    conflicts,
    unconfirmed,
    notices,
    hasState,
    ahead,
    pending,
    waitingCount,
    refusedCount,
    connect,
    ask,
    applyAgain,
    dismissRefused,
    dismissNotice,
    refresh,
  }
})

/** The outbox after a change that the station told. */
function withChanges(
  before: ReadonlyMap<string, OutboxEntry>,
  { entries, removed }: Extract<StationPush, { kind: 'outbox-changed' }>,
): ReadonlyMap<string, OutboxEntry> {
  const after = new Map(before)
  for (const key of removed) after.delete(key)
  for (const entry of entries) after.set(entry.key, entry)
  return after
}
