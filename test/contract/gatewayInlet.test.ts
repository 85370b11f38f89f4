import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { maximumBodyBytes } from '#gateway/inlet'
import { testFolder } from '#test/builders/folderBuilder'
import { post, startTestGateway, type TestGateway } from '#test/line/roomInOneProcess'

const folder = testFolder('gateway-inlet')
let gateway: TestGateway

beforeAll(async () => {
  gateway = await startTestGateway(folder.path)
})
afterAll(async () => {
  await gateway.gateway.close()
  folder.remove()
})

const sample = readFileSync('resources/samples/flood-hieu-river.cap.xml', 'utf8')
const url = (path: string): string => gateway.gateway.url + path
const bearer = (): { Authorization: string } => ({ Authorization: `Bearer ${gateway.tokens.inlet}` })

async function answerOf(response: Promise<Response>): Promise<[number, unknown]> {
  const answer = await response
  return [answer.status, await answer.json()]
}

/** A connection that says exactly what it is told; resolves with everything the gateway answered until it hung up. */
function raw(say: (socket: Socket) => void): Promise<string> {
  return new Promise((settle, reject) => {
    const socket = connect(gateway.gateway.port, '127.0.0.1', () => say(socket))
    let answer = ''
    socket.setTimeout(10_000, () => reject(new Error(`no end; so far: ${answer}`)))
    socket.on('data', (piece) => (answer += String(piece)))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      socket.destroy()
      settle(answer)
    })
  })
}

const isWell = async (): Promise<boolean> => (await fetch(url('/health'))).status === 200

test('says how it is without a token', async () => {
  expect(await answerOf(fetch(url('/health')))).toEqual([
    200,
    {
      ok: true,
      value: {
        name: expect.any(String),
        version: 'test',
        protocolVersion: 3,
        epoch: gateway.gateway.epoch,
        heads: { alerts: expect.any(Number), readings: expect.any(Number), room: expect.any(Number), wall: expect.any(Number) },
      },
    },
  ])
})

test('takes a message once', async () => {
  const first = await answerOf(post(gateway, sample))
  const second = await answerOf(post(gateway, sample))
  expect([first, second]).toMatchObject([
    [201, { ok: true, value: { facts: 1, duplicate: false } }],
    [200, { ok: true, value: { facts: 0, duplicate: true } }],
  ])
})

test.each([
  ['none', {}],
  ['a wrong one', { Authorization: 'Bearer nothing' }],
  ['the right one in another scheme', { Authorization: 'Basic x' }],
  ['an empty one', { Authorization: 'Bearer ' }],
])('with token: %s, nothing is taken', async (_what, headers) => {
  const [status, body] = await answerOf(fetch(url('/cap'), { method: 'POST', body: sample, headers: headers as Record<string, string> }))
  expect([status, body]).toMatchObject([401, { ok: false, failure: { code: 'unauthorised' } }])
})

test('the token of stations opens no door for messages', async () => {
  const headers = { Authorization: `Bearer ${gateway.tokens.station}` }
  expect((await fetch(url('/cap'), { method: 'POST', body: sample, headers })).status).toBe(401)
})

test.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('%s is not how a message is posted', async (method) => {
  expect(await answerOf(fetch(url('/cap'), { method, headers: bearer() }))).toMatchObject([422, { failure: { code: 'invalid' } }])
})

test.each(['/', '/cap/', '/cap/../log.sqlite', '/CAP', '/constructor', '/__proto__'])('there is nothing at %s', async (path) => {
  expect(await answerOf(fetch(url(path), { method: 'POST', headers: bearer() }))).toMatchObject([404, { failure: { code: 'not-found' } }])
})

test('what is not a CAP message is refused with a reason', async () => {
  const [status, body] = await answerOf(post(gateway, '<alert/>'))
  expect([status, body]).toMatchObject([422, { ok: false, failure: { code: 'invalid', message: expect.stringMatching(/.{20}/) } }])
})

test.each(['//', '/%', '*', 'http://', '/cap?x=%00'])('an address like %s ends nothing', async (target) => {
  await raw((socket) => socket.end(`POST ${target} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`))
  expect(await isWell()).toBe(true)
})

test('a sender that hangs up in the middle ends nothing', async () => {
  await raw((socket) => {
    socket.write(
      `POST /cap HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${gateway.tokens.inlet}\r\nContent-Length: 1000\r\n\r\n<alert`,
      () => socket.destroy(),
    )
  })
  expect(await isWell()).toBe(true)
})

setFlagsFromString('--expose-gc')
const sweep = runInNewContext('gc') as () => void

const announced = 50_000_000
const head = (extra: string): string => `POST /cap HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${gateway.tokens.inlet}\r\n${extra}\r\n\r\n`

test('a body that is announced too large is refused before any of it comes', async () => {
  const answer = await raw((socket) => socket.write(head(`Content-Length: ${announced}`)))
  expect(answer).toMatch(/^HTTP\/1\.1 413 [^]*"code":"too-large"/)
})

test('50 MB are refused without being kept: the sender is told, and memory stays flat', async () => {
  sweep()
  const before = process.memoryUsage().arrayBuffers
  let most = before
  const chunk = Buffer.alloc(65_536, 'a')
  const answer = await raw((socket) => {
    socket.write(head('Transfer-Encoding: chunked'))
    let sent = 0
    const more = (): void => {
      while (sent < announced && socket.writable) {
        sent += chunk.length
        // What was let go of does not count, whether it has been swept up yet or not.
        if (sent % (100 * chunk.length) === 0) {
          // A sweep leaves the last of its work to a thread, and the next one waits for that.
          sweep()
          sweep()
          most = Math.max(most, process.memoryUsage().arrayBuffers)
        }
        if (!socket.write(Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')])))
          return void socket.once('drain', more)
      }
    }
    more()
  })
  expect(answer).toMatch(/^HTTP\/1\.1 413 [^]*"code":"too-large"/)
  expect(most - before).toBeLessThan(8 * maximumBodyBytes)
})

test('a body of exactly the limit is read', async () => {
  const [status, body] = await answerOf(post(gateway, sample + ' '.repeat(maximumBodyBytes - Buffer.byteLength(sample))))
  expect([status, body]).toMatchObject([200, { ok: true, value: { duplicate: true } }])
})

test('fetch is told too that its message is too large', async () => {
  expect(await answerOf(post(gateway, 'a'.repeat(2 * maximumBodyBytes)))).toMatchObject([413, { failure: { code: 'too-large' } }])
})
