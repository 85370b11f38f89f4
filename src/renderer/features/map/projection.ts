import type { GeoPoint } from '#shared/contract/geo'
import { axesSquaredM2, toGeo, type World } from './ellipsoid'

/** What a perspective camera sees: where it is, its unit axes, half its field of view as tangents, and the size of the picture. */
export type View = {
  eye: World
  right: World
  up: World
  forward: World
  tanHalfX: number
  tanHalfY: number
  /** Tangents from the axis to the middle of the picture, right and up: not 0 where the picture is a window into a wider one. */
  shiftX: number
  shiftY: number
  widthPx: number
  heightPx: number
}

/** A point of the picture; `depthM` is its distance along the view. */
export type ScreenPoint = { x: number; y: number; depthM: number }

type Camera = readonly [number, number, number]
type Plane = (point: Camera) => number

const nearM = 1
// Rings are cut a little outside the picture, so that the cut is never seen as an outline.
const margin = 1.4

/** Where a world position falls in the picture; `undefined` when it is behind the camera or beyond the horizon. May lie outside the picture. */
export function projectPoint(view: View, world: World): ScreenPoint | undefined {
  if (aboveHorizon(view.eye, world) < 0) return undefined
  const camera = toCamera(view, world)
  return camera[2] < nearM ? undefined : toScreen(view, camera)
}

/** A closed or open ring as a polygon of the picture, cut at the horizon, at the camera and outside the picture; empty when nothing is left. */
export function projectRing(view: View, ring: readonly World[]): ScreenPoint[] {
  const facing = clipRing(ring, (world) => aboveHorizon(view.eye, world))
  let cut = facing.map((world) => toCamera(view, world))
  for (const plane of planesOf(view)) cut = clipRing(cut, plane)
  return cut.map((camera) => toScreen(view, camera))
}

/** A line as the pieces of it that can be seen, cut like a ring. */
export function projectLine(view: View, line: readonly World[]): ScreenPoint[][] {
  const planes = planesOf(view)
  const pieces: ScreenPoint[][] = []
  let piece: ScreenPoint[] = []
  for (let i = 1; i < line.length; i++) {
    const [from, until] = [line[i - 1]!, line[i]!]
    const cut =
      aboveHorizon(view.eye, from) < 0 && aboveHorizon(view.eye, until) < 0
        ? undefined
        : cutSegment(toCamera(view, from), toCamera(view, until), planes)
    if (cut === undefined) {
      if (piece.length > 0) pieces.push(piece)
      piece = []
      continue
    }
    if (piece.length === 0) piece.push(toScreen(view, cut.from))
    piece.push(toScreen(view, cut.until))
    if (cut.cutAtEnd) {
      pieces.push(piece)
      piece = []
    }
  }
  if (piece.length > 0) pieces.push(piece)
  return pieces
}

/** The place under a point of the picture where the ground is so many metres high everywhere; `undefined` in the sky. */
export function groundAt(view: View, x: number, y: number, heightM = 0): GeoPoint | undefined {
  const axesM2 = axesSquaredM2.map((squared) => (Math.sqrt(squared) + heightM) ** 2)
  const across = ((x / view.widthPx) * 2 - 1) * view.tanHalfX + view.shiftX
  const along = (1 - (y / view.heightPx) * 2) * view.tanHalfY + view.shiftY
  const ray = [0, 1, 2].map((axis) => view.forward[axis]! + view.right[axis]! * across + view.up[axis]! * along)
  let [a, b, c] = [0, 0, -1]
  for (let axis = 0; axis < 3; axis++) {
    a += (ray[axis]! * ray[axis]!) / axesM2[axis]!
    b += (ray[axis]! * view.eye[axis]!) / axesM2[axis]!
    c += (view.eye[axis]! * view.eye[axis]!) / axesM2[axis]!
  }
  const square = b * b - a * c
  if (square < 0) return undefined
  const reach = (-b - Math.sqrt(square)) / a
  if (reach <= 0) return undefined
  return toGeo([view.eye[0] + ray[0]! * reach, view.eye[1] + ray[1]! * reach, view.eye[2] + ray[2]! * reach])
}

