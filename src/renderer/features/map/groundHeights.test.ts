import { expect, it } from 'vitest'
import type { HeightGrid } from '#analysis/heightGrid'
import { flatGround, groundOf, tileHeights } from './groundHeights'

const grid: HeightGrid = {
  westDeg: 107,
  southDeg: 16,
  eastDeg: 108,
  northDeg: 17,
  columns: 2,
  rows: 2,
  heightsM: Float32Array.of(10, 20, 30, Number.NaN),
}

it('is the grid within, its edge outside, and 0 where nothing is known', () => {
  const ground = groundOf(grid)
  expect([ground(107, 17), ground(107.5, 17), ground(100, 20), ground(107, 10), ground(107.9, 16.1)]).toEqual([10, 15, 10, 30, 0])
  expect(flatGround(107, 17)).toBe(0)
})

it('samples a tile row by row from its north-west corner', () => {
  const heights = tileHeights((lonDeg, latDeg) => lonDeg * 100 + latDeg, { west: 1, south: 10, east: 2, north: 12 }, 3)
  expect([...heights]).toEqual([112, 162, 212, 111, 161, 211, 110, 160, 210])
})
