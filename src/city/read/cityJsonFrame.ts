import type { CityJson } from './cityJsonDocument'
import type { Crs } from './crs'
import type { Surface } from './surfaceMesh'

/** Surfaces over corners of their own, in metres from the first one's place; heights as they are. `place` leads back to degrees. */
export type Framed = { surfaces: Surface[]; corners: Float64Array; place: (x: number, y: number) => [lonDeg: number, latDeg: number] }

const metresPerDeg = 111_195

/** Some surfaces of a document by themselves, near their own origin, where centimetres are not lost; `lost` is a vertex that is not there. */
export function inMetres({ vertices, transform }: CityJson, crs: Crs, surfaces: readonly Surface[]): Framed | { lost: number } {
  const { scale, translate } = transform
  const numbering = new Map<number, number>()
  for (const surface of surfaces)
    for (const ring of surface)
      for (const vertex of ring) {
        if (vertices[vertex] === undefined) return { lost: vertex }
        if (!numbering.has(vertex)) numbering.set(vertex, numbering.size)
      }
  const used = [...numbering.keys()].map((vertex) => vertices[vertex]!)
  const [first = [0, 0, 0]] = used
  const [originX, originY] = [first[0] * scale[0] + translate[0], first[1] * scale[1] + translate[1]]
  const metres = crs.unit === 'degree' ? metresPerDeg : 1
  const corners = Float64Array.from(
    used.flatMap(([x, y, z]) => [
      (x * scale[0] + translate[0] - originX) * metres,
      (y * scale[1] + translate[1] - originY) * metres,
      z * scale[2] + translate[2],
    ]),
  )
  return {
    surfaces: surfaces.map((surface) => surface.map((ring) => ring.map((vertex) => numbering.get(vertex)!))),
    corners,
    place: (x, y) => crs.toLonLat(x / metres + originX, y / metres + originY),
  }
}

/** An outline in degrees: flat lon, lat, closed, its outer ring counter-clockwise and its holes clockwise. */
export function placed(rings: readonly (readonly number[])[], place: Framed['place']): number[][] {
  return rings.map((ring, index) => {
    let doubled = 0
    for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2)
      doubled += ring[before]! * ring[at + 1]! - ring[at]! * ring[before + 1]!
    const corners = Array.from({ length: ring.length / 2 }, (_, corner) => place(ring[corner * 2]!, ring[corner * 2 + 1]!))
    if (doubled > 0 !== (index === 0)) corners.reverse()
    return [...corners, corners[0]!].flat()
  })
}
