import { randomUUID } from 'node:crypto'
import type { Gauge } from '#shared/contract/city'
import type { Handshake } from '#shared/contract/feed'
import type { Result } from '#shared/contract/result'
import { timersOf, type Timers } from '#shared/timers'
import { decide, nextExpiryMs, type Circumstances, type Event } from './authority'
import { createCommitQueue } from './commitQueue'
import { createConnectorHost, type ConnectorHost } from './connectorHost'
import type { Accepted } from './connectors/connector'
import type { EventLog } from './log/eventLog'
import type { RoomModel } from './roomModel'
import { startSession, type StationSocket } from './session'

/** How often alerts whose time is over are looked for. */
const sweepEveryMs = 1_000

type Options = {
  log: EventLog
  /** The city's gauges by id. */
  gauges: ReadonlyMap<string, Gauge>
  /** What stations are told about this gateway. */
  gateway: { name: string; version: string; cityId: string }
  /** Epoch milliseconds. */
  now(): number
  onTrouble(error: unknown): void
  /** A new UUID. */
  newId?(): string
  timers?: Timers
  /** Runs the next transaction, once what arrives together is there. */
  soon?(work: () => void): void
}

/** The gateway without its edges: everything between connectors, stations and the log. Knows no socket, no file and no clock. */
export type GatewayCore = {
  readonly model: RoomModel
  readonly host: ConnectorHost
  /** One station that was let in; returns how to end it. */
  serve(socket: StationSocket, hello: Handshake): () => void
  /** Looks for expired alerts from now on. */
  startSweeping(): void
  /** Resolves when nothing waits for the log any more. */
  idle(): Promise<void>
  stopSweeping(): void
}

/** Folds the log, ends a drill that a dead gateway left open, and is then ready for connectors and stations. */
export async function createGatewayCore(options: Options): Promise<GatewayCore> {
  const { log, now, newId = randomUUID, timers = timersOf(globalThis) } = options
  const queue = createCommitQueue(log, options.onTrouble, options.soon)
  const circumstances = (): Circumstances => ({ newId, nowMs: now(), gauges: options.gauges })
  const host = createConnectorHost({ now, submit, timers })
  let stopSweeping = (): void => undefined

  // A drill that was open when the gateway died is over: nobody plays it any more.
  const open = queue.model.room().drill
  if (open !== null) await submit({ kind: 'drill-ended', id: open.id, reason: 'interrupted', atMs: now() })

  return {
    get model() {
      return queue.model
    },
    host,
    serve: (socket, hello) => startSession({ socket, hello, log, queue, gateway: options.gateway, circumstances }),
    startSweeping() {
      // Submits only when something is due: a flood pays nothing for it.
      stopSweeping = timers.every(sweepEveryMs, () => {
        const nextMs = nextExpiryMs(queue.model)
        if (nextMs !== null && nextMs <= now()) void submit({ kind: 'time-passed', atMs: now() })
      })
    },
    idle: () => queue.idle(),
    stopSweeping: () => stopSweeping(),
  }

  function submit(event: Event): Promise<Result<Accepted>> {
    return queue.run((commit): Result<Accepted> => {
      const decision = decide(commit.model, event, circumstances())
      if (!decision.ok) return decision
      commit.append(decision.value.facts)
      return { ok: true, value: decision.value.answer }
    })
  }
}
