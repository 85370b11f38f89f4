import { containsPlace } from './osmAreas'
import { normalOf, type Corners, type Surface } from './surfaceMesh'

/** Where a shape stands: its largest outline with its holes, rings of x, y; `exact` is false when it is only the hull around it. */
export type GroundOutline = { rings: number[][]; exact: boolean }

// A floor looks down, but rarely quite straight.
const floorLean = 0.7
const roofLean = 0.05
// Corners within a millimetre are one.
const perMetre = 1_000

/**
 * The outline of a shape on the ground: the edge of its floor, else of its roofs seen from above, else the hull around all corners.
 * Undefined when it has no area.
 * @param isFloor which surfaces its source calls floors; left out when it says nothing
 */
export function groundOutline(
  surfaces: readonly Surface[],
  corners: Corners,
  isFloor?: (surface: number) => boolean,
): GroundOutline | undefined {
  const lean = surfaces.map(([outer]) => {
    const [x, y, z] = normalOf(outer ?? [], corners)
    const length = Math.hypot(x, y, z)
    return length === 0 ? 0 : z / length
  })
  const chosen = (test: (surface: number) => boolean): Surface[] => surfaces.filter((_, surface) => test(surface))
  const candidates = [
    ...(isFloor === undefined ? [] : [chosen(isFloor)]),
    chosen((surface) => lean[surface]! < -floorLean),
    chosen((surface) => lean[surface]! > roofLean),
  ]
  for (const faces of candidates) {
    const rings = outerEdges(faces, corners)
    const outer = rings.toSorted((a, b) => Math.abs(areaOf(b)) - Math.abs(areaOf(a)))[0]
    if (outer === undefined || Math.abs(areaOf(outer)) < 1 || Math.abs(areaOf(outer)) < hullArea(surfaces, corners) * 0.2) continue
    const holes = rings.filter(
      (ring) => ring !== outer && areaOf(ring) > 0 !== areaOf(outer) > 0 && containsPlace(outer, ring[0]!, ring[1]!),
    )
    return { rings: [outer, ...holes], exact: true }
  }
  const hull = hullOf(surfaces, corners)
  return Math.abs(areaOf(hull)) < 1 ? undefined : { rings: [hull], exact: false }
}

/** Rings of edges that only one face has, as x, y; a ring that comes back to a corner is cut there. */
function outerEdges(faces: readonly Surface[], corners: Corners): number[][] {
  const keyOf = (corner: number): string =>
    `${Math.round(corners[corner * 3]! * perMetre)} ${Math.round(corners[corner * 3 + 1]! * perMetre)}`
  const places = new Map<string, readonly [number, number]>()
  const edges = new Map<string, Map<string, number>>()
  const count = (from: string, until: string, change: number): void => {
    const leaving = edges.get(from) ?? new Map<string, number>()
    edges.set(from, leaving)
    leaving.set(until, (leaving.get(until) ?? 0) + change)
  }
  for (const face of faces)
    for (const ring of face)
      ring.forEach((corner, at) => {
        const [from, until] = [keyOf(corner), keyOf(ring[(at + 1) % ring.length]!)]
        places.set(from, [corners[corner * 3]!, corners[corner * 3 + 1]!])
        if (from === until) return
        // The same edge the other way is between two faces, and no outer edge.
        if ((edges.get(until)?.get(from) ?? 0) > 0) count(until, from, -1)
        else count(from, until, 1)
      })
  const next = (from: string): string | undefined => {
    for (const [until, times] of edges.get(from) ?? []) if (times > 0) return until
    return undefined
  }
  const rings: number[][] = []
  for (const start of edges.keys()) {
    const path = [start]
    const stepOf = new Map([[start, 0]])
    for (let until = next(start); until !== undefined; until = next(path.at(-1)!)) {
      count(path.at(-1)!, until, -1)
      const before = stepOf.get(until)
      if (before === undefined) {
        stepOf.set(until, path.length)
        path.push(until)
        continue
      }
      const ring = path.slice(before)
      if (ring.length >= 3) rings.push(ring.flatMap((key) => [...places.get(key)!]))
      for (const key of path.splice(before + 1)) stepOf.delete(key)
    }
  }
  return rings
}

/** Convex hull of all corners, as x, y (Andrew's monotone chain). */
function hullOf(surfaces: readonly Surface[], corners: Corners): number[] {
  const used = [...new Set(surfaces.flat(2))].map((corner) => [corners[corner * 3]!, corners[corner * 3 + 1]!] as const)
  used.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const half = (places: typeof used): (readonly [number, number])[] => {
    const chain: (readonly [number, number])[] = []
    for (const place of places) {
      while (chain.length >= 2 && turn(chain.at(-2)!, chain.at(-1)!, place) <= 0) chain.pop()
      chain.push(place)
    }
    return chain.slice(0, -1)
  }
  return [...half(used), ...half(used.toReversed())].flat()
}

function hullArea(surfaces: readonly Surface[], corners: Corners): number {
  return Math.abs(areaOf(hullOf(surfaces, corners)))
}

function turn(a: readonly [number, number], b: readonly [number, number], c: readonly [number, number]): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

function areaOf(ring: readonly number[]): number {
  let doubled = 0
  for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2)
    doubled += (ring[before]! - ring[0]!) * (ring[at + 1]! - ring[1]!) - (ring[at]! - ring[0]!) * (ring[before + 1]! - ring[1]!)
  return doubled / 2
}
