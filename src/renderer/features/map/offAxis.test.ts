import { PerspectiveFrustum } from '@cesium/engine'
import { expect, test } from 'vitest'
import { lookOffAxis } from './offAxis'

const aspectRatio = 16 / 9
const tanHalfY = 0.2

/** Where the middle of the picture is in the frustum's projection: the tangents of the point that lands at 0, 0. */
function middleOf(frustum: PerspectiveFrustum): { x: number; y: number } {
  const matrix = frustum.projectionMatrix
  return { x: (matrix[8] ?? NaN) / (matrix[0] ?? NaN), y: (matrix[9] ?? NaN) / (matrix[5] ?? NaN) }
}

test('the window stays where it is whatever the near plane is, in copies too', () => {
  let shift = { x: 0.4, y: -0.1 }
  const frustum = new PerspectiveFrustum({ fov: 2 * Math.atan(tanHalfY * aspectRatio), aspectRatio, near: 0.1, far: 1e6 })
  lookOffAxis(frustum, () => shift)
  const scratch = new PerspectiveFrustum()
  for (const one of [frustum, frustum.clone(), frustum.clone(scratch), frustum.clone(scratch)]) {
    for (const near of [0.1, 1, 250]) {
      one.near = near
      expect(middleOf(one).x).toBeCloseTo(0.4, 9)
      expect(middleOf(one).y).toBeCloseTo(-0.1, 9)
    }
  }
  shift = { x: 0, y: 0 }
  expect(middleOf(frustum).x).toBeCloseTo(0, 12)
})
