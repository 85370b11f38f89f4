import { randomUUID } from 'node:crypto'
import type { AlertState } from '#shared/contract/alert'
import type { OutboxEntry, StationPush, WindowCall } from '#shared/contract/stationPort'
import { alertIdOf, applyAlertFact, isInQueue } from '#shared/domain/alertLifecycle'

/** An operator at one station: acknowledges much of what is shown, and remembers what the station promised. */
export type Actor = {
  /** Keys of the requests that the station said it keeps. */
  readonly kept: ReadonlySet<string>
  hear(push: StationPush): void
  resume(): void
  pause(): void
  /** Puts away what was refused and read. */
  dismissRefused(): void
  isLive(): boolean
  outbox(): readonly OutboxEntry[]
}

type Options = { call(call: WindowCall): void; random(): number; share: number }

export function createActor({ call, random, share }: Options): Actor {
  const alerts = new Map<string, AlertState>()
  const kept = new Set<string>()
  const entries = new Map<string, OutboxEntry>()
  let live = false
  let acting = false

  function acknowledge(state: AlertState): void {
    if (!acting || state.acknowledged !== null || random() >= share) return
    call({
      kind: 'request',
      key: randomUUID(),
      type: 'alert.acknowledge',
      input: { id: state.alert.id, expectedVersion: state.version, note: 'đã rõ' },
    })
  }

  function keep(entry: OutboxEntry): void {
    entries.set(entry.key, entry)
    kept.add(entry.key)
  }

  return {
    kept,
    hear(push) {
      switch (push.kind) {
        case 'state':
          alerts.clear()
          for (const state of push.alerts) alerts.set(state.alert.id, state)
          for (const state of push.alerts) acknowledge(state)
          return
        case 'facts':
          for (const fact of push.facts) {
            const id = alertIdOf(fact)
            const state = id === undefined ? undefined : applyAlertFact(alerts.get(id), fact)
            if (id === undefined || state === undefined) continue
            if (isInQueue(state)) alerts.set(id, state)
            else alerts.delete(id)
            if (fact.type === 'alert.raised') acknowledge(state)
          }
          return
        case 'outbox':
          entries.clear()
          for (const entry of push.entries) keep(entry)
          return
        case 'outbox-changed':
          for (const entry of push.entries) keep(entry)
          for (const key of push.removed) entries.delete(key)
          return
        case 'answer':
          // `unavailable` before it was kept is the one answer that promises nothing.
          if (push.result.ok !== false || push.result.failure.code !== 'unavailable') kept.add(push.key)
          return
        case 'link':
          live = push.link.state === 'live'
          return
        default:
      }
    },
    resume: () => void (acting = true),
    pause: () => void (acting = false),
    dismissRefused() {
      for (const entry of entries.values()) if (entry.state === 'refused') call({ kind: 'dismiss-refused', key: entry.key })
    },
    isLive: () => live,
    outbox: () => [...entries.values()],
  }
}
