import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { testFolder } from '#test/builders/folderBuilder'
import { openContentStore, type ContentStore, type ContentStoreOptions } from './contentStore'

const folder = testFolder('content-store')
afterAll(folder.remove)
let folders = 0

function openAt(at: string, changes: Partial<ContentStoreOptions> = {}): { store: ContentStore; damaged: string[] } {
  const damaged: string[] = []
  const store = openContentStore({
    folder: at,
    totalBytes: 1_000_000,
    freeBytes: 0,
    evicts: true,
    now: () => 1_700_000_000_000,
    onDamaged: (sha256) => damaged.push(sha256),
    freeOn: () => Promise.resolve(Infinity),
    ...changes,
  })
  return { store, damaged }
}
const newFolder = (): string => folder.at(`store-${(folders += 1)}`)
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
async function* sourceOf(...parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts
}
const filesIn = (at: string): string[] =>
  readdirSync(at, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []))
const whole = (store: ContentStore): string[] => [...store.contents()].map(({ sha256 }) => sha256).toSorted()

async function addOne(store: ContentStore, bytes: Uint8Array): Promise<string> {
  const stored = await store.add(sourceOf(bytes))
  if (stored.kind !== 'stored') throw new Error(stored.kind)
  return stored.sha256
}

/** Brings a content as a transfer does. */
async function appendAll(store: ContentStore, bytes: Uint8Array, pieceBytes = bytes.length): Promise<void> {
  for (let offset = 0; offset < bytes.length; offset += pieceBytes)
    await store.append(sha256Of(bytes), { totalBytes: bytes.length, offset, data: bytes.subarray(offset, offset + pieceBytes) })
}

describe('what is added here', () => {
  test('stands under its hash, and is there after a restart, as the only copy', async () => {
    const at = newFolder()
    const bytes = randomBytes(200_000)
    const { store } = openAt(at)
    expect(await store.add(sourceOf(bytes.subarray(0, 70_000), bytes.subarray(70_000)))).toEqual({
      kind: 'stored',
      sha256: sha256Of(bytes),
      bytes: 200_000,
    })
    const again = openAt(at).store
    expect([again.bytesOf(sha256Of(bytes)), again.isOnlyCopy(sha256Of(bytes))]).toEqual([200_000, true])
    expect(await again.readWhole(sha256Of(bytes))).toEqual(new Uint8Array(bytes))
    await again.confirm(sha256Of(bytes))
    expect(openAt(at).store.isOnlyCopy(sha256Of(bytes))).toBe(false)
  })

  test('twice is there once, also at the same time, and what was confirmed stays confirmed', async () => {
    const at = newFolder()
    const { store } = openAt(at)
    const bytes = randomBytes(1_000)
    await Promise.all([addOne(store, bytes), addOne(store, bytes), addOne(store, bytes)])
    await store.confirm(sha256Of(bytes))
    await addOne(store, bytes)
    expect([whole(store), store.usedBytes(), filesIn(at), store.isOnlyCopy(sha256Of(bytes))]).toEqual([
      [sha256Of(bytes)],
      1_000,
      [sha256Of(bytes)],
      false,
    ])
  })

  test('broken off in the middle leaves nothing: neither when the source fails nor when the process dies', async () => {
    const at = newFolder()
    const { store } = openAt(at)
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield randomBytes(1_000)
      await Promise.resolve()
      throw new Error('the stick was pulled out')
    }
    await expect(store.add(failing())).rejects.toThrow('the stick was pulled out')
    expect(filesIn(at)).toEqual([])

    let isHalf = (): void => undefined
    let die = (): void => undefined
    const half = new Promise<void>((resolve) => (isHalf = resolve))
    const died = new Promise<void>((resolve) => (die = resolve))
    async function* neverEnding(): AsyncGenerator<Uint8Array> {
      yield randomBytes(1_000)
      isHalf()
      await died
      throw new Error('dead')
    }
    const broken = store.add(neverEnding())
    await half
    expect(filesIn(at)).toEqual([expect.stringMatching(/[.]new$/)])
    const { store: next } = openAt(at)
    expect([whole(next), filesIn(at)]).toEqual([[], []])
    die()
    await expect(broken).rejects.toThrow('dead')
  })
})

