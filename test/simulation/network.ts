import type { Handshake } from '#shared/contract/feed'
import { handshake } from '#shared/contract/feed'
import type { StationSocket } from '#gateway/session'
import type { Carrier } from '#station/link/feedClient'
import type { Random } from './random'
import type { Life, Scheduler } from './scheduler'

/** A transport gives up a silent line after this time at the latest (ping every 25 s, 20 s of patience). */
const silenceMs = 45_000
/** How often the gateway's end says that it is there. */
const heartbeatMs = 25_000
/** A dial that nobody answers is given up after this time. */
const dialTimeoutMs = 5_000

export type Direction = 'up' | 'down'
/** What happens to one message: it and all after it are lost, it comes twice, it comes late and out of order, or only late. */
export type MessageFault = 'lose' | 'double' | 'overtake' | 'delay'

/** The wire between one station and the gateway. */
export type Wire = {
  readonly scheduler: Scheduler
  readonly random: Random
  /** Nothing gets through, in neither direction, and nobody is told. */
  down: boolean
  /** What happens to the next messages of each direction. */
  faults: Record<Direction, MessageFault[]>
  connections: Set<Connection>
  /** The wire works again; whoever waits on a connection that lost something is told. */
  heal(): void
  /** Both ends are told that the connection is gone, or only one of them. */
  breakOff(who: 'both' | 'station' | 'gateway'): void
}

/** The gateway's end, while one is running: takes a station's connection in and returns how to end its session. */
export type Door = { life: Life; serve(socket: StationSocket, hello: Handshake): () => void }

type Connection = {
  open: { station: boolean; gateway: boolean }
  broken: boolean
  lastAtMs: Record<Direction, number>
  close(end: 'station' | 'gateway', reason: string): void
  onClose: { station(reason: string): void; gateway(): void }
}

type Listener = (...message: never[]) => unknown
type Handlers = Map<string, Listener>

export function createWire(scheduler: Scheduler, random: Random): Wire {
  const wire: Wire = {
    scheduler,
    random,
    down: false,
    faults: { up: [], down: [] },
    connections: new Set(),
    heal() {
      wire.down = false
      wire.faults = { up: [], down: [] }
      for (const connection of wire.connections) if (connection.broken) closeBoth(connection)
    },
    breakOff(who) {
      for (const connection of wire.connections) {
        if (who === 'both') closeBoth(connection)
        else {
          connection.broken = true
          connection.close(who, 'transport error')
          noticeSilence(wire, connection)
        }
      }
    },
  }

  return wire
}

function closeBoth(connection: Connection): void {
  connection.close('station', 'transport close')
  connection.close('gateway', 'transport close')
}

/** Each end finds out for itself that nothing comes any more. */
function noticeSilence({ scheduler, random }: Wire, connection: Connection): void {
  const noticedMs = (): number => (random.chance(0.5) ? random.int(20, 400) : random.int(1_000, silenceMs))
  scheduler.after(noticedMs(), () => connection.close('station', 'ping timeout'))
  scheduler.after(noticedMs(), () => connection.close('gateway', 'ping timeout'))
}

/** A message on its way; the transport keeps the order, unless a fault says otherwise. */
function carry(wire: Wire, connection: Connection, direction: Direction, deliver: () => void): void {
  const { scheduler, random } = wire
  if (connection.broken) return
  const fault = wire.faults[direction].shift()
  if (wire.down || fault === 'lose') {
    connection.broken = true
    return noticeSilence(wire, connection)
  }
  const receiver = direction === 'up' ? 'gateway' : 'station'
  const arrive = (atMs: number): void =>
    void scheduler.after(atMs - scheduler.nowMs, () => {
      if (wire.down) {
        connection.broken = true
        return noticeSilence(wire, connection)
      }
      // What was overtaken or doubled may come after the end.
      if (connection.open[receiver] && (!connection.broken || fault === 'double')) deliver()
    })
  const lateMs = fault === undefined ? 0 : random.int(20, 3_000)
  const atMs = Math.max(connection.lastAtMs[direction], scheduler.nowMs + random.int(1, 12))
  if (fault === 'overtake') return arrive(atMs + lateMs)
  const orderedMs = fault === 'delay' ? atMs + lateMs : atMs
  connection.lastAtMs[direction] = orderedMs
  arrive(orderedMs)
  if (fault === 'double') arrive(orderedMs + lateMs)
}

/** How a station of this life dials over this wire: behaves as Socket.IO's client does, as far as the feed client uses it. */
export function carrierOver(wire: Wire, life: Life, door: () => Door | null): Carrier {
  const open = (_url: unknown, options: unknown): unknown => openSocket(wire, life, door, options as DialOptions)
  return { open: open as Carrier['open'], timers: life.timers }
}

type DialOptions = {
  reconnectionDelay: number
  reconnectionDelayMax: number
  randomizationFactor: number
  auth(send: (hello: object) => void): void
}

