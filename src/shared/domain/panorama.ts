import type { WallSurface } from '#shared/contract/wall'

/** A rectangle on the wall, x to the right and y down, in any unit. */
export type WallRectangle = { x: number; y: number; width: number; height: number }

/**
 * The part of one view that one surface shows: tangents of the angles from the view's axis to the edges of the surface, so that a
 * frustum with these sides at distance 1 is exactly the surface's window into the common picture (Kooima, Generalized Perspective
 * Projection, 2008, for a flat wall).
 */
export type SubFrustum = { left: number; right: number; bottom: number; top: number }

/**
 * Where the surfaces hang: in millimetres when every one of them was measured, else as the system arranges their pixels. One unit for
 * all, because a picture that is continuous in millimetres is not so in pixels.
 */
export function hangingOf(surfaces: readonly WallSurface[]): Map<number, WallRectangle> {
  const measured = surfaces.every((surface) => surface.boundsMm !== null)
  return new Map(surfaces.map((each) => [each.surface, measured && each.boundsMm !== null ? each.boundsMm : each.boundsPx]))
}

/** The smallest rectangle around all of them. Throws a RangeError when there is none. */
export function around(rectangles: Iterable<WallRectangle>): WallRectangle {
  const all = [...rectangles]
  if (all.length === 0) throw new RangeError('a panorama needs at least one surface')
  const x = Math.min(...all.map((each) => each.x))
  const y = Math.min(...all.map((each) => each.y))
  const right = Math.max(...all.map((each) => each.x + each.width))
  const bottom = Math.max(...all.map((each) => each.y + each.height))
  return { x, y, width: right - x, height: bottom - y }
}

/**
 * The window of one surface into a view that fills `whole` with a vertical field of view of `fovYDeg`. What falls between two surfaces
 * (bezels, gaps) belongs to neither: a straight line goes on behind the bezel.
 */
export function subFrustumOf(surface: WallRectangle, whole: WallRectangle, fovYDeg: number): SubFrustum {
  const tangentPerUnit = (2 * Math.tan((fovYDeg * Math.PI) / 360)) / whole.height
  const centreX = whole.x + whole.width / 2
  const centreY = whole.y + whole.height / 2
  return {
    left: (surface.x - centreX) * tangentPerUnit,
    right: (surface.x + surface.width - centreX) * tangentPerUnit,
    bottom: (centreY - surface.y - surface.height) * tangentPerUnit,
    top: (centreY - surface.y) * tangentPerUnit,
  }
}
