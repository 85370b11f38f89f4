import { buildAlert } from '#test/builders/alertBuilder'
import type { Observation } from '#gateway/connectors/connector'
import type { Alert } from '#shared/contract/alert'
import { dispositions, severities } from '#shared/contract/alert'
import type { AlertRequestType, AnyRequest } from '#shared/contract/feed'
import { isConflict } from '#shared/domain/conflict'
import { gauge } from './gatewaySide'
import type { AskedRequest } from './invariants'
import type { Direction, MessageFault } from './network'
import type { Room } from './room'
import type { StationSide } from './stationSide'
import type { Step } from './steps'

/** What a history remembers between its steps. */
export type Told = { identifiers: string[]; drills: number }

const messageFaults: readonly MessageFault[] = ['lose', 'double', 'overtake', 'delay']

/** Lets one step happen. */
export function perform(step: Step, room: Room, told: Told): void {
  const { choice, amount } = step
  const { scheduler, gateway } = room
  const station = room.stations[choice % room.stations.length]!
  const sender = room.senders[choice % room.senders.length]!
  const referred = told.identifiers[amount % Math.max(1, told.identifiers.length)]
  const reference = { sender: 'test@example.invalid', identifier: referred ?? 'unknown', sentAtMs: scheduler.nowMs }

  switch (step.kind) {
    case 'post':
      return sender.send({ kind: 'alert', alert: nextAlert(step, room, told), drill: false })
    case 'update':
      return sender.send({ kind: 'update', alert: nextAlert(step, room, told), references: [reference], drill: false })
    case 'cancel':
      return sender.send({ kind: 'cancel', key: `cancel-${scheduler.nowMs}`, references: [reference], atMs: scheduler.nowMs, drill: false })
    case 'reading':
      return play(room, {
        kind: 'reading',
        reading: {
          gaugeId: gauge.id,
          valueM: (amount % 60) / 10,
          observedAtMs: scheduler.nowMs,
          basis: choice % 5 === 0 ? 'forecast' : 'observed',
          source: 'test',
          peak: false,
          drillId: choice % 2 === 0 ? (gateway.core()?.model.room().drill?.id ?? null) : null,
        },
      })
    case 'drill':
      return playDrill(step, room, told)
    case 'acknowledge':
    case 'assign':
    case 'amend':
    case 'note':
    case 'close':
      return ask(step.kind, step, room)
    case 'apply-again':
      return applyAgain(step, room)
    case 'cut':
      station.wire.down = true
      return void scheduler.after(100 + (amount % 10) ** 2 * 200, () => station.wire.heal())
    case 'break-off':
      return station.wire.breakOff((['both', 'station', 'gateway'] as const)[amount % 3]!)
    case 'message-fault': {
      const direction: Direction = amount % 3 === 0 ? 'up' : 'down'
      return void station.wire.faults[direction].push(messageFaults[Math.floor(amount / 3) % messageFaults.length]!)
    }
    case 'kill-gateway':
      return gateway.crash()
    case 'kill-station':
      return station.crash()
    case 'power-cut':
      return choice % 4 === 0 ? gateway.crash() : station.crash(1 + (amount % 6))
    case 'fuse': {
      const when = amount % 2 === 0 ? 'before' : 'after'
      if (choice % 5 < 2) gateway.gate.fuse = { store: 'log', when }
      else station.gate.fuse = { store: amount % 3 === 0 ? 'cache' : 'outbox', when }
      return
    }
    case 'disk-full': {
      const { gate, store } = choice % 2 === 0 ? { gate: gateway.gate, store: 'log' } : { gate: station.gate, store: 'outbox' }
      gate.full.add(store)
      return void scheduler.after(100 + (amount % 4_000), () => gate.full.delete(store))
    }
    case 'clock-jump': {
      const side = choice % 3 === 0 ? gateway : station
      side.clockOffsetMs += amount % 2 === 0 ? -3_600_000 : 86_400_000
    }
  }
}

function nextKey(told: Told): string {
  return `message-${told.identifiers.length + 1}`
}

function nextAlert({ choice, amount }: Step, { scheduler }: Room, told: Told): Alert {
  const id = nextKey(told)
  told.identifiers.push(id)
  return buildAlert({
    id,
    severity: severities[Math.floor(choice / 7) % severities.length]!,
    expiresAtMs: amount % 4 === 0 ? scheduler.nowMs + 500 + (amount % 20_000) : null,
  })
}

/** In the gateway's own process: it is played, or it is gone with the gateway. */
function play({ gateway }: Room, observation: Observation): void {
  const there = gateway.context('scenario')
  there?.life.run(() => void there.context.offer(observation))
}