function openSocket(wire: Wire, life: Life, door: () => Door | null, options: DialOptions): object {
  const { random } = wire
  const handlers: Handlers = new Map()
  let onHeartbeat = (): void => undefined
  const waitingAnswers = new Set<(error: Error) => void>()
  let connection: Connection | null = null
  let wanted = false
  let attempts = 0
  let dials = 0

  life.onEnd(() => {
    // The system closes what the process had open; whether anybody hears of it, the wire decides.
    const left = connection
    connection = null
    if (left === null) return
    left.open.station = false
    carry(wire, left, 'up', () => left.close('gateway', 'transport close'))
  })

  life.timers.every(heartbeatMs, () => {
    if (connection !== null && connection.open.gateway && !connection.broken && !wire.down) onHeartbeat()
  })

  const tell = (name: string, ...message: unknown[]): void =>
    life.run(() => void (handlers.get(name) as ((...message: unknown[]) => unknown) | undefined)?.(...message))

  function connect(): void {
    wanted = true
    if (connection !== null) return
    const dial = (dials += 1)
    const isCurrent = (): boolean => wanted && dial === dials && life.alive
    const failLater = (delayMs: number, why: string): void =>
      void life.timers.after(delayMs, () => {
        if (!isCurrent()) return
        tell('connect_error', new Error(why))
        reconnectLater()
      })
    if (wire.down) return failLater(dialTimeoutMs, 'timeout')
    if (door() === null) return failLater(random.int(1, 20), 'websocket error')
    life.timers.after(random.int(2, 40), () => {
      if (!isCurrent()) return
      options.auth((hello) => {
        life.timers.after(random.int(1, 12), () => {
          if (!isCurrent()) return
          const there = door()
          if (wire.down || there === null) return failLater(random.int(1, 50), 'websocket error')
          accept(there, hello)
        })
      })
    })
  }

  function reconnectLater(): void {
    const fullMs = Math.min(options.reconnectionDelayMax, options.reconnectionDelay * 2 ** attempts)
    attempts += 1
    const dial = (dials += 1)
    life.timers.after(fullMs * (1 + (random.next() * 2 - 1) * options.randomizationFactor), () => {
      if (wanted && dial === dials) connect()
    })
  }

  function accept(there: Door, hello: object): void {
    const made: Connection = {
      open: { station: true, gateway: true },
      broken: false,
      lastAtMs: { up: 0, down: 0 },
      onClose: { station: lost, gateway: () => undefined },
      close(end, reason) {
        if (!made.open[end]) return
        made.open[end] = false
        made.onClose[end](reason)
        if (!made.open.station && !made.open.gateway) wire.connections.delete(made)
      },
    }
    connection = made
    attempts = 0
    wire.connections.add(made)
    there.life.onEnd(() => {
      made.open.gateway = false
      carry(wire, made, 'down', () => made.close('station', 'transport close'))
    })
    const socket = serverSocket(wire, made, there.life, (name, message, acknowledge) => tell(name, message, acknowledge))
    made.onClose.gateway = () => there.life.run(end)
    receiveRequest = socket.receive
    let end = (): void => undefined
    there.life.run(() => (end = there.serve(socket.station, handshake.parse(hello))))
  }

  let receiveRequest: (name: string, request: unknown, answer: (result: unknown) => void) => void = () => undefined

  function lost(reason: string): void {
    connection = null
    for (const reject of waitingAnswers) reject(new Error('socket has been disconnected'))
    waitingAnswers.clear()
    tell('disconnect', reason)
    if (reason !== 'io client disconnect') reconnectLater()
  }

  const socket = {
    io: {
      on(_name: 'ping', listener: () => void) {
        onHeartbeat = listener
      },
    },
    get connected() {
      return connection !== null
    },
    on(name: string, listener: Listener) {
      handlers.set(name, listener)
      return socket
    },
    connect,
    disconnect() {
      wanted = false
      dials += 1
      const left = connection
      if (left === null) return
      carry(wire, left, 'up', () => left.close('gateway', 'client namespace disconnect'))
      left.close('station', 'io client disconnect')
    },
    timeout: (patienceMs: number) => ({
      emitWithAck: (name: string, request: unknown) =>
        new Promise((resolve, reject) => {
          const used = connection
          if (used === null) return reject(new Error('socket has been disconnected'))
          waitingAnswers.add(reject)
          life.timers.after(patienceMs, () => reject(new Error('operation has timed out')))
          const send = receiveRequest
          carry(wire, used, 'up', () =>
            send(name, request, (result) =>
              carry(wire, used, 'down', () => life.run(() => (waitingAnswers.delete(reject), resolve(result)))),
            ),
          )
        }),
    }),
  }
  connect()
  return socket
}

/** The gateway's end of one connection. */
function serverSocket(
  wire: Wire,
  connection: Connection,
  life: Life,
  deliver: (name: string, message: unknown, acknowledge: () => void) => void,
): { station: StationSocket; receive(name: string, request: unknown, answer: (result: unknown) => void): void } {
  const handlers: Handlers = new Map()
  return {
    station: {
      emit(name, ...message) {
        if (!life.alive) return
        const [body, onAcknowledged] = message as [unknown, (() => void)?]
        let acknowledged = false
        const acknowledge = (): void =>
          carry(wire, connection, 'up', () => {
            if (acknowledged) return
            acknowledged = true
            life.run(() => onAcknowledged?.())
          })
        carry(wire, connection, 'down', () => deliver(name, body, acknowledge))
      },
      on: (name, listener) => handlers.set(name, listener as Listener),
    },
    receive: (name, request, answer) =>
      life.run(() => void (handlers.get(name) as ((request: unknown, answer: unknown) => unknown) | undefined)?.(request, answer)),
  }
}
