import type { AreaShape } from '#shared/contract/cityAnswer'
import type { GeoPoint } from '#shared/contract/geo'
import { distanceM, fromPlane, localPlane, toPlane } from './localPlane'

export type LonLat = readonly [lonDeg: number, latDeg: number]
type Box = { westDeg: number; southDeg: number; eastDeg: number; northDeg: number }

/** Whether a place is in a ring, closed or open, by the even-odd rule; a place on the edge may be either. */
export function isInRing(ring: readonly LonLat[], lonDeg: number, latDeg: number): boolean {
  let inside = false
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index, index += 1) {
    const [lonA, latA] = ring[index]!
    const [lonB, latB] = ring[before]!
    if (latA > latDeg !== latB > latDeg && lonDeg < ((lonB - lonA) * (latDeg - latA)) / (latB - latA) + lonA) inside = !inside
  }
  return inside
}

/** Area within a ring, in square metres, whichever way it goes round. */
export function ringAreaM2(ring: readonly LonLat[]): number {
  const first = ring[0]
  if (first === undefined) return 0
  const plane = localPlane({ lonDeg: first[0], latDeg: ring.reduce((sum, [, latDeg]) => sum + latDeg, 0) / ring.length })
  let doubled = 0
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index, index += 1) {
    const [eastA, northA] = toPlane(plane, ...ring[before]!)
    const [eastB, northB] = toPlane(plane, ...ring[index]!)
    doubled += eastA * northB - eastB * northA
  }
  return Math.abs(doubled) / 2
}

/** An area made ready for many questions. */
export type PreparedArea = { box: Box; contains: (lonDeg: number, latDeg: number) => boolean }

/** The union of an area's parts; undefined when it has none. */
export function prepareArea(area: AreaShape): PreparedArea | undefined {
  const parts = [
    ...area.polygons.map((ring) => ({
      box: boxOfRing(ring),
      contains: (lonDeg: number, latDeg: number) => isInRing(ring, lonDeg, latDeg),
    })),
    ...area.circles.map(({ centre, radiusM }) => {
      const plane = localPlane(centre)
      const southWest = fromPlane(plane, -radiusM, -radiusM)
      const northEast = fromPlane(plane, radiusM, radiusM)
      return {
        // A little more than the circle: the plane is no longer true at the far end of a large one.
        box: {
          westDeg: southWest.lonDeg - 0.001,
          southDeg: southWest.latDeg - 0.001,
          eastDeg: northEast.lonDeg + 0.001,
          northDeg: northEast.latDeg + 0.001,
        },
        contains: (lonDeg: number, latDeg: number) => distanceM(centre, { lonDeg, latDeg }) <= radiusM,
      }
    }),
  ]
  if (parts.length === 0) return undefined
  const box = parts.reduce<Box>((sum, part) => unionOf(sum, part.box), {
    westDeg: Infinity,
    southDeg: Infinity,
    eastDeg: -Infinity,
    northDeg: -Infinity,
  })
  return {
    box,
    contains: (lonDeg, latDeg) =>
      parts.some(
        (part) =>
          lonDeg >= part.box.westDeg &&
          lonDeg <= part.box.eastDeg &&
          latDeg >= part.box.southDeg &&
          latDeg <= part.box.northDeg &&
          part.contains(lonDeg, latDeg),
      ),
  }
}

/**
 * Area of the union within a box, in square metres, by looking at the middle of `cells` x `cells` equal cells: parts may overlap, and
 * exactness beyond a few thousandths is not asked for.
 */
export function unionAreaM2(area: PreparedArea, cells = 400): number {
  const { westDeg, southDeg, eastDeg, northDeg } = area.box
  const plane = localPlane({ lonDeg: westDeg, latDeg: (southDeg + northDeg) / 2 })
  const cellM2 = (((eastDeg - westDeg) * plane.metresPerLonDeg) / cells) * (((northDeg - southDeg) * plane.metresPerLatDeg) / cells)
  let inside = 0
  for (let row = 0; row < cells; row += 1) {
    const latDeg = southDeg + ((row + 0.5) / cells) * (northDeg - southDeg)
    for (let column = 0; column < cells; column += 1) {
      if (area.contains(westDeg + ((column + 0.5) / cells) * (eastDeg - westDeg), latDeg)) inside += 1
    }
  }
  return inside * cellM2
}

/** Area of a shape in square metres: exact for one polygon or circle, by cells for a union. */
export function areaM2(shape: AreaShape, prepared: PreparedArea): number {
  const [polygon] = shape.polygons
  if (shape.circles.length === 0 && shape.polygons.length === 1 && polygon !== undefined) return ringAreaM2(polygon)
  const [circle] = shape.circles
  if (shape.polygons.length === 0 && shape.circles.length === 1 && circle !== undefined) return Math.PI * circle.radiusM ** 2
  return unionAreaM2(prepared)
}

/** The places of a hand-drawn area as a closed ring. */
export function closedRing(places: readonly GeoPoint[]): [number, number][] {
  const ring = places.map(({ lonDeg, latDeg }): [number, number] => [lonDeg, latDeg])
  const first = ring[0]
  return first === undefined ? [] : [...ring, [first[0], first[1]]]
}

function boxOfRing(ring: readonly LonLat[]): Box {
  const box = { westDeg: Infinity, southDeg: Infinity, eastDeg: -Infinity, northDeg: -Infinity }
  for (const [lonDeg, latDeg] of ring) {
    box.westDeg = Math.min(box.westDeg, lonDeg)
    box.southDeg = Math.min(box.southDeg, latDeg)
    box.eastDeg = Math.max(box.eastDeg, lonDeg)
    box.northDeg = Math.max(box.northDeg, latDeg)
  }
  return box
}

function unionOf(a: Box, b: Box): Box {
  return {
    westDeg: Math.min(a.westDeg, b.westDeg),
    southDeg: Math.min(a.southDeg, b.southDeg),
    eastDeg: Math.max(a.eastDeg, b.eastDeg),
    northDeg: Math.max(a.northDeg, b.northDeg),
  }
}
