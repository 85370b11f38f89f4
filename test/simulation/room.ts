import type { StationPush } from '#shared/contract/stationPort'
import { createGatewaySide, type GatewayPlant, type GatewaySide } from './gatewaySide'
import { createWatch, type AskedRequest, type Watch } from './invariants'
import { emptyLogDisk } from './memoryLog'
import { randomFrom, type Random } from './random'
import { createScheduler, type Scheduler } from './scheduler'
import { createSender, type Sender } from './sender'
import { createStationSide, type StationPlant, type StationSide } from './stationSide'

/** 15 January 2026, 03:00 UTC. */
const startMs = Date.UTC(2026, 0, 15, 3)
/** Healed and left alone, a room has to agree within this time. */
const patienceMs = 180_000
/** Agreement has to last this long: counters of connectors are told after two seconds. */
const quietMs = 3_000

export type Plant = GatewayPlant & StationPlant

/** One gateway, two or three stations with a window each, two senders, and who watches them. */
export type Room = {
  readonly scheduler: Scheduler
  newId(): string
  readonly gateway: GatewaySide
  readonly stations: readonly StationSide[]
  readonly senders: readonly Sender[]
  readonly requests: Map<string, AskedRequest>
  readonly watch: Watch
  /** Events so far. */
  readonly events: number
  restartLater(side: { start(): void }, delayMs: number): void
  /** Runs for a time, or until something is wrong. */
  run(forMs: number): Promise<void>
  /** Mends everything, starts everything, and waits until all agree; then looks at everything once more. */
  settle(): Promise<void>
}

export function openRoom(seed: number, plant: Plant, log: (line: string) => void): Room {
  let events = 0
  const scheduler = createScheduler(startMs, () => {
    events += 1
    watch.look()
  })
  // Everyone has luck of their own: what one does leaves the others' as it was, and a failure can be told with fewer steps.
  const luckOf = (who: number): Random => randomFrom(Math.imul(seed, 0x85ebca6b) + Math.imul(who, 0xc2b2ae35), () => scheduler.nowMs)
  let ids = 0
  const newId = (): string => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`
  const rests = luckOf(2)
  const disk = emptyLogDisk(newId())
  const onError = (error: unknown): void => watch.fail(`a process threw: ${error instanceof Error ? (error.stack ?? '') : String(error)}`)
  const requests = new Map<string, AskedRequest>()
  const gateway = createGatewaySide(
    scheduler,
    luckOf(1),
    newId,
    disk,
    {
      onError,
      onCrash() {
        log('gateway dies')
        restartLater(gateway, rests.int(30, 2_000))
      },
    },
    plant,
  )
  const stations = Array.from({ length: rests.int(2, 3) }, (_, index) =>
    createStationSide(
      { name: `Bàn trực ${index + 1}`, id: newId() },
      scheduler,
      luckOf(10 + index),
      {
        onError,
        door: gateway.door,
        onPush: (side, push) => notePush(requests, side, push),
        onCrash(side) {
          log(`${side.name} dies`)
          restartLater(side, rests.int(30, 2_000))
        },
      },
      plant,
    ),
  )
  const senders = [20, 21].map((who) => createSender(scheduler, luckOf(who), gateway))
  const watch = createWatch({ disk, stations, senders, requests, gateway })
  gateway.start()
  for (const station of stations) station.start()

  function restartLater(side: { start(): void }, delayMs: number): void {
    scheduler.after(delayMs, () => side.start())
  }

  const room: Room = {
    scheduler,
    newId,
    gateway,
    stations,
    senders,
    requests,
    watch,
    get events() {
      return events
    },
    restartLater,
    async run(forMs) {
      const untilMs = scheduler.nowMs + forMs
      while (watch.failure === null && (await scheduler.step(untilMs)));
    },
    async settle() {
      scheduler.after(0, mendAll)
      const untilMs = scheduler.nowMs + patienceMs
      while (watch.failure === null && scheduler.nowMs < untilMs) {
        await room.run(1_000)
        if (watch.unsettled() !== null) continue
        await room.run(quietMs)
        if (watch.unsettled() === null) return watch.lookAtEnd()
      }
      if (watch.failure === null) watch.fail(`not settled after ${patienceMs / 1_000} s: ${watch.unsettled()}`)
    },
  }
  return room

  function mendAll(): void {
    for (const { gate } of [gateway, ...stations]) {
      gate.fuse = null
      gate.full.clear()
    }
    for (const sender of senders) sender.heal()
    gateway.start()
    for (const station of stations) {
      station.wire.heal()
      station.start()
    }
  }
}

/** What a person at a window has been told about a request. */
function notePush(requests: Map<string, AskedRequest>, side: StationSide, push: StationPush): void {
  if (push.kind === 'outbox' || push.kind === 'outbox-changed') {
    for (const { key } of push.entries) {
      const request = requests.get(key)
      if (request !== undefined) request.accepted = true
    }
  }
  if (push.kind !== 'answer') return
  const request = requests.get(push.key)
  if (request === undefined || request.station !== side) return
  if (push.result.ok === 'waiting') request.accepted = true
  else if (push.result.ok) request.doneAtSeq = push.result.value.seq
  else if (push.result.failure.code === 'unavailable') request.notKept = true
}
