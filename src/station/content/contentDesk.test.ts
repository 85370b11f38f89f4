import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import type { AttachmentReference } from '#shared/contract/attachment'
import type { ContentPush } from '#shared/contract/contentPort'
import { fail, type Failure } from '#shared/contract/result'
import type { OutboxEntry } from '#shared/contract/stationPort'
import { timersOf } from '#shared/timers'
import { openContentStore, type ContentStore } from '#storage/content/contentStore'
import { testFolder } from '#test/builders/folderBuilder'
import type { ContentLine } from '../link/contentLine'
import { openContentDesk, type ContentDesk } from './contentDesk'

const folder = testFolder('content-desk')
afterAll(folder.remove)
let folders = 0

const png = (bytes: number): Buffer => Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), randomBytes(bytes - 16)])
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function newStore(totalBytes = 100_000_000): ContentStore {
  return openContentStore({
    folder: folder.at(`store-${(folders += 1)}`),
    totalBytes,
    freeBytes: 0,
    evicts: true,
    now: Date.now,
    onDamaged: () => undefined,
    freeOn: () => Promise.resolve(Infinity),
  })
}

/** The other end: keeps in a store what comes, as a gateway does. `fault` may answer instead. */
function lineTo(store: ContentStore, fault: (name: string, call: number) => Failure | null = () => null) {
  const calls: string[] = []
  const line = (async (name: string, message: never) => {
    calls.push(name)
    const failure = fault(name, calls.length)
    if (failure !== null) return { ok: false, failure }
    const { sha256, offset, data, totalBytes, mostBytes } = message as {
      sha256: string
      offset: number
      data: Uint8Array
      totalBytes: number
      mostBytes: number
    }
    if (name === 'content.offer') return { ok: true, value: { heldBytes: store.heldBytes(sha256) } }
    if (name === 'content.piece') return { ok: true, value: { heldBytes: await store.append(sha256, { offset, data, totalBytes }) } }
    const read = await store.read(sha256, offset, mostBytes)
    if (read === undefined) return fail('not-found', 'it is not here')
    return { ok: true, value: { totalBytes: store.bytesOf(sha256), data: read } }
  }) as ContentLine
  return { line, calls }
}

