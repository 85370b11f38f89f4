import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server, type Socket } from 'socket.io'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { handshake, page, requestEnvelopes } from '#shared/contract/feed'
import { fail } from '#shared/contract/result'
import { dialGateway, type FeedClient, type FeedListener } from '#station/link/feedClient'
import { gatewayMessageSamples, requestSamples } from './samples'

// A gateway written with nothing but a socket, as a stranger might write it, well or badly.

type Event = { name: string; said: unknown }
const { epoch, heads } = gatewayMessageSamples.welcome
let httpServer: HttpServer
let io: Server
let client: FeedClient
let events: Event[]
let position: { epoch: string | null; cursors: typeof heads }
let waiting: (() => void)[]
let onDial: (socket: Socket) => void
let refusing: Error | null

beforeEach(async () => {
  events = []
  waiting = []
  position = { epoch, cursors: heads }
  onDial = () => undefined
  refusing = null
  httpServer = createServer()
  io = new Server(httpServer, { transports: ['websocket'] })
  io.use((socket, next) => {
    note('dialled', handshake.parse(socket.handshake.auth))
    next(refusing ?? undefined)
  })
  io.on('connection', (socket) => onDial(socket))
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  client.close()
  await io.close()
})

function note(name: string, said: unknown): void {
  events.push({ name, said })
  for (const look of waiting) look()
}

