import type { WallSurface } from '#shared/contract/wall'

/** A rectangle on the wall, x to the right and y down, in any unit. */
export type WallRectangle = { x: number; y: number; width: number; height: number }

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

/** A picture given in fractions of a display, in fractions of a strip of the display: from `y` on, `height` high. */
export function inFrame(whole: WallRectangle, frame: { y: number; height: number }): WallRectangle {
  return { x: whole.x, y: (whole.y - frame.y) / frame.height, width: whole.width, height: whole.height / frame.height }
}