function openDesk(changes: Partial<Parameters<typeof openContentDesk>[0]> = {}) {
  const pushes: ContentPush[] = []
  const refused: { keys: string[]; failure: Failure }[] = []
  const listeners = new Set<() => void>()
  const look = (): void => {
    for (const listener of listeners) listener()
  }
  const state = { isLive: true, ready: 0 }
  const store = changes.store ?? newStore()
  const desk: ContentDesk = openContentDesk({
    store,
    fileBytes: 10_000_000,
    line: lineTo(newStore()).line,
    isLive: () => state.isLive,
    requests: () => [],
    isDurable: true,
    onReady() {
      state.ready += 1
      look()
    },
    onRefused(requests, failure) {
      refused.push({ keys: requests.map(({ key }) => key), failure })
      look()
    },
    push(message) {
      pushes.push(message)
      look()
    },
    onTrouble: (error) => {
      throw error
    },
    now: Date.now,
    timers: timersOf(globalThis),
    ...changes,
  })
  const until = (what: string, holds: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${what} did not come`)), 5_000)
      const listener = (): void => {
        if (!holds()) return
        clearTimeout(timer)
        listeners.delete(listener)
        resolve()
      }
      listeners.add(listener)
      listener()
    })
  return { desk, store, pushes, refused, state, until }
}

async function attached(desk: ContentDesk, name: string, data: Uint8Array): Promise<AttachmentReference> {
  const answers: ContentPush[] = []
  await desk.attachBytes('id', name, data, (push) => answers.push(push))
  const [answer] = answers
  if (answer?.kind !== 'attached' || !answer.result.ok) throw new Error(JSON.stringify(answer))
  return answer.result.value
}

const note = (...attachments: AttachmentReference[]): OutboxEntry => ({
  key: randomUUID(),
  type: 'alert.note',
  input: { id: 'alert', text: 'xem ảnh', attachments },
  madeAtMs: 1,
  state: 'waiting',
  failure: null,
})

describe('taking in', () => {
  test('a picture that is dropped gets its hash, its kind by its bytes, and a harmless name', async () => {
    const { desk, store } = openDesk()
    const data = png(5_000)
    expect(await attached(desk, '../../ảnh cầu.exe', data)).toEqual({
      sha256: sha256Of(data),
      name: 'ảnh cầu.exe.png',
      mediaType: 'image/png',
      bytes: 5_000,
    })
    expect(store.isOnlyCopy(sha256Of(data))).toBe(true)
    desk.close()
  })

  test('a chosen file is read; its folder is nobody’s business', async () => {
    const { desk, pushes } = openDesk()
    const data = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(200_000)])
    writeFileSync(folder.at('biên bản.pdf'), data)
    await desk.attachFile('chosen', folder.at('biên bản.pdf'))
    expect(pushes).toEqual([
      {
        kind: 'attached',
        id: 'chosen',
        result: { ok: true, value: { sha256: sha256Of(data), name: 'biên bản.pdf', mediaType: 'application/pdf', bytes: 200_009 } },
      },
    ])
    desk.close()
  })

  test.each([
    [
      'a program with the name of a picture',
      () => Buffer.from('MZ this is a program, whatever its name says, and long enough to be looked at'),
      'invalid',
    ],
    ['a few bytes', () => Buffer.from('ab'), 'invalid'],
    ['what is too large', () => png(10_000_001), 'too-large'],
  ])('%s is refused, and nothing of it stays', async (_what, bytes, code) => {
    const { desk, store, pushes } = openDesk()
    writeFileSync(folder.at('photo.png'), bytes())
    await desk.attachFile('id', folder.at('photo.png'))
    await desk.attachBytes('id', 'photo.png', bytes(), (push) => pushes.push(push))
    expect(pushes).toMatchObject([
      { kind: 'attached', result: { ok: false, failure: { code } } },
      { kind: 'attached', result: { ok: false, failure: { code } } },
    ])
    expect([...store.contents()]).toEqual([])
    desk.close()
  })

  test('an empty file, a folder and a file that is gone are refused', async () => {
    const { desk, pushes } = openDesk()
    writeFileSync(folder.at('empty.png'), '')
    mkdirSync(folder.at('folder.png'))
    for (const name of ['empty.png', 'folder.png', 'gone.png']) await desk.attachFile(name, folder.at(name))
    expect(pushes.map((push) => push.kind === 'attached' && !push.result.ok && push.result.failure.code)).toEqual([
      'invalid',
      'invalid',
      'unavailable',
    ])
    desk.close()
  })
})

describe('bringing up', () => {
  test('a note is ready once the gateway has all it names; a photo does not wait behind a clip', async () => {
    const gateway = newStore()
    const order: string[] = []
    const { line } = lineTo(gateway)
    const { desk, state, until } = openDesk({
      line: ((name: never, message: { sha256: string }) => {
        if (name === 'content.piece') order.push(message.sha256)
        return line(name, message as never)
      }) as ContentLine,
    })
    state.isLive = false
    const clip = await attached(desk, 'clip.png', png(3_000_000))
    const photo = await attached(desk, 'photo.png', png(100_000))
    const both = note(clip, photo)
    desk.onRequest(both)
    expect([desk.isReady(both), desk.isReady(note())]).toEqual([false, true])
    state.isLive = true
    desk.wake()
    await until('both', () => state.ready === 2)
    expect([desk.isReady(both), gateway.bytesOf(clip.sha256), gateway.bytesOf(photo.sha256)]).toEqual([true, 3_000_000, 100_000])
    expect(order.lastIndexOf(photo.sha256)).toBeLessThan(order.indexOf(clip.sha256))
    desk.close()
  })

  test('what the gateway has is confirmed: it may be let go of here', async () => {
    const { desk, store, state, until } = openDesk()
    const photo = await attached(desk, 'photo.png', png(1_000))
    desk.onRequest(note(photo))
    await until('the photo', () => state.ready === 1)
    expect(store.isOnlyCopy(photo.sha256)).toBe(false)
    desk.close()
  })

  test('what the gateway will not take is a refusal of the notes that name it, and of no other', async () => {
    const { line } = lineTo(newStore(), (name) => (name === 'content.offer' ? fail('no-room', 'full').failure : null))
    const { desk, refused, until } = openDesk({ line })
    const photo = await attached(desk, 'photo.png', png(1_000))
    const [first, second] = [note(photo), note(photo)]
    desk.onRequest(first)
    await until('the refusal', () => refused.length === 1)
    expect(refused).toEqual([{ keys: [first.key], failure: fail('no-room', 'full').failure }])
    desk.onGone(first.key)
    desk.onRequest(second)
    await until('the second', () => refused.length === 2)
    expect(refused[1]?.keys).toEqual([second.key])
    desk.close()
  })

  test('what cannot be read here any more is said', async () => {
    const { desk, store, refused, until } = openDesk()
    const photo = await attached(desk, 'photo.png', png(1_000))
    await store.remove(photo.sha256)
    desk.onRequest(note(photo))
    await until('the refusal', () => refused.length === 1)
    expect(refused[0]?.failure.code).toBe('content-missing')
    desk.close()
  })

  test('after a restart what waits is known from the outbox', async () => {
    const store = newStore()
    const before = openDesk({ store })
    const waiting = note(await attached(before.desk, 'photo.png', png(1_000)))
    before.desk.close()
    const { desk, state, until } = openDesk({ store, requests: () => [waiting] })
    desk.wake()
    await until('the photo', () => state.ready === 1)
    expect(desk.isReady(waiting)).toBe(true)
    desk.onMissing(waiting)
    await until('the photo again', () => state.ready === 2)
    desk.close()
  })

  test('what the gateway asks for is offered, by whoever has it', async () => {
    const gateway = newStore()
    const { desk, state, until } = openDesk({ line: lineTo(gateway).line })
    const photo = await attached(desk, 'photo.png', png(1_000))
    desk.onWanted([sha256Of(randomBytes(1)), photo.sha256])
    await until('the photo', () => state.ready === 1)
    expect(gateway.bytesOf(photo.sha256)).toBe(1_000)
    desk.close()
  })
})

describe('giving out', () => {
  test('what is not here is fetched, told as it comes, and kept', async () => {
    const gateway = newStore()
    const data = png(2_000_000)
    await gateway.append(sha256Of(data), { totalBytes: data.length, offset: 0, data })
    const { desk, store, pushes } = openDesk({ line: lineTo(gateway).line })
    const answers: ContentPush[] = []
    await desk.give('id', sha256Of(data), (push) => answers.push(push))
    const [answer] = answers
    if (answer?.kind !== 'content' || !answer.result.ok) throw new Error(JSON.stringify(answer))
    expect([answer.result.value.mediaType, Buffer.compare(answer.result.value.data, data)]).toEqual(['image/png', 0])
    await desk.save('save', sha256Of(data), folder.at('saved.png'))
    expect(Buffer.compare(readFileSync(folder.at('saved.png')), data)).toBe(0)
    expect([store.bytesOf(sha256Of(data)), store.isOnlyCopy(sha256Of(data)), pushes.at(-1)]).toEqual([
      2_000_000,
      false,
      { kind: 'saved', id: 'save', result: { ok: true, value: null } },
    ])
    desk.close()
  })

  test('without a line it waits for one; what the gateway has not got either is said', async () => {
    const gateway = newStore()
    const data = png(1_000)
    await gateway.append(sha256Of(data), { totalBytes: data.length, offset: 0, data })
    const { desk, state } = openDesk({ line: lineTo(gateway).line })
    state.isLive = false
    const answers: ContentPush[] = []
    const given = desk.give('here', sha256Of(data), (push) => answers.push(push))
    expect(answers).toEqual([])
    state.isLive = true
    desk.wake()
    await given
    await desk.give('nowhere', sha256Of(randomBytes(1)), (push) => answers.push(push))
    expect(answers).toMatchObject([
      { id: 'here', result: { ok: true } },
      { id: 'nowhere', result: { ok: false, failure: { code: 'not-found' } } },
    ])
    desk.close()
  })

  test('bytes that are not what they are called are fetched once more, and then refused', async () => {
    const wrong = png(1_000)
    const line = (() => Promise.resolve({ ok: true, value: { totalBytes: 1_000, data: wrong } })) as unknown as ContentLine
    const { desk, store } = openDesk({ line })
    const answers: ContentPush[] = []
    const sha256 = sha256Of(randomBytes(1))
    await desk.give('id', sha256, (push) => answers.push(push))
    expect(answers).toMatchObject([{ result: { ok: false, failure: { code: 'invalid' } } }])
    expect([store.heldBytes(sha256), store.usedBytes()]).toEqual([0, 0])
    desk.close()
  })
})

test('a draft that nobody sent is let go of after a week; what a request names is not', async () => {
  let sweep = (): void => undefined
  let nowMs = 1_000_000_000_000
  const timers = {
    after: timersOf(globalThis).after,
    every(_periodMs: number, work: () => void) {
      sweep = work
      return () => undefined
    },
  }
  const store = openContentStore({
    folder: folder.at('drafts'),
    totalBytes: 1_000_000,
    freeBytes: 0,
    evicts: true,
    now: () => nowMs,
    onDamaged: () => undefined,
    freeOn: () => Promise.resolve(Infinity),
  })
  const requests: OutboxEntry[] = []
  const { desk } = openDesk({ store, now: () => nowMs, timers, requests: () => requests })
  const [draft, refused] = [await attached(desk, 'a.png', png(100)), await attached(desk, 'b.png', png(100))]
  requests.push({ ...note(refused), state: 'refused', failure: fail('no-room', 'full').failure })
  nowMs += 7 * 86_400_000
  sweep()
  expect(store.bytesOf(draft.sha256)).toBe(100)
  nowMs += 1
  sweep()
  await expect.poll(() => store.bytesOf(draft.sha256)).toBeUndefined()
  expect(store.bytesOf(refused.sha256)).toBe(100)
  desk.close()
})
