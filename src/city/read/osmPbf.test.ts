import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { gathered } from '#test/builders/gathered'
import { isOsmPbf, readOsmPbf } from './osmPbf'

// Protocol buffers by hand, as the format's description has them: https://wiki.openstreetmap.org/wiki/PBF_Format
const varint = (value: number): number[] => (value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))])
const zigzag = (value: number): number => (value < 0 ? -value * 2 - 1 : value * 2)
const bytesField = (field: number, bytes: ArrayLike<number>): number[] => [field * 8 + 2, ...varint(bytes.length), ...Array.from(bytes)]
const numberField = (field: number, value: number): number[] => [field * 8, ...varint(value)]
const packed = (field: number, values: number[]): number[] => bytesField(field, values.flatMap(varint))
const deltas = (values: number[]): number[] => values.map((value, index) => zigzag(value - (values[index - 1] ?? 0)))
const text = (value: string): Uint8Array => new TextEncoder().encode(value)

function block(kind: string, content: number[], pack: (bytes: Uint8Array) => number[]): number[] {
  const blob = pack(Uint8Array.from(content))
  const header = [...bytesField(1, text(kind)), ...numberField(3, blob.length)]
  return [0, 0, 0, header.length, ...header, ...blob]
}
const zlib = (bytes: Uint8Array): number[] => [...numberField(2, bytes.length), ...bytesField(3, deflateSync(bytes))]

const strings = ['', 'building', 'yes', 'outer', 'type', 'multipolygon']
const dense = [
  ...packed(1, deltas([7, 3, 12_000_000_000])),
  ...packed(8, deltas([168_000_000, 168_001_000, 168_002_000])),
  ...packed(9, deltas([1_071_000_000, 1_071_000_500, -5])),
  ...packed(10, [1, 2, 0, 0, 0]),
]
const way = [...numberField(1, 55), ...packed(2, [1]), ...packed(3, [2]), ...packed(8, deltas([7, 3, 12_000_000_000, 7]))]
const relation = [
  ...numberField(1, 66),
  ...packed(2, [4]),
  ...packed(3, [5]),
  ...packed(8, [3]),
  ...packed(9, deltas([55])),
  ...packed(10, [1]),
]
const group = (...parts: number[][]): number[] => parts.flatMap((part) => bytesField(2, part))
const data = [
  ...bytesField(
    1,
    strings.flatMap((each) => bytesField(1, text(each))),
  ),
  ...group(bytesField(2, dense), bytesField(3, way), bytesField(4, relation)),
]
const file = Uint8Array.from([...block('OSMHeader', bytesField(4, text('OsmSchema-V0.6')), zlib), ...block('OSMData', data, zlib)])

async function* inPieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}

test.each([1, 50, 10_000])('nodes, ways and relations are read however the bytes are cut: every %i', async (length) => {
  expect(isOsmPbf(file)).toBe(true)
  const [node, second, third, ...rest] = (await gathered(readOsmPbf(inPieces(file, length)))).flat()
  expect(node).toMatchObject({ type: 'node', id: 7, tags: { building: 'yes' } })
  expect(node?.type === 'node' && node.latDeg).toBeCloseTo(16.8, 9)
  expect(node?.type === 'node' && node.lonDeg).toBeCloseTo(107.1, 9)
  expect(second).toMatchObject({ id: 3, tags: {} })
  expect(third).toMatchObject({ id: 12_000_000_000 })
  expect(rest).toEqual([
    { type: 'way', id: 55, refs: [7, 3, 12_000_000_000, 7], tags: { building: 'yes' } },
    { type: 'relation', id: 66, members: [{ type: 'way', ref: 55, role: 'outer' }], tags: { type: 'multipolygon' } },
  ])
})

const bomb = Uint8Array.from(block('OSMData', [], () => [...numberField(2, 9), ...bytesField(3, deflateSync(new Uint8Array(40_000_000)))]))
const lzma = Uint8Array.from(block('OSMData', [], () => bytesField(4, [1, 2, 3])))
test.each([
  ['cut within a block', file.subarray(0, -3)],
  ['with a header of a gigabyte', Uint8Array.of(64, 0, 0, 0, 1)],
  ['that unpacks to more than a block may be', bomb],
  ['packed with something else', lzma],
])('a file %s is refused', async (_, bytes) => {
  await expect(gathered(readOsmPbf(inPieces(bytes, 1_000)))).rejects.toMatchObject({ problem: { code: 'osm-broken' } })
})
