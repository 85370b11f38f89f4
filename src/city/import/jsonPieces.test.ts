import { expect, test } from 'vitest'
import { gathered } from '#test/builders/gathered'
import { jsonPieces, type JsonPiece } from './jsonPieces'
import { defaultLimits } from './sourceFile'

async function* inChunks(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text, 'utf8')
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const pieces = (text: string, shape: 'collection' | 'sequence' = 'collection', size = 7): Promise<JsonPiece[]> =>
  gathered(jsonPieces(inChunks(text, size), shape, defaultLimits))

const awkward = [
  { type: 'Feature', properties: { name: 'a "quoted" } ] , { name \\', deep: [[{}], [], { features: [1] }] }, geometry: null },
  { type: 'Feature', properties: { name: 'Đông Hà 🏠 \u2028', features: 'no' }, geometry: { type: 'Point', coordinates: [1e-7, -2] } },
]
const collection = {
  type: 'FeatureCollection',
  crs: { name: 'x' },
  synthetic: true,
  count: -1.5e3,
  nothing: null,
  features: awkward,
  last: 'features',
}

test('wherever the file is cut into chunks, the same pieces come out', async () => {
  const expected = [
    ...['type', 'crs', 'synthetic', 'count', 'nothing'].map((member) => [member, collection[member as keyof typeof collection]]),
    ...awkward.map((feature) => ['features', feature]),
    ['last', 'features'],
  ]
  for (const text of [JSON.stringify(collection), `\ufeff${JSON.stringify(collection, null, 2)}\n`]) {
    for (let size = 1; size < 40; size += 1) {
      const found = await pieces(text, 'collection', size)
      expect(found.map(({ member, text: piece }) => [member, JSON.parse(piece) as unknown])).toEqual(expected)
      expect(found.filter(({ member }) => member === 'features').map(({ index }) => index)).toEqual([0, 1])
    }
  }
})

test('features one a line, with or without record separators, empty lines or spaces', async () => {
  const lines = awkward.map((feature) => JSON.stringify(feature))
  for (const text of [lines.join('\n'), `${lines.join('\r\n\r\n')}\n`, lines.map((line) => `\u001e${line}\n`).join(''), lines.join('')]) {
    expect((await pieces(text, 'sequence', 5)).map(({ text: piece, index }) => [JSON.parse(piece) as unknown, index])).toEqual([
      [awkward[0], 0],
      [awkward[1], 1],
    ])
  }
})

test.each([
  ['{"features":[{"a":1}', 'json-broken'],
  ['{"features":[{"a":1}]]', 'json-broken'],
  ['{"features":[{"a":"1}]}', 'json-broken'],
  ['{"a":1} and more', 'json-broken'],
  ['[1,2]', 'json-broken'],
  [`{"features":[${'['.repeat(100)}`, 'nested-too-deep'],
])('%s is refused', async (text, code) => {
  await expect(pieces(text)).rejects.toMatchObject({ problem: { code } })
})
