import { randomUUID } from 'node:crypto'
import type { AlertState } from '#shared/contract/alert'
import type { AnyRequest } from '#shared/contract/feed'
import type { OutboxEntry, StationPush, WindowCall } from '#shared/contract/stationPort'
import { alertIdOf, applyAlertFact, isInQueue } from '#shared/domain/alertLifecycle'

/** What an operator may want of an alert, acknowledging twice as often as anything else. */
const wishes: readonly ((seen: { id: string; expectedVersion: number }) => AnyRequest)[] = [
  (seen) => ({ type: 'alert.acknowledge', input: { ...seen, note: 'đã rõ' } }),
  (seen) => ({ type: 'alert.acknowledge', input: { ...seen, note: '', disposition: 'relevant', next: 'cử người đến xem' } }),
  (seen) => ({ type: 'alert.assign', input: { ...seen, to: { id: null, name: 'Đội 1' } } }),
  (seen) => ({
    type: 'alert.amend',
    input: { ...seen, correction: { severity: 'high', headline: null, areaDescription: null }, reason: 'đo lại' },
  }),
  (seen) => ({ type: 'alert.close', input: { ...seen, disposition: 'no-impact', words: '' } }),
  (seen) => ({ type: 'alert.shelve', input: { ...seen, untilMs: Date.now() + 2_000, reason: 'chờ đội' } }),
  (seen) => ({ type: 'alert.see', input: seen }),
  (seen) => ({ type: 'alert.reopen', input: { ...seen, reason: 'nhầm' } }),
  ({ id }) => ({ type: 'alert.note', input: { id, text: 'đã gọi', attachments: [] } }),
]

/** An operator at one station: does something about much of what is shown, and remembers what the station promised. */
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

  /** Does something about an alert that is shown, now and then several things in a row. */
  function act({ alert, version }: AlertState): void {
    if (!acting || random() >= share) return
    const seen = { id: alert.id, expectedVersion: version }
    do call({ kind: 'request', key: randomUUID(), ...wishes[Math.floor(random() * wishes.length)]!(seen) })
    while (random() < 0.3)
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
          for (const state of push.alerts) act(state)
          return
        case 'facts':
          for (const fact of push.facts) {
            const id = alertIdOf(fact)
            const state = id === undefined ? undefined : applyAlertFact(alerts.get(id), fact)
            if (id === undefined || state === undefined) continue
            if (isInQueue(state)) alerts.set(id, state)
            else alerts.delete(id)
            if (fact.type === 'alert.raised') act(state)
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