/** Resolves with what was said the nth time something of this name happened; fails after five seconds. */
function happened(name: string, nth = 1): Promise<unknown> {
  return new Promise((settle, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${name}; there was ${events.map((event) => event.name).join(' ')}`)), 5_000)
    const look = (): void => {
      const found = events.filter((event) => event.name === name)[nth - 1]
      if (found === undefined) return
      clearTimeout(timer)
      settle(found.said)
    }
    waiting.push(look)
    look()
  })
}

function dial(): void {
  const listener: FeedListener = {
    position: () => position,
    onWelcome: (welcome) => note('welcome', welcome),
    onSnapshot(piece, committed) {
      note('snapshot', piece)
      committed()
    },
    onPage(received, committed) {
      note('page', received)
      committed()
    },
    onUrgent(message, shown) {
      note('urgent', message)
      shown()
    },
    onHeard: () => note('heard', null),
    onOffline: (reason) => note('offline', reason),
    onRefused: (failure) => note('refused', failure),
    onInvalid: (what) => note('invalid', what),
  }
  const { port } = httpServer.address() as AddressInfo
  client = dialGateway({ url: `http://127.0.0.1:${port}`, token: 'secret', station: { id: 's', name: 'Bàn trực 1' } }, listener, 20)
}

test('says who it is and where it is, at every dial anew', async () => {
  onDial = (socket) => socket.emit('welcome', gatewayMessageSamples.welcome)
  dial()
  await happened('welcome')
  position = { epoch, cursors: { ...heads, alerts: 99 } }
  client.redial()
  await happened('welcome', 2)
  const auth = { token: 'secret', protocolVersion: 3, station: { id: 's', name: 'Bàn trực 1' }, epoch, cursors: heads }
  expect([await happened('dialled'), await happened('dialled', 2)]).toEqual([auth, { ...auth, cursors: { ...heads, alerts: 99 } }])
})

test('hands on what is of the contract, and acknowledges with true when it was committed', async () => {
  onDial = (socket) => {
    socket.emit('snapshot', gatewayMessageSamples.snapshot, (done: unknown) => note('snapshot acknowledged', done))
    socket.emit('page', gatewayMessageSamples.page, (done: unknown) => note('page acknowledged', done))
  }
  dial()
  expect([await happened('snapshot'), await happened('page')]).toEqual([gatewayMessageSamples.snapshot, gatewayMessageSamples.page])
  expect([await happened('snapshot acknowledged'), await happened('page acknowledged')]).toEqual([true, true])
})

test.each([
  ['page', { ...gatewayMessageSamples.page, facts: [{ type: 'alert.raised' }] }],
  ['page', null],
  ['page', { ...gatewayMessageSamples.page, admin: true }],
  ['snapshot', { ...gatewayMessageSamples.snapshot, epoch: 1 }],
  ['welcome', { ...gatewayMessageSamples.welcome, mode: 'whatever' }],
  ['status', { ...gatewayMessageSamples.status, durable: 'perhaps' }],
])(
  'a %s that is not of the contract is neither handed on nor acknowledged; the line is dropped and dialled again',
  async (name, message) => {
    let dials = 0
    onDial = (socket) => {
      dials += 1
      if (dials === 1) socket.emit(name, message, () => note('acknowledged', null))
      else socket.emit('page', gatewayMessageSamples.page, () => undefined)
    }
    dial()
    expect(await happened('invalid')).toMatch(new RegExp(`^${name}: `))
    expect(page.safeParse(await happened('page')).success).toBe(true)
    expect(events.map((event) => event.name)).toEqual(['dialled', 'invalid', 'offline', 'dialled', 'page'])
  },
)

test('a refusal is told with its reason, and asked again', async () => {
  const { failure } = fail('unauthorised', 'the token of this station is not known here')
  refusing = Object.assign(new Error('no'), { data: { failure } })
  dial()
  expect([await happened('refused'), await happened('refused', 2)]).toEqual([failure, failure])
})

test('a station that is sent away comes back', async () => {
  let dials = 0
  onDial = (socket) => {
    dials += 1
    if (dials === 1) socket.disconnect()
    else socket.emit('welcome', gatewayMessageSamples.welcome)
  }
  dial()
  expect([await happened('offline'), await happened('welcome')]).toEqual(['io server disconnect', gatewayMessageSamples.welcome])
})

test('a gateway that is not there is looked for until it is', async () => {
  dial()
  const { port } = httpServer.address() as AddressInfo
  await happened('dialled')
  await io.close()
  await happened('offline')
  httpServer = createServer()
  io = new Server(httpServer, { transports: ['websocket'] })
  io.on('connection', (socket) => socket.emit('welcome', gatewayMessageSamples.welcome))
  await new Promise<void>((resolve) => httpServer.listen(port, '127.0.0.1', resolve))
  expect(await happened('welcome')).toEqual(gatewayMessageSamples.welcome)
})

test('a request is sent as the contract says, and its answer comes back', async () => {
  const { envelope, output } = requestSamples['alert.acknowledge']
  onDial = (socket) => {
    socket.on('alert.acknowledge', (request, answer: (result: unknown) => void) => {
      note('request', requestEnvelopes['alert.acknowledge'].parse(request))
      answer({ ok: true, value: output })
    })
    socket.emit('welcome', gatewayMessageSamples.welcome)
  }
  dial()
  await happened('welcome')
  expect([await client.ask('alert.acknowledge', envelope), await happened('request')]).toEqual([{ ok: true, value: output }, envelope])
})

test.each([['nothing'], [{ ok: true, value: {} }], [{ ok: 'maybe' }]])(
  'an answer like %j is no answer: the request stays',
  async (answered) => {
    onDial = (socket) => {
      socket.on('alert.acknowledge', (_request, answer: (result: unknown) => void) => answer(answered))
      socket.emit('welcome', gatewayMessageSamples.welcome)
    }
    dial()
    await happened('welcome')
    expect(await client.ask('alert.acknowledge', requestSamples['alert.acknowledge'].envelope)).toMatchObject({
      ok: false,
      failure: { code: 'unavailable' },
    })
  },
)

test('without a line a request is answered at once, and one whose line breaks as soon as it does', async () => {
  const { envelope } = requestSamples['alert.acknowledge']
  onDial = (socket) => {
    socket.on('alert.acknowledge', () => socket.disconnect())
    socket.emit('welcome', gatewayMessageSamples.welcome)
  }
  dial()
  expect(await client.ask('alert.acknowledge', envelope)).toMatchObject({
    ok: false,
    failure: { code: 'unavailable', message: 'the gateway is not connected' },
  })
  await happened('welcome')
  expect(await client.ask('alert.acknowledge', envelope)).toMatchObject({ ok: false, failure: { code: 'unavailable' } })
})
