import { io, type Socket } from 'socket.io-client'
import { protocolVersion, type Page, type SnapshotPiece, type Welcome } from '#shared/contract/feed'
import { noCursors, type Cursors } from '#shared/contract/ids'

/** A page or a piece of a snapshot as it came, with how to acknowledge it. */
export type Received = { name: 'welcome'; message: Welcome } | Delivered
type Delivered = ({ name: 'snapshot'; message: SnapshotPiece } | { name: 'page'; message: Page }) & { acknowledge(): void }

/** A station written with nothing but a socket: what a stranger would write after reading the protocol. */
export type RawStation = {
  readonly received: Received[]
  /** Resolves with the next message that has not been taken yet; fails after five seconds. */
  next(): Promise<Received>
  /** Takes and acknowledges everything until a page with nothing behind it, or an empty log's snapshot. */
  follow(until: (received: Received[]) => boolean): Promise<Received[]>
  request(name: string, body: unknown): Promise<unknown>
  /** Sends without waiting for an answer. */
  send(name: string, body: unknown): void
  /** One round trip of the socket: whatever the gateway had to say before is here when it resolves. */
  roundTrip(): Promise<void>
  close(): void
}

export const hello = (token: string, changes: object = {}): object => ({
  token,
  protocolVersion,
  station: { id: 'station-raw', name: 'Bàn trực lạ' },
  epoch: null,
  cursors: noCursors,
  ...changes,
})

const options = { transports: ['websocket'], reconnection: false, forceNew: true }
const patienceMs = 5_000

/** Dials and resolves with the station once the handshake was accepted; rejects with the refusal's data. */
export function dialRaw(url: string, auth: object): Promise<RawStation> {
  const socket = io(url, { ...options, auth })
  const station = listen(socket)
  return new Promise((settle, reject) => {
    socket.once('connect', () => settle(station))
    socket.once('connect_error', (error) => {
      socket.disconnect()
      reject(Object.assign(error, { refusal: (error as Error & { data?: unknown }).data }))
    })
  })
}

function listen(socket: Socket): RawStation {
  const received: Received[] = []
  let taken = 0
  let onReceived: () => void = () => undefined
  const take = (one: Received): void => {
    received.push(one)
    onReceived()
  }
  socket.on('welcome', (message: Welcome) => take({ name: 'welcome', message }))
  for (const name of ['snapshot', 'page'] as const) {
    socket.on(name, (message: unknown, done: (committed: true) => void) =>
      take({ name, message, acknowledge: () => done(true) } as Received),
    )
  }

  function next(): Promise<Received> {
    return new Promise((settle, reject) => {
      const timer = setTimeout(() => reject(new Error(`nothing came; so far: ${received.map(({ name }) => name).join(' ')}`)), patienceMs)
      onReceived = () => {
        const one = received[taken]
        if (one === undefined) return
        clearTimeout(timer)
        onReceived = () => undefined
        taken += 1
        settle(one)
      }
      onReceived()
    })
  }

  return {
    received,
    next,
    async follow(until) {
      for (;;) {
        const one = await next()
        if (one.name !== 'welcome') one.acknowledge()
        if (until(received)) return received
      }
    },
    request: (name, body) => socket.timeout(patienceMs).emitWithAck(name, body),
    send: (name, body) => void socket.emit(name, body),
    // The gateway answers a malformed request at once; messages of one socket never overtake each other.
    roundTrip: async () => void (await socket.timeout(patienceMs).emitWithAck('alert.acknowledge', null)),
    close: () => socket.disconnect(),
  }
}

/** All facts of the pages, in the order they came. */
export const factsOf = (received: Received[]) => received.flatMap((one) => (one.name === 'page' ? one.message.facts : []))

/** Where a station stands that has read these messages. */
export function cursorsAfter(received: Received[], from: Cursors = noCursors): Cursors {
  const cursors = { ...from }
  for (const one of received) {
    if (one.name === 'snapshot') Object.assign(cursors, one.message.asOf)
    if (one.name === 'page') for (const fact of one.message.facts) cursors[fact.stream] = fact.seq
  }
  return cursors
}
