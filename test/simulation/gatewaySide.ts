import { createGatewayCore, type GatewayCore } from '#gateway/core'
import type { ConnectorContext } from '#gateway/connectors/connector'
import type { EventLog } from '#gateway/log/eventLog'
import type { Gauge } from '#shared/contract/city'
import { openMemoryLog, type LogDisk } from './memoryLog'
import type { Door } from './network'
import type { Random } from './random'
import { createGate, createLife, type Gate, type Life, type Scheduler } from './scheduler'

/** Bugs that a test puts into what the gateway stands on. */
export type GatewayPlant = {
  /** Wraps the log of every start. */
  log?(log: EventLog, disk: LogDisk): EventLog
  /** What a start finds on the disk. */
  onStart?(disk: LogDisk): void
}

/** The one gateway of a history: the real core over a log in memory, that is killed and started again. */
export type GatewaySide = {
  readonly disk: LogDisk
  readonly gate: Gate
  /** The model of the running gateway. */
  core(): GatewayCore | null
  door(): Door | null
  /** Lent to the sender of alerts and to the player of readings; null while the gateway is down. */
  context(connector: 'cap' | 'scenario'): { life: Life; context: ConnectorContext } | null
  start(): void
  crash(): void
  readonly alive: boolean
  clockOffsetMs: number
}

export const gauge: Gauge = {
  id: 'dong-ha',
  name: { vi: 'Đông Hà', en: 'Đông Hà' },
  river: { vi: 'sông Hiếu', en: 'Hiếu river' },
  place: { lonDeg: 107.1, latDeg: 16.82 },
  placeCertainty: { vi: 'gần đúng', en: 'approximate' },
  levelsM: [1.5, 3, 4.5],
  legalBasis: 'test',
  peaks: [],
  freshnessLimitMs: 3_600_000,
}

export function createGatewaySide(
  scheduler: Scheduler,
  random: Random,
  newId: () => string,
  disk: LogDisk,
  hooks: { onError(error: unknown): void; onCrash(): void },
  plant: GatewayPlant,
): GatewaySide {
  let life = createLife(scheduler, hooks.onError)
  life.end()
  let core: GatewayCore | null = null
  const contexts = new Map<string, ConnectorContext>()
  const gate = createGate(() => life, crash)

  const side: GatewaySide = {
    disk,
    gate,
    core: () => (life.alive ? core : null),
    door() {
      const there = core
      return life.alive && there !== null ? { life, serve: (socket, hello) => there.serve(socket, hello) } : null
    },
    context(connector) {
      const context = life.alive ? contexts.get(connector) : undefined
      return context === undefined ? null : { life, context }
    },
    start() {
      if (life.alive) return
      plant.onStart?.(disk)
      const born = createLife(scheduler, hooks.onError)
      life = born
      const now = (): number => scheduler.nowMs + side.clockOffsetMs
      const own = openMemoryLog(disk, now, (write) => {
        if (!born.alive) throw new Error('the process is dead')
        gate.commit('log', write)
      })
      const log = plant.log?.(own, disk) ?? own
      born.onEnd(() => own.close())
      const starting = createGatewayCore({
        log,
        gauges: new Map([[gauge.id, gauge]]),
        gateway: { name: 'Đông Hà', version: 'simulated', cityId: 'dong-ha' },
        now,
        // A full disk and a death are said here; what becomes of them is what the invariants are about.
        onTrouble: () => undefined,
        newId,
        timers: born.timers,
        soon: (work) => void born.timers.after(random.int(0, 4), work),
      })
      void starting.then(async (ready) => {
        if (!born.alive) return
        core = ready
        ready.startSweeping()
        for (const name of ['cap', 'scenario']) {
          const start = (context: ConnectorContext): Promise<void> => {
            contexts.set(name, context)
            return Promise.resolve()
          }
          void ready.host.start({ name, start, stop: () => Promise.resolve() })
        }
      })
    },
    crash,
    get alive() {
      return life.alive
    },
    clockOffsetMs: 0,
  }
  return side

  function crash(): void {
    if (!life.alive) return
    core = null
    contexts.clear()
    gate.fuse = null
    life.end()
    hooks.onCrash()
  }
}
