import { metresPerDegree } from './ellipsoid'
import type { GroundFrame } from './groundDrawing'
import { metresPerPixel, projectLine, projectRing, type ScreenPoint, type View } from './projection'

/** Extent of a map tile in degrees. */
export type TileExtent = { west: number; south: number; east: number; north: number }

/** A square tile of equal degrees, as an imagery layer of geographic tiles wants it. */
export function tileFrame(extent: TileExtent, sizePx: number): GroundFrame {
  const perLon = sizePx / (extent.east - extent.west)
  const perLat = sizePx / (extent.north - extent.south)
  const toPixel = ([lonDeg, latDeg]: readonly [number, number]) =>
    [(lonDeg - extent.west) * perLon, (extent.north - latDeg) * perLat] as const
  // Wide lines reach in from outside.
  const reachLon = (extent.east - extent.west) * 0.1
  const reachLat = (extent.north - extent.south) * 0.1
  const isOutside = (shape: { west: number; south: number; east: number; north: number }) =>
    shape.east < extent.west - reachLon ||
    shape.west > extent.east + reachLon ||
    shape.north < extent.south - reachLat ||
    shape.south > extent.north + reachLat
  return {
    widthPx: sizePx,
    heightPx: sizePx,
    pixelsPerMetre: perLat / metresPerDegree,
    ring: (shape) => (isOutside(shape) ? [] : shape.degrees.map(toPixel)),
    line: (shape) => (isOutside(shape) ? [] : [shape.degrees.map(toPixel)]),
  }
}

/** The ground as a camera sees it, in screen pixels. */
export function viewFrame(view: View, distanceM: number): GroundFrame {
  const toPixel = ({ x, y }: ScreenPoint) => [x, y] as const
  return {
    widthPx: view.widthPx,
    heightPx: view.heightPx,
    pixelsPerMetre: 1 / metresPerPixel(view, distanceM),
    ring: (shape) => projectRing(view, shape.world).map(toPixel),
    line: (shape) => projectLine(view, shape.world).map((piece) => piece.map(toPixel)),
  }
}