describe('what comes in pieces', () => {
  test('goes on where it was, after a restart too, and has its name only when it is whole', async () => {
    const at = newFolder()
    const bytes = randomBytes(10_000)
    const sha256 = sha256Of(bytes)
    const { store } = openAt(at)
    const piece = (offset: number, length: number) => ({ totalBytes: 10_000, offset, data: bytes.subarray(offset, offset + length) })
    expect(await store.append(sha256, piece(0, 4_000))).toBe(4_000)
    expect(await store.append(sha256, piece(0, 4_000))).toBe(4_000)
    expect(await store.append(sha256, piece(8_000, 2_000))).toBe(4_000)
    expect([store.bytesOf(sha256), store.heldBytes(sha256), filesIn(at)]).toEqual([undefined, 4_000, [`${sha256}.part`]])

    const { store: next } = openAt(at)
    expect(next.heldBytes(sha256)).toBe(4_000)
    expect(await next.append(sha256, piece(4_000, 6_000))).toBe(10_000)
    expect(await next.append(sha256, piece(0, 4_000))).toBe(10_000)
    expect([next.bytesOf(sha256), next.isOnlyCopy(sha256), filesIn(at)]).toEqual([10_000, false, [sha256]])
    expect(await next.read(sha256, 9_000, 5_000)).toEqual(new Uint8Array(bytes.subarray(9_000)))
  })

  test('what is not what it is called is not kept, also when a crash has left other bytes', async () => {
    const at = newFolder()
    const { store } = openAt(at)
    const sha256 = sha256Of(randomBytes(8))
    expect(await store.append(sha256, { totalBytes: 8, offset: 0, data: randomBytes(8) })).toBe('not-what-its-name-says')
    expect(await store.append(sha256, { totalBytes: 8, offset: 0, data: randomBytes(9) })).toBe('not-what-its-name-says')
    expect([whole(store), filesIn(at), store.heldBytes(sha256)]).toEqual([[], [], 0])

    const bytes = randomBytes(100)
    await store.append(sha256Of(bytes), { totalBytes: 100, offset: 0, data: bytes.subarray(0, 50) })
    writeFileSync(join(at, 'incoming', `${sha256Of(bytes)}.part`), Buffer.alloc(50))
    const { store: next } = openAt(at)
    expect(await next.append(sha256Of(bytes), { totalBytes: 100, offset: 50, data: bytes.subarray(50) })).toBe('not-what-its-name-says')
    await appendAll(next, bytes)
    expect(await next.readWhole(sha256Of(bytes))).toEqual(new Uint8Array(bytes))
  })

  test('two senders of the same content, piece by piece in any order, make it whole once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(1), fc.integer({ min: 1, max: 40 })), { maxLength: 40 }),
        fc.boolean(),
        async (steps, both) => {
          const { store } = openAt(newFolder())
          const bytes = randomBytes(100)
          const sha256 = sha256Of(bytes)
          const known = [0, 0]
          const send = async (who: number, length: number): Promise<void> => {
            const offset = known[who] ?? 0
            const data = bytes.subarray(offset, offset + length)
            known[who] = (await store.append(sha256, { totalBytes: 100, offset, data })) as number
          }
          for (const [who, length] of steps) await (both ? Promise.all([send(who, length), send(1 - who, length)]) : send(who, length))
          while (store.bytesOf(sha256) === undefined) await send(0, 30)
          expect(await store.readWhole(sha256)).toEqual(new Uint8Array(bytes))
        },
      ),
      { numRuns: 30 },
    )
  })

  test('what nobody goes on with is forgotten', async () => {
    const at = newFolder()
    const { store } = openAt(at)
    await store.append(sha256Of(randomBytes(3)), { totalBytes: 3, offset: 0, data: new Uint8Array(2) })
    await store.forgetPartial(1_700_000_000_000)
    expect(filesIn(at)).toHaveLength(1)
    await store.forgetPartial(1_700_000_000_001)
    expect([filesIn(at), store.usedBytes()]).toEqual([[], 0])
  })
})

