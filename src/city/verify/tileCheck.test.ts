import { expect, test } from 'vitest'
import { encodeTileGlb } from '#city/import/tileGlb'
import { Unsound } from './findingTable'
import { checkTile } from './tileCheck'

const count = 40
const bytes = async (): Promise<Uint8Array> => {
  const corners = Array.from({ length: count * 9 }, (_, at) => (at % 9) * 1.5 + Math.floor(at / 9) * (at % 3 === 2 ? 0.1 : 20))
  const each = <T>(value: (row: number) => T): T[] => Array.from({ length: count }, (_, row) => value(row))
  const mesh = {
    positions: Float64Array.from(corners),
    normals: new Int8Array(count * 9).fill(73),
    featureIds: Uint16Array.from({ length: count * 3 }, (_, vertex) => Math.floor(vertex / 3)),
    indices: Uint32Array.from({ length: count * 3 }, (_, vertex) => vertex),
  }
  const numbers = Float32Array.from(each((row) => row + 1))
  const properties = {
    id: each((row) => `b${row}`),
    name: each((row) => (row % 3 === 0 ? 'Chợ' : '')),
    ward: each(() => '19333'),
    use: new Uint8Array(count).fill(2),
    height: numbers,
    ground: numbers,
    levels: new Uint8Array(count),
    people: numbers,
    floodLevel: numbers,
  }
  return (await encodeTileGlb(mesh, properties)).bytes
}

test('whatever byte is changed, the answer is a finding or a sound tile, never anything else', async () => {
  const sound = await bytes()
  expect((await checkTile(sound)).buildings).toHaveLength(count)
  const codes = new Map<string, number>()
  // Every byte of the header and of the JSON's frame, then a step that has no common divisor with any alignment.
  const places = [
    ...Array.from({ length: 32 }, (_, at) => at),
    ...Array.from({ length: Math.floor(sound.length / 7) }, (_, step) => step * 7),
  ]
  for (const place of places) {
    const changed = sound.slice()
    changed[place]! ^= 1 << (place % 8)
    const code = await checkTile(changed).then(
      () => 'sound',
      (error: unknown) => {
        if (error instanceof Unsound) return error.code
        throw new Error(`byte ${place}`, { cause: error })
      },
    )
    codes.set(code, (codes.get(code) ?? 0) + 1)
  }
  expect([codes.get('glb-broken') ?? 0, codes.size > 5]).toEqual([expect.toSatisfy((broken: number) => broken > 50), true])
})

test('wherever it is cut off, it is broken', async () => {
  const sound = await bytes()
  for (let length = 0; length < sound.length; length += 131) await expect(checkTile(sound.slice(0, length))).rejects.toThrow(Unsound)
})
