import { describe, expect, it } from 'vitest'
import { columnOf, decodeColumns, encodeColumns } from './columns'

const file = () => encodeColumns({ name: 'Đông Hà' }, { levels: Uint8Array.of(1, 2, 3), heightM: Float64Array.of(1.5, -2) })

describe('a columns file', () => {
  it('is read as it was written, from any offset', () => {
    const shifted = new Uint8Array(file().length + 3)
    shifted.set(file(), 3)
    for (const bytes of [file(), shifted.subarray(3)]) {
      const read = decodeColumns(bytes)
      expect(read.meta).toEqual({ name: 'Đông Hà' })
      expect([...columnOf(read, 'levels', 'u8')]).toEqual([1, 2, 3])
      expect([...columnOf(read, 'heightM', 'f64')]).toEqual([1.5, -2])
    }
  })

  it('says what is wrong with it', () => {
    expect(() => decodeColumns(new Uint8Array(20))).toThrow('not a columns file')
    expect(() => decodeColumns(file().slice(0, 20))).toThrow('ends within its header')
    expect(() => decodeColumns(file().slice(0, -1))).toThrow('ends within its column heightM')
    expect(() => columnOf(decodeColumns(file()), 'levels', 'f32')).toThrow('without its column levels (f32)')
  })
})
