import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { maximumPageFacts, maximumSnapshotAlerts, page, protocolVersion, snapshotPiece, welcome } from '#shared/contract/feed'
import { noCursors, streams } from '#shared/contract/ids'
import type { NewFact } from '#shared/contract/fact'
import { openSqliteLog } from '#gateway/log/sqliteLog'
import { buildAlert } from '#test/builders/alertBuilder'
import { buildCap } from '#test/builders/capBuilder'
import { buildNewFact } from '#test/builders/factBuilder'
import { testFolder } from '#test/builders/folderBuilder'
import { post, startTestGateway, type TestGateway } from '#test/line/roomInOneProcess'
import { cursorsAfter, dialRaw, factsOf, hello, type RawStation, type Received } from './rawStation'

const folder = testFolder('gateway-socket')
let gateway: TestGateway
let stations: RawStation[] = []
let started = 0

beforeEach(async () => {
  gateway = await startTestGateway(folder.at(`gateway-${(started += 1)}`))
})
afterEach(async () => {
  for (const station of stations.splice(0)) station.close()
  await gateway.gateway.close()
})

async function dial(changes: object = {}): Promise<RawStation> {
  const station = await dialRaw(gateway.gateway.url, hello(gateway.tokens.station, changes))
  stations = [...stations, station]
  return station
}

const refusalOf = (auth: object): Promise<unknown> =>
  dialRaw(gateway.gateway.url, auth).then(
    () => 'accepted',
    (error: { refusal: unknown; message: string }) => error.refusal ?? error.message,
  )

/** Writes facts straight into the log of a gateway that is not running, then starts it. */
async function restartWith(facts: NewFact[]): Promise<string> {
  await gateway.gateway.close()
  const opened = openSqliteLog({ file: `${gateway.folder}/log.sqlite`, now: () => 5 })
  if (!opened.ok) throw new Error(opened.detail)
  opened.log.write((writer) => writer.append(facts))
  const { epoch } = opened.log
  opened.log.close()
  gateway = await startTestGateway(gateway.folder)
  return epoch
}

const manyAlerts = (count: number): NewFact[] =>
  Array.from({ length: count }, (_, index) => buildNewFact('alert.raised', { alert: buildAlert({ id: `alert-${index}` }) }))

const toTheEnd = (received: Received[]): boolean => {
  const last = received.at(-1)
  return (last?.name === 'snapshot' && last.message.last) || (last?.name === 'page' && last.message.remaining === 0)
}

describe('handshake', () => {
  test('a wrong token is refused', async () => {
    expect(await refusalOf(hello('not the token'))).toEqual({
      failure: { code: 'unauthorised', message: 'the token of this station is not known here' },
    })
  })

  test('without a token there is no difference', async () => {
    for (const auth of [{}, { token: 1 }, { token: null }, { token: ['a'] }])
      expect(await refusalOf(auth)).toMatchObject({ failure: { code: 'unauthorised' } })
  })

  test.each([protocolVersion + 1, 0, -1, '1', null, undefined, { toString: 1 }])('protocol version %j is refused', async (version) => {
    expect(await refusalOf(hello(gateway.tokens.station, { protocolVersion: version }))).toMatchObject({
      failure: { code: 'protocol-version', details: { gateway: protocolVersion } },
    })
  })

  test.each([
    ['no station', { station: undefined }],
    ['a station without a name', { station: { id: 'a' } }],
    ['a station id with a NUL', { station: { id: 'a\0b', name: 'a' } }],
    ['a station name that reads backwards', { station: { id: 'a', name: 'a\u202eb' } }],
    ['a negative cursor', { cursors: { ...noCursors, alerts: -1 } }],
    ['a cursor that is not whole', { cursors: { ...noCursors, alerts: 0.5 } }],
    ['a cursor too few', { cursors: { alerts: 0 } }],
    ['a cursor too many', { cursors: { ...noCursors, rules: 0 } }],
    ['an epoch that is a number', { epoch: 12_345_678 }],
  ])('%s is refused', async (_what, changes) => {
    expect(await refusalOf(hello(gateway.tokens.station, changes))).toMatchObject({ failure: { code: 'invalid' } })
  })

  test('a web page is refused whatever token it has', async () => {
    const origin = { extraHeaders: { Origin: 'http://127.0.0.1:4170' } }
    const { io } = await import('socket.io-client')
    const socket = io(gateway.gateway.url, {
      ...origin,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth: hello(gateway.tokens.station),
    })
    const outcome = await new Promise((settle) => {
      socket.once('connect', () => settle('accepted'))
      socket.once('connect_error', () => settle('refused'))
    })
    socket.disconnect()
    expect(outcome).toBe('refused')
  })
})

