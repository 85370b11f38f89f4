import { randomUUID } from 'node:crypto'
import type { AlertTypesFile } from '#shared/contract/alertType'
import type { Gauge } from '#shared/contract/city'
import type { NewFact } from '#shared/contract/fact'
import type { Handshake } from '#shared/contract/feed'
import type { Cursors } from '#shared/contract/ids'
import { succeed, type Result } from '#shared/contract/result'
import { timersOf, type Timers } from '#shared/timers'
import { alertTypesShipped, decide, isSuppressionDue, nextDueMs, type Circumstances, type Event } from './authority'
import { createCommitQueue } from './commitQueue'
import { createConnectorHost, type ConnectorHost } from './connectorHost'
import type { Accepted } from './connectors/connector'
import type { EventLog } from './log/eventLog'
import type { LogKeeping } from './log/logKeeping'
import { keepRetention } from './retention/retention'
import { ruleFacts } from './rules/readingRules'
import type { LoadedRule } from './rules/ruleFile'
import type { RoomModel } from './roomModel'
import { readBeyond, startSession, type SessionOptions, type StationSocket } from './session'
import { restoreModel } from './snapshot/restoreModel'
import { keepSnapshots } from './snapshot/snapshotKeeper'
import { cuesOfFacts, cuesOfTime, type WallCity } from './wallCues'
import { keepEverything, type RetentionPolicy } from '#shared/domain/retentionPolicy'

/** How often alerts whose time is over are looked for. */
const sweepEveryMs = 1_000

const noWallCity: WallCity = {
  viewpointIds: [],
  localAt(timeMs) {
    const date = new Date(timeMs)
    return { hour: date.getUTCHours(), minute: date.getUTCMinutes(), weekday: date.getUTCDay() || 7 }
  },
}

type Options = {
  log: EventLog
  /** Where snapshots and roll-ups are kept; without it every start folds the whole log, and nothing is ever removed. */
  keeping?: LogKeeping
  retention?: RetentionPolicy
  /** The city's gauges by id. */
  gauges: ReadonlyMap<string, Gauge>
  /** The city's alert types; written into the log once an edition. */
  /** Rules that raise alerts from readings. */
  rules?: readonly LoadedRule[]
  alertTypes?: AlertTypesFile
  /** What stations are told about this gateway. */
  gateway: { name: string; version: string; cityId: string }
  /** What the rules of the wall need of the city; without it they know no viewpoint and the hours are those of UTC. */
  wallCity?: WallCity
  /** Whether what a note names is here; without it nothing is asked of a note. */
  checkAttachments?: SessionOptions['checkAttachments']
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
  /** Looks for expired alerts from now on, takes snapshots and lets old facts go. */
  startSweeping(): void
  /** Resolves when nothing waits for the log any more. */
  idle(): Promise<void>
  stopSweeping(): void
  /** Keeps what makes the next start quick. Call it last, before the log is closed. */
  close(): void
}

/** Makes the model of the log, ends a drill that a dead gateway left open, and is then ready for connectors and stations. */
export async function createGatewayCore(options: Options): Promise<GatewayCore> {
  const { log, keeping, now, onTrouble, newId = randomUUID, timers = timersOf(globalThis) } = options
  const unusable: number[] = []
  const queue = createCommitQueue(log, onTrouble, options.soon, restore)
  const readers = new Set<() => Cursors>()
  const snapshots =
    keeping && keepSnapshots({ log, snapshots: keeping.snapshots, model: () => queue.model, now, timers, onTrouble, unusable })
  const stopConsidering = snapshots && log.follow(snapshots.consider)
  const circumstances = (): Circumstances => ({ newId, nowMs: now(), gauges: options.gauges })
  const about = () => ({ newId, nowMs: now(), wallCity: options.wallCity ?? noWallCity })
  const hourAt = (timeMs: number): number => about().wallCity.localAt(timeMs).hour
  const rulesDue = (model: RoomModel): NewFact[] => ruleFacts(model, options.rules ?? [], { ...circumstances(), hourAt })
  const host = createConnectorHost({ now, submit, timers })
  let stopSweeping = (): void => undefined
  let stopRetention = (): void => undefined

  // A drill that was open when the gateway died is over: nobody plays it any more.
  const open = queue.model.room().drill
  if (open !== null) await submit({ kind: 'drill-ended', id: open.id, reason: 'interrupted', atMs: now() })

  const shipped = options.alertTypes
  if (shipped !== undefined && queue.model.room().alertTypes?.edition !== shipped.edition)
    await queue.run((commit) => succeed(commit.append([alertTypesShipped(shipped, circumstances())])))

  return {
    get model() {
      return queue.model
    },
    host,
    serve(socket, hello) {
      const claim = readBeyond(hello, log)
      if (claim !== null) renewEpoch(claim)
      const { gateway, checkAttachments } = options
      return startSession({ socket, hello, log, queue, gateway, circumstances, readers, checkAttachments })
    },
    startSweeping() {
      // Submits only when something is due: a flood pays nothing for it.
      stopSweeping = timers.every(sweepEveryMs, () => {
        if (cuesOfTime(queue.model, about()).length > 0)
          void queue.run((commit) => succeed(commit.append(cuesOfTime(commit.model, about()))))
        if (rulesDue(queue.model).length > 0) {
          void queue.run((commit) => {
            const ruled = commit.append(rulesDue(commit.model))
            return succeed(commit.append(cuesOfFacts(commit.model, ruled, about())))
          })
        }
        const nextMs = nextDueMs(queue.model)
        if ((nextMs !== null && nextMs <= now()) || isSuppressionDue(queue.model)) void submit({ kind: 'time-passed', atMs: now() })
      })
      if (keeping === undefined || snapshots === undefined) return
      const policy = options.retention ?? keepEverything
      stopRetention = keepRetention({ log, keeping, policy, snapshots, readers, now, timers, onTrouble })
    },
    idle: () => queue.idle(),
    stopSweeping() {
      stopSweeping()
      stopRetention()
    },
    close() {
      stopConsidering?.()
      snapshots?.close()
    },
  }

  function restore(): RoomModel {
    const { model, ignored } = restoreModel(log, keeping?.snapshots)
    for (const { position, why } of ignored) {
      unusable.push(position)
      onTrouble(`the snapshot as of ${position} cannot be used and is passed over: ${why}`)
    }
    return model
  }

  /** From now on no station takes this log's numbers for those it knew. Where even that cannot be written, the snapshot alone has to do. */
  function renewEpoch(why: string): void {
    try {
      log.renewEpoch(why)
      onTrouble(`${why}: this is a new epoch of the log now, ${log.epoch}, and every station takes a snapshot`)
    } catch (error) {
      onTrouble(error)
    }
  }

  function submit(event: Event): Promise<Result<Accepted>> {
    return queue.run((commit): Result<Accepted> => {
      const decision = decide(commit.model, event, circumstances())
      if (!decision.ok) return decision
      const appended = commit.append(decision.value.facts)
      const ruled = event.kind === 'reading' ? commit.append(rulesDue(commit.model)) : []
      commit.append(cuesOfFacts(commit.model, [...appended, ...ruled], about()))
      commit.append(cuesOfTime(commit.model, about()))
      return { ok: true, value: decision.value.answer }
    })
  }
}
