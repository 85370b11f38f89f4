import type { GeoPoint } from '#shared/contract/geo'

/** A place in metres east and north of `origin`. Good to a few metres within 20 km. */
export type Place = readonly [xM: number, yM: number]
export type Position = [lonDeg: number, latDeg: number]

const origin = { lonDeg: 107.0925, latDeg: 16.815 }
// Lengths of a degree on the WGS 84 ellipsoid at the origin's latitude.
const metresPerLonDeg = 106_593
const metresPerLatDeg = 110_667

export function placeOf([lonDeg, latDeg]: Readonly<Position>): Place {
  return [(lonDeg - origin.lonDeg) * metresPerLonDeg, (latDeg - origin.latDeg) * metresPerLatDeg]
}

/** Longitude and latitude, rounded to about a decimetre. */
export function positionOf([xM, yM]: Place): Position {
  return [rounded(origin.lonDeg + xM / metresPerLonDeg), rounded(origin.latDeg + yM / metresPerLatDeg)]
}

export function geoPointOf(place: Place): GeoPoint {
  const [lonDeg, latDeg] = positionOf(place)
  return { lonDeg, latDeg }
}

export function distanceM(a: Place, b: Place): number {
  return lengthM(b[0] - a[0], b[1] - a[1])
}

// Not Math.hypot: the square root is the same to the last bit on every machine.
export function lengthM(xM: number, yM: number): number {
  return Math.sqrt(xM * xM + yM * yM)
}

export function towards(a: Place, b: Place, part: number): Place {
  return [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part]
}

export type Nearest = { distanceM: number; place: Place; segment: number; part: number; isLeft: boolean }

/** The nearest place of a line, with the side of the line (seen along it) on which `place` lies. */
export function nearestOn(line: readonly Place[], place: Place): Nearest {
  let best: Nearest = { distanceM: Infinity, place: line[0]!, segment: 0, part: 0, isLeft: false }
  for (let i = 0; i + 1 < line.length; i++) {
    const [ax, ay] = line[i]!
    const [bx, by] = line[i + 1]!
    const dx = bx - ax
    const dy = by - ay
    const square = dx * dx + dy * dy
    const part = square === 0 ? 0 : Math.min(1, Math.max(0, ((place[0] - ax) * dx + (place[1] - ay) * dy) / square))
    const at: Place = [ax + dx * part, ay + dy * part]
    const away = distanceM(at, place)
    if (away < best.distanceM)
      best = { distanceM: away, place: at, segment: i, part, isLeft: dx * (place[1] - ay) - dy * (place[0] - ax) > 0 }
  }
  return best
}

/** Whether the place is inside the ring; the ring may or may not repeat its first point. */
export function isInside(ring: readonly Place[], [x, y]: Place): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i]!
    const [xj, yj] = ring[j]!
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
  }
  return inside
}

/** Where the segments ab and cd cross, as parts of each; undefined when they do not or are parallel. */
export function crossing(a: Place, b: Place, c: Place, d: Place): { ab: number; cd: number } | undefined {
  const ux = b[0] - a[0]
  const uy = b[1] - a[1]
  const vx = d[0] - c[0]
  const vy = d[1] - c[1]
  const cross = ux * vy - uy * vx
  if (Math.abs(cross) < 1e-9) return undefined
  const wx = c[0] - a[0]
  const wy = c[1] - a[1]
  const ab = (wx * vy - wy * vx) / cross
  const cd = (wx * uy - wy * ux) / cross
  return ab >= 0 && ab <= 1 && cd >= 0 && cd <= 1 ? { ab, cd } : undefined
}

/** The line with points no further apart than `stepM`; its own points stay. */
export function subdivided(line: readonly Place[], stepM: number): Place[] {
  const points: Place[] = [line[0]!]
  for (let i = 0; i + 1 < line.length; i++) {
    const steps = Math.max(1, Math.ceil(distanceM(line[i]!, line[i + 1]!) / stepM))
    for (let step = 1; step <= steps; step++) points.push(towards(line[i]!, line[i + 1]!, step / steps))
  }
  return points
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}
