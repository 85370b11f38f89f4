import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { AttachmentReference } from '#shared/contract/attachment'
import { openContentStore } from '#storage/content/contentStore'
import { testFolder } from '#test/builders/folderBuilder'
import { openContentDoor } from './contentDoor'
import { keepContentRetention } from './contentRetention'
import { createMissingContents } from './missingContents'

const folder = testFolder('content-door')
afterAll(folder.remove)
let folders = 0

const png = (bytes: number): Buffer => Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), randomBytes(bytes - 16)])
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const referenceTo = (bytes: Uint8Array): AttachmentReference => ({
  sha256: sha256Of(bytes),
  name: 'ảnh.png',
  mediaType: 'image/png',
  bytes: bytes.length,
})

/** A door with a store behind it, and a station before it. */
function openDoor({ totalBytes = 1_000_000, now = Date.now }: { totalBytes?: number; now?: () => number } = {}) {
  const at = folder.at(`store-${(folders += 1)}`)
  const damaged: string[] = []
  const store = openContentStore({
    folder: at,
    totalBytes,
    freeBytes: 0,
    evicts: false,
    now,
    onDamaged: (sha256) => damaged.push(sha256),
    freeOn: () => Promise.resolve(Infinity),
  })
  const listeners = new Map<string, (message: unknown, answer: unknown) => void>()
  const door = openContentDoor({
    store,
    fileBytes: 500_000,
    onTrouble(error) {
      throw error
    },
  })
  door.serve({ on: (name, listener) => listeners.set(name, listener as never) })
  const ask = (name: string, message: unknown): Promise<unknown> => new Promise((resolve) => listeners.get(name)?.(message, resolve))
  const bring = async (bytes: Buffer): Promise<unknown> =>
    ask('content.piece', { sha256: sha256Of(bytes), totalBytes: bytes.length, offset: 0, data: bytes })
  return { at, store, door, ask, bring, damaged }
}
const refused = (code: string) => expect.objectContaining({ ok: false, failure: expect.objectContaining({ code }) as unknown }) as unknown