describe('a newcomer', () => {
  test('is given the state as of the heads, then what follows', async () => {
    await post(gateway, buildCap({ identifier: 'first' }))
    const station = await dial()
    const received = await station.follow(toTheEnd)
    await post(gateway, buildCap({ identifier: 'second' }))
    await station.follow(toTheEnd)
    expect(received.map(({ name }) => name)).toEqual(['welcome', 'snapshot', 'snapshot', 'page'])
    expect(welcome.parse(received[0]?.message)).toMatchObject({ mode: 'snapshot', epoch: gateway.gateway.epoch })
    const pieces = received.flatMap((one) => (one.name === 'snapshot' ? [snapshotPiece.parse(one.message)] : []))
    expect(pieces.map(({ last, room }) => [last, room === null])).toEqual([
      [false, true],
      [true, false],
    ])
    expect(pieces.flatMap(({ alerts }) => alerts.map(({ alert }) => alert.source.identifier))).toEqual(['first'])
    const [fact] = factsOf(received)
    expect(fact).toMatchObject({ type: 'alert.raised', stream: 'alerts', seq: (pieces[0]?.asOf.alerts ?? 0) + 1 })
  })

  test('is given a large state in pieces, the next only when one was acknowledged', async () => {
    await restartWith(manyAlerts(2 * maximumSnapshotAlerts + 1))
    const station = await dial()
    expect((await station.next()).name).toBe('welcome')
    const first = await station.next()
    await station.roundTrip()
    expect(station.received.length).toBe(2)
    if (first.name !== 'snapshot') throw new Error(first.name)
    first.acknowledge()
    const received = await station.follow(toTheEnd)
    const pieces = received.flatMap((one) => (one.name === 'snapshot' ? [one.message] : []))
    expect(pieces.map(({ alerts }) => alerts.length)).toEqual([maximumSnapshotAlerts, maximumSnapshotAlerts, 1, 0])
    expect(new Set(pieces.flatMap(({ alerts }) => alerts.map(({ alert }) => alert.id))).size).toBe(2 * maximumSnapshotAlerts + 1)
  })
})

describe('a station that comes back', () => {
  test('continues after its cursors, in pages without a gap', async () => {
    const count = 2 * maximumPageFacts + 7
    const epoch = await restartWith(manyAlerts(count))
    const station = await dial({ epoch })
    const received = await station.follow(toTheEnd)
    expect(received[0]?.message).toMatchObject({ mode: 'resume' })
    const pages = received.flatMap((one) => (one.name === 'page' ? [page.parse(one.message)] : []))
    expect(pages.every(({ facts }) => facts.length > 0 && facts.length <= maximumPageFacts)).toBe(true)
    expect(pages.map(({ remaining }) => remaining).toSorted((a, b) => b - a)).toEqual(pages.map(({ remaining }) => remaining))
    for (const stream of streams) {
      const seqs = factsOf(received).flatMap((fact) => (fact.stream === stream ? [fact.seq] : []))
      expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, index) => index + 1))
    }
    expect(factsOf(received).filter(({ stream }) => stream === 'alerts').length).toBe(count)
  })

  test('is not told again what it has read, stream by stream', async () => {
    const epoch = await restartWith(manyAlerts(5))
    const cursors = { alerts: 3, readings: 0, room: 0, wall: 0 }
    const station = await dial({ epoch, cursors })
    const facts = factsOf(await station.follow(toTheEnd))
    expect(facts.filter(({ stream }) => stream === 'alerts').map(({ seq }) => seq)).toEqual([4, 5])
    expect(facts.filter(({ stream }) => stream === 'room').map(({ seq }) => seq)[0]).toBe(1)
  })

  test('with nothing to catch up hears only what is new', async () => {
    const first = await dial()
    const cursors = cursorsAfter(await first.follow(toTheEnd))
    first.close()
    const station = await dial({ epoch: gateway.gateway.epoch, cursors })
    await post(gateway, buildCap({ identifier: 'new' }))
    const received = await station.follow((all) => factsOf(all).some(({ type }) => type === 'alert.raised'))
    expect(received[0]?.message).toMatchObject({ mode: 'resume' })
    expect(factsOf(received).filter(({ stream }) => stream === 'alerts')).toMatchObject([{ type: 'alert.raised', seq: cursors.alerts + 1 }])
  })

  test.each([
    ['of another log', () => ({ epoch: 'another-log-entirely' })],
    ['from the future of this log', () => ({ epoch: gateway.gateway.epoch, cursors: { ...noCursors, alerts: 1_000 } })],
  ])('with cursors %s is given a snapshot', async (_what, changes) => {
    const station = await dial(changes())
    const received = await station.follow(toTheEnd)
    expect(received.map(({ name }) => name)).toEqual(['welcome', 'snapshot'])
    expect(received[0]?.message).toMatchObject({ mode: 'snapshot' })
  })

  test('is sent one page at a time: while it does not acknowledge, nothing more comes', async () => {
    const epoch = await restartWith(manyAlerts(2 * maximumPageFacts))
    const slow = await dial({ epoch })
    await slow.next()
    const first = await slow.next()
    await post(gateway, buildCap({ identifier: 'meanwhile' }))
    // Another station hears of it, so the gateway has told everyone it wanted to tell.
    const other = await dial()
    await other.follow(toTheEnd)
    await slow.roundTrip()
    expect(slow.received.map(({ name }) => name)).toEqual(['welcome', 'page'])
    if (first.name !== 'page') throw new Error(first.name)
    first.acknowledge()
    const received = await slow.follow(toTheEnd)
    expect(factsOf(received).findLast(({ type }) => type === 'alert.raised')).toMatchObject({
      payload: { alert: { source: { identifier: 'meanwhile' } } },
    })
  })
})

