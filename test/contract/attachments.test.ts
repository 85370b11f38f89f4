import { describe, expect, test } from 'vitest'
import { attachmentReference } from '#shared/contract/attachment'
import { maximumPastedBytes } from '#shared/contract/attachmentLimits'
import { contentCalls, contentWanted, maximumPieceBytes, transfer } from '#shared/contract/contentTransfer'
import { windowCall } from '#shared/contract/stationPort'

const sha256 = 'a'.repeat(64)
const reference = { sha256, name: 'ảnh cầu.png', mediaType: 'image/png', bytes: 100 }
const piece = { sha256, totalBytes: 100, offset: 0, data: new Uint8Array(10) }
const attach = { kind: 'attach', id: '0b3f7c68-4f0c-4d37-8a9f-2b1f6f0d9a10', name: '../anything', data: new Uint8Array(10) }

const edges = [
  { name: 'reference', schema: attachmentReference, sample: reference },
  { name: 'content.offer', schema: contentCalls['content.offer'].input, sample: { sha256, bytes: 100 } },
  { name: 'content.piece', schema: contentCalls['content.piece'].input, sample: piece },
  { name: 'content.fetch', schema: contentCalls['content.fetch'].input, sample: { sha256, offset: 0, mostBytes: 10 } },
  { name: 'answer to content.fetch', schema: contentCalls['content.fetch'].output, sample: { totalBytes: 100, data: new Uint8Array(10) } },
  { name: 'content.wanted', schema: contentWanted, sample: { sha256: [sha256] } },
  { name: 'window call attach', schema: windowCall, sample: attach },
  {
    name: 'transfer',
    schema: transfer,
    sample: { sha256, direction: 'up', state: 'moving', doneBytes: 1, totalBytes: 100 },
  },
]

describe.each(edges)('$name', ({ schema, sample }) => {
  test('passes as it is, and not with a field more or less', () => {
    expect(schema.parse(sample)).toEqual(sample)
    expect(schema.safeParse({ ...sample, admin: true }).success).toBe(false)
    for (const name of Object.keys(sample)) {
      const rest = Object.fromEntries(Object.entries(sample).filter(([each]) => each !== name))
      expect([name, schema.safeParse(rest).success]).toEqual([name, false])
    }
  })

  test('a hash is a hash and nothing else', () => {
    for (const wrong of ['', 'A'.repeat(64), `../${'a'.repeat(61)}`, 'a'.repeat(65), `${'a'.repeat(63)}\n`]) {
      if ('sha256' in sample) expect(schema.safeParse({ ...sample, sha256: wrong }).success).toBe(false)
    }
  })
})

test('bytes are bytes, of a length that is allowed', () => {
  const passes = (data: unknown): boolean => contentCalls['content.piece'].input.safeParse({ ...piece, data }).success
  const right = [new Uint8Array(1), Buffer.from('bytes'), new Uint8Array(maximumPieceBytes)]
  const wrong = [new Uint8Array(0), new Uint8Array(maximumPieceBytes + 1), 'bytes', [1, 2], new ArrayBuffer(3), { length: 3 }, null]
  expect([right.map(passes), wrong.map(passes)]).toEqual([right.map(() => true), wrong.map(() => false)])
  expect(windowCall.safeParse({ ...attach, data: new Uint8Array(maximumPastedBytes + 1) }).success).toBe(false)
})

test.each([
  '../a.png',
  'a/b.png',
  'a\\b.png',
  'a.exe',
  'a.png.exe',
  'a\u202egnp.png',
  'a\0.png',
  'nul.png',
  '.png',
  ' a.png',
  `${'a'.repeat(80)}.png`,
])('the name %j is refused', (name) => {
  expect(attachmentReference.safeParse({ ...reference, name }).success).toBe(false)
})
