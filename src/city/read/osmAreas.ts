/** A ring of node ids without the closing repetition. */
type IdRing = readonly number[]

/**
 * Joins ways that share ends into closed rings (OpenStreetMap multipolygons). Ways that do not close are counted in `open`.
 */
export function joinWays(ways: readonly (readonly number[])[]): { rings: IdRing[]; open: number } {
  const rings: IdRing[] = []
  const ends = new Map<number, Set<number>>()
  const loose = new Set<number>()
  const register = (end: number | undefined, way: number): void => {
    if (end === undefined) return
    const known = ends.get(end)
    if (known === undefined) ends.set(end, new Set([way]))
    else known.add(way)
  }
  ways.forEach((refs, way) => {
    if (refs.length >= 4 && refs[0] === refs.at(-1)) rings.push(refs.slice(0, -1))
    else if (refs.length >= 2) {
      loose.add(way)
      register(refs[0], way)
      register(refs.at(-1), way)
    }
  })
  let open = 0
  while (loose.size > 0) {
    const first = loose.values().next().value!
    loose.delete(first)
    const chain = [...ways[first]!]
    for (;;) {
      const end = chain.at(-1)!
      if (end === chain[0]) break
      const next = [...(ends.get(end) ?? [])].find((way) => loose.has(way))
      if (next === undefined) break
      loose.delete(next)
      const refs = ways[next]!
      chain.push(...(refs[0] === end ? refs.slice(1) : refs.slice(0, -1).toReversed()))
    }
    if (chain.length >= 4 && chain[0] === chain.at(-1)) rings.push(chain.slice(0, -1))
    else open += 1
  }
  return { rings, open }
}

/** Each outer ring with the holes that lie in it; rings are flat lon, lat. A hole that lies in none is left out. */
export function polygonsOf(outers: readonly (readonly number[])[], holes: readonly (readonly number[])[]): (readonly number[])[][] {
  const polygons = outers.map((outer) => [outer])
  for (const hole of holes) {
    const owner = polygons.filter(([outer]) => containsPlace(outer!, hole[0]!, hole[1]!))
    // Islands in lakes on islands: the smallest ring around it is the one it is a hole of.
    owner.sort((a, b) => areaOf(a[0]!) - areaOf(b[0]!))[0]?.push(hole)
  }
  return polygons
}

/** Whether a place lies within a flat ring: crossings to its east, counted. */
export function containsPlace(ring: readonly number[], x: number, y: number): boolean {
  let inside = false
  for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
    const [ax, ay, bx, by] = [ring[at]!, ring[at + 1]!, ring[before]!, ring[before + 1]!]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}

/** The ring counter-clockwise, or clockwise. */
export function wound(ring: readonly number[], counterClockwise: boolean): readonly number[] {
  if (signedArea(ring) > 0 === counterClockwise) return ring
  const turned: number[] = []
  for (let at = ring.length - 2; at >= 0; at -= 2) turned.push(ring[at]!, ring[at + 1]!)
  return turned
}

function areaOf(ring: readonly number[]): number {
  return Math.abs(signedArea(ring))
}

function signedArea(ring: readonly number[]): number {
  let doubled = 0
  for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2)
    doubled += ring[before]! * ring[at + 1]! - ring[at]! * ring[before + 1]!
  return doubled / 2
}