describe('requests', () => {
  const key = (digit: number): string => `00000000-0000-4000-8000-00000000000${digit}`
  const order = (id: string, digit: number, changes: object = {}): object => ({
    key: key(digit),
    madeAtMs: 1_000,
    input: { id, expectedVersion: 1, note: 'đã gọi Công an phường' },
    ...changes,
  })

  async function raised(): Promise<string> {
    const answer = (await (await post(gateway, buildCap())).json()) as { value: { alertId: string } }
    return answer.value.alertId
  }

  test('an acknowledgement is answered and becomes a fact', async () => {
    const id = await raised()
    const station = await dial()
    await station.follow(toTheEnd)
    expect(await station.request('alert.acknowledge', order(id, 1))).toEqual({ ok: true, value: { version: 2, seq: 2 } })
    const received = await station.follow((all) => factsOf(all).length > 0)
    expect(factsOf(received)).toMatchObject([
      {
        type: 'alert.acknowledged',
        seq: 2,
        atMs: 1_000,
        actor: { kind: 'person', id: 'station-raw', name: 'Bàn trực lạ' },
        causedBy: key(1),
        payload: { id, note: 'đã gọi Công an phường' },
      },
    ])
  })

  test('the same key is answered alike, also after a restart, and happens once', async () => {
    const id = await raised()
    const station = await dial()
    const first = await station.request('alert.acknowledge', order(id, 1))
    expect(await station.request('alert.acknowledge', order(id, 1))).toEqual(first)
    const { folder: gatewayFolder } = gateway
    await gateway.gateway.close()
    gateway = await startTestGateway(gatewayFolder)
    const again = await dial({ epoch: gateway.gateway.epoch })
    expect(await again.request('alert.acknowledge', order(id, 1))).toEqual(first)
    const facts = factsOf(await again.follow(toTheEnd))
    expect(facts.filter(({ type }) => type === 'alert.acknowledged').length).toBe(1)
  })

  test('the second to acknowledge is told who was first and when', async () => {
    const id = await raised()
    const one = await dial()
    const other = await dial({ station: { id: 'station-two', name: 'Bàn trực 2' } })
    await one.request('alert.acknowledge', order(id, 1))
    expect(await other.request('alert.acknowledge', order(id, 2, { madeAtMs: 2_000 }))).toEqual({
      ok: false,
      failure: {
        code: 'already-acknowledged',
        message: 'Bàn trực lạ acknowledged it already',
        details: { found: 2, by: 'Bàn trực lạ', atMs: 1_000, disposition: '', next: '' },
      },
    })
  })

  test.each([
    ['nothing', null],
    ['a text', 'acknowledge it'],
    ['no key', { madeAtMs: 1, input: { id: 'a', expectedVersion: 1, note: '' } }],
    ['a key that is no uuid', { key: 'one', madeAtMs: 1, input: { id: 'a', expectedVersion: 1, note: '' } }],
    ['a field too many', order('a', 1, { admin: true })],
    ['an id with a NUL', order('a\0', 1)],
    ['a time that is no number', order('a', 1, { madeAtMs: 'now' })],
    ['a note of control characters', order('a', 1, { input: { id: 'a', expectedVersion: 1, note: '\u001b[2J' } })],
    ['a note without an end', order('a', 1, { input: { id: 'a', expectedVersion: 1, note: 'a'.repeat(2_001) } })],
  ])('%s is refused', async (_what, body) => {
    const station = await dial()
    expect(await station.request('alert.acknowledge', body)).toMatchObject({ ok: false, failure: { code: 'invalid' } })
  })

  test('an alert that does not exist cannot be acknowledged', async () => {
    const station = await dial()
    expect(await station.request('alert.acknowledge', order('nowhere', 1))).toMatchObject({ ok: false, failure: { code: 'not-found' } })
  })

  test('a request without a place for the answer and one that is not of the contract end nothing', async () => {
    const station = await dial()
    station.send('room.destroy', {})
    station.send('alert.acknowledge', order('a', 1))
    await station.roundTrip()
    expect(await (await fetch(`${gateway.gateway.url}/health`)).json()).toMatchObject({ ok: true })
  })
})