/** The place on uneven ground under a point of the picture: the height is looked up where the ray meets the last one, until it settles. */
export function placeAt(view: View, x: number, y: number, groundM: (lonDeg: number, latDeg: number) => number): GeoPoint | undefined {
  let place = groundAt(view, x, y)
  for (let round = 0; round < 6 && place !== undefined; round += 1)
    place = groundAt(view, x, y, groundM(place.lonDeg, place.latDeg)) ?? place
  return place
}

/** Metres that one pixel covers across the view, at a distance along it. */
export function metresPerPixel(view: View, depthM: number): number {
  return (2 * view.tanHalfX * depthM) / view.widthPx
}

// Positive on the near side of the plane through the horizon, the circle where rays from the eye touch the ellipsoid.
function aboveHorizon(eye: World, world: World): number {
  return (eye[0] * world[0]) / axesSquaredM2[0] + (eye[1] * world[1]) / axesSquaredM2[1] + (eye[2] * world[2]) / axesSquaredM2[2] - 1
}

function toCamera(view: View, world: World): Camera {
  const x = world[0] - view.eye[0]
  const y = world[1] - view.eye[1]
  const z = world[2] - view.eye[2]
  return [
    x * view.right[0] + y * view.right[1] + z * view.right[2],
    x * view.up[0] + y * view.up[1] + z * view.up[2],
    x * view.forward[0] + y * view.forward[1] + z * view.forward[2],
  ]
}

function toScreen(view: View, [x, y, z]: Camera): ScreenPoint {
  return {
    x: (1 + (x / z - view.shiftX) / view.tanHalfX) * 0.5 * view.widthPx,
    y: (1 - (y / z - view.shiftY) / view.tanHalfY) * 0.5 * view.heightPx,
    depthM: z,
  }
}

function planesOf({ tanHalfX, tanHalfY, shiftX, shiftY }: View): Plane[] {
  const [wide, high] = [tanHalfX * margin, tanHalfY * margin]
  return [
    ([, , z]) => z - nearM,
    ([x, , z]) => (wide + shiftX) * z - x,
    ([x, , z]) => (wide - shiftX) * z + x,
    ([, y, z]) => (high + shiftY) * z - y,
    ([, y, z]) => (high - shiftY) * z + y,
  ]
}

// Sutherland and Hodgman: one plane at a time.
function clipRing(ring: readonly Camera[], plane: Plane): Camera[] {
  const kept: Camera[] = []
  for (let i = 0; i < ring.length; i++) {
    const here = ring[i]!
    const before = ring[(i + ring.length - 1) % ring.length]!
    const [insideHere, insideBefore] = [plane(here), plane(before)]
    if (insideHere >= 0 !== insideBefore >= 0) kept.push(between(before, here, insideBefore / (insideBefore - insideHere)))
    if (insideHere >= 0) kept.push(here)
  }
  return kept
}

function cutSegment(from: Camera, until: Camera, planes: Plane[]): { from: Camera; until: Camera; cutAtEnd: boolean } | undefined {
  let [start, end] = [0, 1]
  for (const plane of planes) {
    const [insideFrom, insideUntil] = [plane(from), plane(until)]
    if (insideFrom < 0 && insideUntil < 0) return undefined
    if (insideFrom < 0) start = Math.max(start, insideFrom / (insideFrom - insideUntil))
    if (insideUntil < 0) end = Math.min(end, insideFrom / (insideFrom - insideUntil))
  }
  if (start > end) return undefined
  return { from: between(from, until, start), until: between(from, until, end), cutAtEnd: end < 1 }
}

function between(from: Camera, until: Camera, share: number): Camera {
  return [from[0] + (until[0] - from[0]) * share, from[1] + (until[1] - from[1]) * share, from[2] + (until[2] - from[2]) * share]
}
