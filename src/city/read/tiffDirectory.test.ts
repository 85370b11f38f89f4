import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { geoTiff } from '#test/builders/heights'
import { checkTiffDirectory } from './tiffDirectory'

const whole = Buffer.from(geoTiff())
const little = whole[0] === 0x49
const directory = little ? whole.readUInt32LE(4) : whole.readUInt32BE(4)

/** The file with the entry of a tag changed: its number of values, or its value. */
async function fileWith(tag: number, change: { count?: number; value?: number } = {}): Promise<string> {
  const bytes = Buffer.from(whole)
  const u16 = (at: number): number => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at))
  const write = (at: number, value: number, length: 2 | 4): number =>
    little ? bytes.writeUIntLE(value, at, length) : bytes.writeUIntBE(value, at, length)
  for (let entry = 0; entry < u16(directory); entry += 1) {
    const at = directory + 2 + entry * 12
    if (u16(at) !== tag) continue
    if (change.count !== undefined) write(at + 4, change.count, 4)
    if (change.value !== undefined) write(at + 8, change.value, u16(at + 2) === 3 ? 2 : 4)
  }
  const path = join(await mkdtemp(join(tmpdir(), 'tiff-')), 'a.tif')
  await writeFile(path, bytes)
  return path
}

test('a sound directory passes', async () => {
  await expect(checkTiffDirectory(await fileWith(0))).resolves.toBeUndefined()
})

test.each([
  ['a list of four thousand million values', 258, { count: 4_000_000_000 }, 'values'],
  ['a list beyond the end', 33550, { value: 4_000_000_000 }, 'beyond its end'],
  ['no width', 256, { value: 0 }, 'without a size'],
  ['a block that is too large', 258, { value: 65_000 }, 'too large'],
  ['strips of no rows', 278, { value: 0 }, 'without a size'],
  ['fewer strips than it needs', 278, { value: 1 }, 'where there should be 61'],
  ['a strip beyond the end', 279, { value: 4_000_000_000 }, 'pixels beyond its end'],
])('%s does not', async (_, tag, change, message) => {
  await expect(checkTiffDirectory(await fileWith(tag, change))).rejects.toThrow(new RegExp(message))
})
