import type { PerspectiveFrustum } from '@cesium/engine'

/** Tangents from the axis of the camera to the middle of the picture, right and up. */
export type Shift = { x: number; y: number }

/**
 * Lets a frustum be a window beside the axis of its camera. Cesium can do that by itself, but its copies for drawing forget the offset,
 * and it keeps it in metres while it moves the near plane that it is measured at. Here it follows the near plane, in copies too.
 */
export function lookOffAxis(frustum: PerspectiveFrustum, shift: () => Shift): void {
  const clone = frustum.clone.bind(frustum)
  follow(frustum)
  frustum.clone = (result) => {
    const copy = clone(result)
    follow(copy)
    return copy
  }

  function follow(one: PerspectiveFrustum): void {
    const offset = (axis: keyof Shift) => ({ get: () => shift()[axis] * one.near, set: () => undefined, configurable: true })
    Object.defineProperties(one, { xOffset: offset('x'), yOffset: offset('y') })
  }
}
