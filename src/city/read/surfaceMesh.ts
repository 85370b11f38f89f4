import earcut, { deviation } from 'earcut'

/** A flat surface: its outer ring and its holes, as indices of corners. */
export type Surface = readonly (readonly number[])[]
/** Corners as x, y, z in metres, flat. */
export type Corners = ArrayLike<number>
type Vector = readonly [x: number, y: number, z: number]

const leastAreaM2 = 1e-4
const mostDeviation = 0.01

/**
 * Triangles of surfaces, each cut in its own plane; they look the way their surface does (counter-clockwise from outside). What has no
 * area, or does not come out with the area it went in with, is left out and counted.
 */
export function triangulate(surfaces: readonly Surface[], corners: Corners): { triangles: number[]; dropped: number } {
  const triangles: number[] = []
  let dropped = 0
  for (const surface of surfaces) {
    const normal = normalOf(surface[0] ?? [], corners)
    const cut = length(normal) / 2 < leastAreaM2 ? undefined : cutInPlane(surface, corners, normal)
    if (cut === undefined) dropped += 1
    else for (const corner of cut) triangles.push(corner)
  }
  return { triangles, dropped }
}

function cutInPlane(surface: Surface, corners: Corners, normal: Vector): number[] | undefined {
  const [nx, ny, nz] = normal.map(Math.abs) as [number, number, number]
  // The two axes along which the surface is seen best.
  const [u, v] = nz >= nx && nz >= ny ? [0, 1] : nx >= ny ? [1, 2] : [0, 2]
  const flat: number[] = []
  const holes: number[] = []
  const order: number[] = []
  surface.forEach((ring, index) => {
    if (index > 0) holes.push(order.length)
    for (const corner of ring) {
      order.push(corner)
      flat.push(corners[corner * 3 + u]!, corners[corner * 3 + v]!)
    }
  })
  const cut = earcut(flat, holes)
  if (cut.length === 0 || deviation(flat, holes, 2, cut) > mostDeviation) return undefined
  const triangles: number[] = []
  for (let at = 0; at < cut.length; at += 3) {
    const [a, b, c] = [order[cut[at]!]!, order[cut[at + 1]!]!, order[cut[at + 2]!]!]
    const own = normalOf([a, b, c], corners)
    const looksAway = own[0] * normal[0] + own[1] * normal[1] + own[2] * normal[2] < 0
    triangles.push(...(looksAway ? [a, c, b] : [a, b, c]))
  }
  return triangles
}

/** Newell's normal of a ring: as long as twice its area, whatever its corners are (Sutherland, Sproull, Schumacker 1974). */
export function normalOf(ring: readonly number[], corners: Corners): Vector {
  let [x, y, z] = [0, 0, 0]
  for (let at = 0; at < ring.length; at += 1) {
    const [a, b] = [ring[at]! * 3, ring[(at + 1) % ring.length]! * 3]
    x += (corners[a + 1]! - corners[b + 1]!) * (corners[a + 2]! + corners[b + 2]!)
    y += (corners[a + 2]! - corners[b + 2]!) * (corners[a]! + corners[b]!)
    z += (corners[a]! - corners[b]!) * (corners[a + 1]! + corners[b + 1]!)
  }
  return [x, y, z]
}

function length([x, y, z]: Vector): number {
  return Math.hypot(x, y, z)
}
