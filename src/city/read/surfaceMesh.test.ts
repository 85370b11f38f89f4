import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalOf, triangulate } from './surfaceMesh'

/** Total area of triangles, with their sign along a direction. */
function areaAlong(triangles: readonly number[], corners: readonly number[], [x, y, z]: readonly [number, number, number]): number {
  let area = 0
  for (let at = 0; at < triangles.length; at += 3) {
    const normal = normalOf(triangles.slice(at, at + 3), corners)
    area += (normal[0] * x + normal[1] * y + normal[2] * z) / 2
  }
  return area
}

test('a wall with a window, turned any way, keeps its area and the side it looks to', () => {
  const angle = fc.double({ min: 0, max: Math.PI * 2, noNaN: true })
  fc.assert(
    fc.property(angle, angle, (a, b) => {
      const [u, v] = [
        [Math.cos(a), Math.sin(a), 0],
        [-Math.sin(a) * Math.sin(b), Math.cos(a) * Math.sin(b), Math.cos(b)],
      ] as const
      const normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]] as const
      const places = [
        [0, 0],
        [10, 0],
        [10, 6],
        [0, 6],
        [2, 2],
        [2, 4],
        [4, 4],
        [4, 2],
      ] as const
      const corners = places.flatMap(([x, y]) => [0, 1, 2].map((axis) => u[axis]! * x + v[axis]! * y))
      const { triangles, dropped } = triangulate(
        [
          [
            [0, 1, 2, 3],
            [4, 5, 6, 7],
          ],
        ],
        corners,
      )
      expect(dropped).toBe(0)
      expect(areaAlong(triangles, corners, normal)).toBeCloseTo(56, 6)
    }),
  )
})

test('what has no area or crosses itself is left out and counted', () => {
  const corners = [0, 0, 0, 5, 0, 0, 10, 0, 0, 10, 10, 0, 0, 10, 0]
  expect(triangulate([[[0, 1, 2]], [[]]], corners)).toEqual({ triangles: [], dropped: 2 })
  expect(triangulate([[[0, 3, 2, 4, 1]]], [0, 0, 0, 5, 3, 0, 10, 0, 0, 10, 10, 0, 0, 10, 0]).dropped).toBe(1)
  expect(triangulate([[[0, 2, 3]]], corners).triangles).toHaveLength(3)
})
