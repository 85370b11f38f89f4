import { expect, test } from 'vitest'
import { localFrameAt } from './localFrame'

const frame = localFrameAt(107.1, 16.82)
const at = (lonDeg: number, latDeg: number, heightM: number): number[] => {
  const out = new Float64Array(3)
  frame.place(lonDeg, latDeg, heightM, out, 0)
  return [...out]
}

test('the origin is nothing, up is up, and the ground curves away below', () => {
  expect(at(107.1, 16.82, 12)).toEqual([expect.closeTo(0, 6), expect.closeTo(0, 6), expect.closeTo(12, 6)])
  const [east, north, up] = at(107.1, 16.82 + 10_000 / 110_662, 0) as [number, number, number]
  expect([east, north, up]).toEqual([expect.closeTo(0, 3), expect.closeTo(10_000, -2), expect.closeTo(-7.9, 1)])
})

test('the matrix carries a place of the frame to where it is on the earth', () => {
  const [x, y, z] = at(107.2, 16.9, 30) as [number, number, number]
  const earth = [0, 1, 2].map(
    (row) => frame.toEarth[row]! * x + frame.toEarth[4 + row]! * y + frame.toEarth[8 + row]! * z + frame.toEarth[12 + row]!,
  )
  const other = localFrameAt(107.2, 16.9).toEarth
  const expected = [12, 13, 14].map((index, axis) => other[index]! + other[8 + axis]! * 30)
  earth.forEach((value, axis) => expect(value).toBeCloseTo(expected[axis]!, 5))
})
