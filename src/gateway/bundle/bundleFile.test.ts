import { createHash, sign } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { brotliCompressSync, constants, createBrotliCompress } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { BundleManifest } from '#shared/contract/bundle'
import { noCursors } from '#shared/contract/ids'
import { testFolder } from '#test/builders/folderBuilder'
import { readBundle, writeBundle } from './bundleFile'
import { readOrMakePostKey, type PostKey } from './bundleKeys'

let folder: ReturnType<typeof testFolder>
let key: PostKey
let file: string
beforeEach(() => {
  folder = testFolder('bundle-file')
  key = readOrMakePostKey(folder.path)
  file = folder.at('one.bundle')
})
afterEach(() => folder.remove())

const about = {
  epoch: 'epoch-of-a',
  cityId: 'dong-ha',
  post: 'Triệu Phong',
  madeBy: 'Lan',
  madeAtMs: 1,
  version: '0.1.0',
  from: noCursors,
  to: noCursors,
  contentsLeftOut: 0,
}

function write(lines: string[]): BundleManifest {
  const writer = writeBundle(file)
  for (const line of lines) writer.add(line)
  return writer.finish({ ...about, facts: lines.length }, key)
}
function read(): string[] {
  const bundle = readBundle(file)
  try {
    return [...bundle.parts()].flat()
  } finally {
    bundle.close()
  }
}
function readCode(): string | undefined {
  try {
    read()
    return undefined
  } catch (error) {
    return (error as { code?: string }).code
  }
}

/** A file around any manifest and parts, signed as it stands. */
function forge(manifest: object, parts: Buffer = Buffer.alloc(0)): void {
  const bytes = Buffer.from(JSON.stringify(manifest))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  const signature = sign(null, Buffer.concat([Buffer.from('toan-canh bundle manifest\n'), bytes]), key.privateKey)
  writeFileSync(file, Buffer.concat([Buffer.from('TOANCANH BUNDLE\n'), parts, bytes, signature, length, Buffer.from('\nBUNDLE TOANCANH')]))
}
function forgeParts(stored: Buffer, declared: { bytes: number; facts: number }): void {
  const sha256 = createHash('sha256').update(stored).digest('hex')
  const part = { storedBytes: stored.length, sha256, ...declared }
  forge({ format: 1, ...about, publicKey: key.publicKey, facts: part.facts, parts: [part], contents: [] }, stored)
}
const forgedPart = (plain: Buffer, declared: { bytes?: number } = {}): void =>
  forgeParts(brotliCompressSync(plain), { bytes: plain.length, facts: 1, ...declared })

function* zeros(mebibytes: number): Generator<Buffer> {
  const mebibyte = Buffer.alloc(1_048_576)
  for (let count = 0; count < mebibytes; count += 1) yield mebibyte
}

test('what was written is read back, in parts of bounded size, and is much smaller', () => {
  const lines = Array.from({ length: 6_000 }, (_, index) => JSON.stringify({ seq: index, text: 'Nước lên nhanh, ngập đường. '.repeat(20) }))
  const { parts } = write(lines)
  expect(read()).toEqual(lines)
  expect(parts.length).toBeGreaterThan(2)
  expect(parts.every(({ bytes }) => bytes <= 2_097_152)).toBe(true)
  expect(readFileSync(file).length).toBeLessThan(lines.join('\n').length / 10)
})

test('a bundle without facts is a bundle', () => {
  write([])
  expect(read()).toEqual([])
})

test('a file has its name only once it is whole, and is never written over', () => {
  const writer = writeBundle(file)
  writer.add('{}')
  expect(existsSync(file)).toBe(false)
  writer.abandon()
  expect([existsSync(file), existsSync(`${file}.unfinished`)]).toEqual([false, false])
  write(['{}'])
  const before = readFileSync(file)
  expect(() => writeBundle(file)).toThrow(/EEXIST/)
  expect(readFileSync(file)).toEqual(before)
})

describe('is refused', () => {
  test('cut at any byte', () => {
    write(['{"a":1}', '{"a":2}'])
    const whole = readFileSync(file)
    const codes = new Set<string | undefined>()
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(file, whole.subarray(0, length))
      codes.add(readCode())
    }
    expect(codes).toEqual(new Set(['not-a-bundle', 'cut-short']))
  })

  test('with any byte flipped', () => {
    write(['{"a":1}', '{"a":2}'])
    const whole = readFileSync(file)
    for (let index = 0; index < whole.length; index += 1) {
      const damaged = Buffer.from(whole)
      damaged[index] = (damaged[index] ?? 0) ^ 0x10
      writeFileSync(file, damaged)
      expect({ index, refused: readCode() !== undefined }).toEqual({ index, refused: true })
    }
  })

  test('with something behind its end, or between its parts', () => {
    write(['{"a":1}'])
    const whole = readFileSync(file)
    writeFileSync(file, Buffer.concat([whole, Buffer.from('x')]))
    expect(readCode()).toBe('cut-short')
    writeFileSync(file, Buffer.concat([whole.subarray(0, 16), Buffer.from('x'), whole.subarray(16)]))
    expect(readCode()).toBe('damaged')
  })

  test('of a newer format, by that name', () => {
    forge({ format: 2, anything: true })
    expect(() => read()).toThrow(/format 2.*reads format 1/)
    expect(readCode()).toBe('future-format')
  })

  test.each(['epoch', 'cityId', 'post', 'madeBy', 'version'])('with a %s that a terminal would obey', (name) => {
    const manifest = { format: 1, ...about, publicKey: key.publicKey, facts: 0, parts: [], contents: [] }
    forge(manifest)
    expect(readCode()).toBeUndefined()
    forge({ ...manifest, [name]: 'tram-a\u001b[2J' })
    expect(readCode()).toBe('damaged')
  })

  test('signed by another key than it names', () => {
    const other = readOrMakePostKey(folder.at('other'))
    const manifest = { format: 1, ...about, publicKey: other.publicKey, facts: 0, parts: [], contents: [] }
    forge(manifest)
    expect(readCode()).toBe('wrong-signature')
  })

  test('when a part unfolds to more than it declares, without unfolding it', async () => {
    const mebibytes = 300
    const stored = await buffer(
      Readable.from(zeros(mebibytes)).pipe(createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })),
    )
    expect(stored.length).toBeLessThan(100_000)
    forgeParts(stored, { bytes: 8_000_000, facts: 1 })
    const beforeKb = process.resourceUsage().maxRSS
    expect(readCode()).toBe('damaged')
    expect(process.resourceUsage().maxRSS - beforeKb).toBeLessThan((mebibytes * 1_024) / 4)
  })

  test('when a part declares more than a part may have', () => {
    forgedPart(Buffer.from('{}'), { bytes: 2_000_000_000 })
    expect(readCode()).toBe('damaged')
  })

  test('when a part has other lines than it declares, or is no text', () => {
    forgedPart(Buffer.from('{}\n{}'))
    expect(readCode()).toBe('damaged')
    forgedPart(Buffer.from([0xff, 0xfe]))
    expect(readCode()).toBe('damaged')
  })

  test('when it is something else, or a folder', () => {
    writeFileSync(file, 'PK\u0003\u0004 anything')
    expect(readCode()).toBe('not-a-bundle')
    file = folder.path
    expect(readCode()).toBe('not-a-bundle')
  })
})