describe('the door for contents', () => {
  test('takes pieces where its copy ends, gives pieces, and says what it holds', async () => {
    const { ask } = openDoor()
    const bytes = png(1_000)
    const sha256 = sha256Of(bytes)
    const piece = (offset: number, length: number) =>
      ask('content.piece', { sha256, totalBytes: 1_000, offset, data: bytes.subarray(offset, offset + length) })
    const held = (heldBytes: number) => ({ ok: true, value: { heldBytes } })
    expect(await ask('content.offer', { sha256, bytes: 1_000 })).toEqual(held(0))
    expect(await piece(0, 600)).toEqual(held(600))
    expect(await piece(0, 600)).toEqual(held(600))
    expect(await piece(700, 300)).toEqual(held(600))
    expect(await ask('content.fetch', { sha256, offset: 0, mostBytes: 10 })).toEqual(refused('not-found'))
    expect(await piece(600, 400)).toEqual(held(1_000))
    expect(await ask('content.offer', { sha256, bytes: 1_000 })).toEqual(held(1_000))
    expect(await ask('content.fetch', { sha256, offset: 900, mostBytes: 500 })).toEqual({
      ok: true,
      value: { totalBytes: 1_000, data: new Uint8Array(bytes.subarray(900)) },
    })
    expect(await ask('content.fetch', { sha256, offset: 1_000, mostBytes: 500 })).toEqual(refused('invalid'))
  })

  test.each([
    ['a hash that is a path', 'content.offer', { sha256: '../../log.sqlite', bytes: 10 }],
    ['a negative offset', 'content.fetch', { sha256: 'a'.repeat(64), offset: -1, mostBytes: 10 }],
    [
      'a piece that is too large',
      'content.piece',
      { sha256: 'a'.repeat(64), totalBytes: 300_000, offset: 0, data: new Uint8Array(262_145) },
    ],
    ['a piece of nothing', 'content.piece', { sha256: 'a'.repeat(64), totalBytes: 10, offset: 0, data: new Uint8Array(0) }],
    ['a text for bytes', 'content.piece', { sha256: 'a'.repeat(64), totalBytes: 10, offset: 0, data: 'bytes' }],
  ])('%s is refused', async (_what, name, message) => {
    expect(await openDoor().ask(name, message)).toEqual(refused('invalid'))
  })

  test('what may not be attached, is too large, lies, or finds no room is refused, and nothing of it stays', async () => {
    const { ask, bring, store } = openDoor({ totalBytes: 1_500 })
    const program = Buffer.concat([Buffer.from('MZ'), randomBytes(200)])
    expect(await bring(program)).toEqual(refused('invalid'))
    const lie = png(100)
    expect(await ask('content.piece', { sha256: sha256Of(png(100)), totalBytes: 100, offset: 0, data: lie })).toEqual(refused('invalid'))
    expect(await ask('content.piece', { sha256: sha256Of(lie), totalBytes: 100, offset: 0, data: lie.subarray(0, 20) })).toEqual(
      refused('invalid'),
    )
    expect(await ask('content.offer', { sha256: sha256Of(lie), bytes: 500_001 })).toEqual(refused('too-large'))
    expect(await bring(png(1_400))).toMatchObject({ ok: true })
    expect(await ask('content.offer', { sha256: sha256Of(program), bytes: 600 })).toEqual(refused('no-room'))
    expect(store.usedBytes()).toBeLessThanOrEqual(1_500)
  })

  test('a note is let through when all it names is here and as it says', async () => {
    const { door, bring } = openDoor()
    const [here, notHere] = [png(100), png(100)]
    await bring(here)
    expect(await door.check([referenceTo(here)])).toEqual({ ok: true, value: null })
    expect(await door.check([referenceTo(here), referenceTo(notHere)])).toEqual(refused('content-missing'))
    expect(await door.check([{ ...referenceTo(here), bytes: 99 }])).toEqual(refused('invalid'))
    expect(await door.check([{ ...referenceTo(here), mediaType: 'image/jpeg' }])).toEqual(refused('invalid'))
  })

  test('damaged content is not given out: it counts as missing, and stations are asked for it', async () => {
    const { at, ask, bring, door, store, damaged } = openDoor()
    const bytes = png(1_000)
    await bring(bytes)
    const file = join(at, sha256Of(bytes).slice(0, 2), sha256Of(bytes))
    const flipped = readFileSync(file)
    flipped[500] = (flipped[500] ?? 0) ^ 4
    writeFileSync(file, flipped)
    expect(await ask('content.fetch', { sha256: sha256Of(bytes), offset: 0, mostBytes: 100 })).toEqual(refused('not-found'))
    expect(await door.check([referenceTo(bytes)])).toEqual(refused('content-missing'))
    expect([damaged, readdirSync(join(at, 'damaged')).length]).toEqual([[sha256Of(bytes)], 1])

    const told: unknown[] = []
    const named = [sha256Of(bytes), 'f'.repeat(64)]
    const references = { isNamed: (sha256: string) => named.includes(sha256), named: () => named.map((sha256) => ({ sha256, bytes: 1 })) }
    const missing = createMissingContents({ store, references, tell: (message) => told.push(message) })
    missing.lost(sha256Of(bytes))
    missing.lost('0'.repeat(64))
    missing.lookThrough()
    expect([told, missing.wanted()]).toEqual([[{ sha256: [sha256Of(bytes)] }], { sha256: named }])
    await bring(bytes)
    expect(missing.wanted()).toEqual({ sha256: ['f'.repeat(64)] })
  })
})

test('what no fact names goes after a day, what one names stays', async () => {
  let nowMs = 1_000_000_000_000
  const { store, bring } = openDoor({ now: () => nowMs })
  const [named, unnamed, young] = [png(100), png(100), png(100)]
  await bring(named)
  await bring(unnamed)
  nowMs += 86_400_000
  await bring(young)
  nowMs += 1
  const runs: (() => void)[] = []
  let isDone = (): void => undefined
  const done = new Promise<void>((resolve) => (isDone = resolve))
  const stop = keepContentRetention({
    store: {
      ...store,
      async forgetPartial(beforeMs) {
        await store.forgetPartial(beforeMs)
        isDone()
      },
    },
    references: { isNamed: (sha256) => sha256 === sha256Of(named) },
    now: () => nowMs,
    timers: {
      after(delayMs, work) {
        if (delayMs > 1_000) runs.push(work)
        else setImmediate(work)
        return () => undefined
      },
      every: () => () => undefined,
    },
    onTrouble(error) {
      throw error
    },
  })
  for (const run of runs) run()
  await done
  stop()
  expect([named, unnamed, young].map((bytes) => store.bytesOf(sha256Of(bytes)))).toEqual([100, undefined, 100])
})