function playDrill({ choice }: Step, room: Room, told: Told): void {
  const open = room.gateway.core()?.model.room().drill ?? null
  const startedAtMs = room.scheduler.nowMs
  if (open !== null && choice % 3 > 0) return play(room, { kind: 'drill-ended', id: open.id, reason: 'finished', atMs: startedAtMs })
  told.drills += 1
  const title = { vi: 'Diễn tập', en: 'Drill' }
  const id = `drill-${told.drills}`
  play(room, {
    kind: 'drill-started',
    drill: { id, title, simulatedFromMs: startedAtMs, simulatedUntilMs: startedAtMs + 3_600_000, startedAtMs, speed: 60 },
  })
}

/** A person wants something of an alert of the queue on the screen, as it is shown there or as it was a moment ago. */
function ask(what: 'acknowledge' | 'assign' | 'amend' | 'note' | 'close', { choice, amount }: Step, room: Room): void {
  const station = room.stations[choice % room.stations.length]!
  const queue = station.view()?.alerts.queue ?? []
  const state = queue[amount % Math.max(1, queue.length)]
  if (state === undefined) return
  const expectedVersion = amount % 11 === 0 ? Math.max(1, state.version - 1) : state.version
  const seen = { id: state.alert.id, expectedVersion }
  // What sets an alert aside shares its steps with what else people do: the seeds keep their meaning.
  const isAboutLife = what !== 'acknowledge' && Math.floor(choice / 11) % 2 === 0
  const request = isAboutLife ? lifeRequestOf(seen, amount, room.scheduler.nowMs) : requestOf(what, seen, amount)
  const key = room.newId()
  room.requests.set(key, newlyAsked(key, station, request))
  station.call({ kind: 'request', key, ...request })
}

function requestOf(what: Parameters<typeof ask>[0], seen: { id: string; expectedVersion: number }, amount: number): AnyRequest {
  switch (what) {
    case 'acknowledge':
      return { type: 'alert.acknowledge', input: { ...seen, note: '' } }
    case 'assign':
      return { type: 'alert.assign', input: { ...seen, to: amount % 4 === 0 ? null : { id: null, name: `Đội ${amount % 4}` } } }
    case 'amend': {
      const severity = amount % 5 === 4 ? null : severities[amount % 5]!
      const correction = { severity, headline: amount % 3 === 0 ? 'Ngập sâu' : null, areaDescription: amount % 7 === 0 ? 'Phường 1' : null }
      return { type: 'alert.amend', input: { ...seen, correction, reason: 'đo lại' } }
    }
    case 'note':
      return { type: 'alert.note', input: { id: seen.id, text: `ghi chú ${amount}`, attachments: [] } }
    case 'close':
      return { type: 'alert.close', input: { ...seen, disposition: dispositions[amount % dispositions.length]!, words: '' } }
  }
}

const lifeRequests = ['shelve', 'unshelve', 'take-out-of-service', 'return-to-service', 'escalate', 'reopen', 'see'] as const

function lifeRequestOf(seen: { id: string; expectedVersion: number }, amount: number, nowMs: number): AnyRequest {
  const type = `alert.${lifeRequests[amount % lifeRequests.length]!}` as const
  if (type === 'alert.see') return { type, input: seen }
  // Some shelves are over while the history goes on, some are asked for too late.
  if (type === 'alert.shelve') return { type, input: { ...seen, untilMs: nowMs + (amount % 30_000) - 2_000, reason: 'chờ' } }
  return { type, input: { ...seen, reason: 'lý do' } }
}

/** A person has read a conflict and wants it all the same. */
function applyAgain({ choice, amount }: Step, room: Room): void {
  const station = room.stations[choice % room.stations.length]!
  const refused = [...(station.view()?.outbox.values() ?? [])].filter(({ failure }) => isConflict(failure))
  const entry = refused[amount % Math.max(1, refused.length)]
  const found = entry?.failure?.details?.['found']
  if (entry === undefined || typeof found !== 'number') return
  const newKey = room.newId()
  const asked = newlyAsked(newKey, station, entry)
  room.requests.set(newKey, asked)
  const former = room.requests.get(entry.key)
  if (former !== undefined) former.madeAgainAs = asked
  station.call({ kind: 'apply-again', key: entry.key, newKey, expectedVersion: found })
}

function newlyAsked(key: string, station: StationSide, { type, input }: AnyRequest): AskedRequest {
  // A history asks about nothing but alerts.
  return {
    key,
    station,
    type: type as AlertRequestType,
    alertId: input.id,
    accepted: false,
    notKept: false,
    doneAtSeq: null,
    madeAgainAs: null,
  }
}
