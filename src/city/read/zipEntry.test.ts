import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readZipEntry } from './zipEntry'

function zipOf(name: string, content: Buffer, method: 0 | 8 | 9 = 8, claimed = content.length): Buffer {
  const packed = method === 8 ? deflateRawSync(content) : content
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(method, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(claimed, 24)
  entry.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(head.length + name.length + packed.length, 16)
  return Buffer.concat([head, Buffer.from(name), packed, entry, Buffer.from(name), end])
}

const content = Buffer.from('0123456789'.repeat(100))

test('the file that is asked for comes out, packed or not', () => {
  for (const method of [0, 8] as const)
    expect(readZipEntry(zipOf('tiles/N16E107.hgt', content, method), /[.]hgt$/, 5_000)).toEqual({
      name: 'tiles/N16E107.hgt',
      bytes: content,
    })
})

test('what is not there, too large, longer than it says or packed otherwise is refused', () => {
  expect(() => readZipEntry(zipOf('a.txt', content), /[.]hgt$/, 5_000)).toThrow('without a file like')
  expect(() => readZipEntry(zipOf('a.hgt', content), /[.]hgt$/, 500)).toThrow('a file of 1000 bytes')
  expect(() => readZipEntry(zipOf('a.hgt', content, 8, 400), /[.]hgt$/, 500)).toThrow()
  expect(() => readZipEntry(zipOf('a.hgt', content, 8, 400), /[.]hgt$/, 5_000)).toThrow('not as long as it says')
  expect(() => readZipEntry(zipOf('a.hgt', content, 9), /[.]hgt$/, 5_000)).toThrow('packed in way 9')
  expect(() => readZipEntry(Buffer.from('PK'), /[.]hgt$/, 5_000)).toThrow('without its end')
})