describe('room', () => {
  test('the longest unused of what others hold goes, an only copy never', async () => {
    const at = newFolder()
    let nowMs = 1_000_000_000_000
    const { store } = openAt(at, { totalBytes: 250, now: () => nowMs })
    const [old, used, only] = [randomBytes(100), randomBytes(100), randomBytes(50)]
    await appendAll(store, old)
    nowMs += 1
    await appendAll(store, used)
    nowMs += 1
    const ownHash = await addOne(store, only)
    nowMs += 1
    await store.readWhole(sha256Of(old))

    expect(await store.add(sourceOf(randomBytes(60)))).toMatchObject({ kind: 'stored' })
    expect([store.bytesOf(sha256Of(used)), store.bytesOf(sha256Of(old)), store.bytesOf(ownHash)]).toEqual([undefined, 100, 50])
    expect(await store.add(sourceOf(randomBytes(240)))).toEqual({ kind: 'no-room' })
    expect(await store.reserve(sha256Of(randomBytes(1)), 240)).toBe(false)
    await store.confirm(ownHash)
    expect(await store.reserve(sha256Of(randomBytes(1)), 190)).toBe(true)
  })

  test('the order of use is known after a restart', async () => {
    const at = newFolder()
    const { store } = openAt(at)
    const [one, two] = [randomBytes(10), randomBytes(10)]
    await appendAll(store, one)
    await appendAll(store, two)
    const file = join(at, sha256Of(two).slice(0, 2), sha256Of(two))
    utimesSync(file, 1, 1)
    const { store: next } = openAt(at, { totalBytes: 20 })
    await next.reserve(sha256Of(randomBytes(1)), 5)
    expect(whole(next)).toEqual([sha256Of(one)])
  })

  test('where nothing is let go, what would be too much is not taken, and room is promised once', async () => {
    const { store } = openAt(newFolder(), { totalBytes: 100, evicts: false })
    await appendAll(store, randomBytes(40))
    const [one, two] = [sha256Of(randomBytes(1)), sha256Of(randomBytes(1))]
    expect(await Promise.all([store.reserve(one, 50), store.reserve(two, 50), store.reserve(one, 50)])).toEqual([true, false, true])
    expect(store.usedBytes()).toBe(90)
  })

  test('a disk that is nearly full counts as full: the log needs the rest', async () => {
    const { store } = openAt(newFolder(), { freeBytes: 1_000, freeOn: () => Promise.resolve(1_500) })
    expect([await store.reserve(sha256Of(randomBytes(1)), 500), await store.reserve(sha256Of(randomBytes(1)), 501)]).toEqual([true, false])
  })
})

describe('damage', () => {
  async function damagedStore() {
    const at = newFolder()
    const { store, damaged } = openAt(at)
    const bytes = randomBytes(5_000)
    await appendAll(store, bytes)
    const sha256 = sha256Of(bytes)
    const file = join(at, sha256.slice(0, 2), sha256)
    const flipped = readFileSync(file)
    flipped[2_500] = (flipped[2_500] ?? 0) ^ 1
    writeFileSync(file, flipped)
    return { at, store, damaged, bytes, sha256 }
  }

  test.each([
    ['read from its beginning', (store: ContentStore, sha256: string) => store.read(sha256, 0, 10)],
    ['read whole', (store: ContentStore, sha256: string) => store.readWhole(sha256)],
    ['copied', async (store: ContentStore, sha256: string) => (await store.copyTo(sha256, folder.at('copy.pdf'))) || undefined],
  ])('one flipped bit is found when it is %s: moved aside, told, and taken again', async (_how, read) => {
    const { at, store, damaged, bytes, sha256 } = await damagedStore()
    expect(await read(store, sha256)).toBeUndefined()
    expect([damaged, store.bytesOf(sha256), store.heldBytes(sha256)]).toEqual([[sha256], undefined, 0])
    expect(readdirSync(join(at, 'damaged'))).toHaveLength(1)
    expect(existsSync(folder.at('copy.pdf'))).toBe(false)
    await appendAll(store, bytes, 1_000)
    expect(await store.readWhole(sha256)).toEqual(new Uint8Array(bytes))
  })

  test('a copy outside is whole, and is no program', async () => {
    const { store } = openAt(newFolder())
    const bytes = randomBytes(100_000)
    const sha256 = await addOne(store, bytes)
    expect(await store.copyTo(sha256, folder.at('saved.pdf'))).toBe(true)
    expect(readFileSync(folder.at('saved.pdf'))).toEqual(bytes)
    await expect(store.copyTo(sha256, folder.at('no', 'such', 'folder.pdf'))).rejects.toThrow('ENOENT')
    expect(store.bytesOf(sha256)).toBe(100_000)
  })
})
