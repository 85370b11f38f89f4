import fc from 'fast-check'
import { expect, test } from 'vitest'
import { heightAt, heightGridOf, placeOfPost, postAt } from './heightGrid'
import type { HeightGrid } from './heightGrid'

const box = { westDeg: 107, southDeg: 16.7, eastDeg: 107.1, northDeg: 16.8 }

function planeGrid(columns: number, rows: number, height: (lonDeg: number, latDeg: number) => number): HeightGrid {
  const grid = { ...box, columns, rows, heightsM: new Float32Array(columns * rows) }
  for (let post = 0; post < grid.heightsM.length; post += 1) {
    const { lonDeg, latDeg } = placeOfPost(grid, post)
    grid.heightsM[post] = height(lonDeg, latDeg)
  }
  return grid
}

test('a sloping plane has its own height everywhere between the posts', () => {
  const height = (lonDeg: number, latDeg: number): number => (lonDeg - 107) * 300 - (latDeg - 16.7) * 120
  const grid = planeGrid(7, 5, height)
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (right, up) => {
      const lonDeg = box.westDeg + right * (box.eastDeg - box.westDeg)
      const latDeg = box.southDeg + up * (box.northDeg - box.southDeg)
      expect(heightAt(grid, lonDeg, latDeg)).toBeCloseTo(height(lonDeg, latDeg), 3)
    }),
  )
})

test('the first row is the north, the first column the west', () => {
  const grid: HeightGrid = { ...box, columns: 2, rows: 2, heightsM: Float32Array.of(1, 2, 3, 4) }
  expect([
    heightAt(grid, 107, 16.8),
    heightAt(grid, 107.1, 16.8),
    heightAt(grid, 107, 16.7),
    heightAt(grid, 107.1, 16.7),
    heightAt(grid, 107.05, 16.75),
  ]).toEqual([1, 2, 3, 4, 2.5])
})

test('outside the grid, and beside a post without a height, nothing is known', () => {
  const grid: HeightGrid = { ...box, columns: 3, rows: 2, heightsM: Float32Array.of(1, 1, NaN, 1, 1, 1) }
  expect(heightAt(grid, 106.99, 16.75)).toBeNaN()
  expect(heightAt(grid, NaN, 16.75)).toBeNaN()
  expect(heightAt(grid, 107.09, 16.75)).toBeNaN()
  expect(heightAt(grid, 107.05, 16.75)).toBe(1)
  expect(postAt(grid, 107.11, 16.75)).toBe(-1)
})

test('each post is the nearest to its own place', () => {
  const grid = planeGrid(9, 4, () => 0)
  for (let post = 0; post < 36; post += 1) {
    const { lonDeg, latDeg } = placeOfPost(grid, post)
    expect(postAt(grid, lonDeg, latDeg)).toBe(post)
  }
})

test('decimetres become metres, and their gap becomes NaN', () => {
  const meta = {
    kind: 'terrain',
    schema: 1,
    ...box,
    columns: 2,
    rows: 2,
    noDataDm: -32768,
    heightDatum: 'test',
    accuracyM: 1,
    source: 'test',
    licence: 'test',
    synthetic: true,
  } as const
  expect([...heightGridOf(meta, Int16Array.of(15, -32768, 0, -3)).heightsM]).toEqual([1.5, NaN, 0, Math.fround(-0.3)])
  expect(() => heightGridOf(meta, Int16Array.of(1))).toThrow('2 x 2 posts with 1 heights')
})
