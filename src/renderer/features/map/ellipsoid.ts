import type { GeoCircle, GeoPoint, GeoRing } from '#shared/contract/geo'

/** Earth-fixed position in metres (WGS 84, ECEF). */
export type World = readonly [number, number, number]

const equatorialM = 6_378_137
const polarM = 6_356_752.314245
const meanM = 6_371_008.8
const eccentricitySquared = 1 - (polarM * polarM) / (equatorialM * equatorialM)
const degree = Math.PI / 180

/** Semi-axes of WGS 84 in metres, squared: what a ray or a horizon is tested against. */
export const axesSquaredM2: World = [equatorialM * equatorialM, equatorialM * equatorialM, polarM * polarM]

/** Metres a degree of latitude is long, good to 0.6 % anywhere. */
export const metresPerDegree = meanM * degree

/** Earth-fixed position of a point at a height in metres above the ellipsoid. */
export function toWorld(lonDeg: number, latDeg: number, heightM = 0): World {
  const sinLat = Math.sin(latDeg * degree)
  const cosLat = Math.cos(latDeg * degree)
  const normalM = equatorialM / Math.sqrt(1 - eccentricitySquared * sinLat * sinLat)
  return [
    (normalM + heightM) * cosLat * Math.cos(lonDeg * degree),
    (normalM + heightM) * cosLat * Math.sin(lonDeg * degree),
    (normalM * (1 - eccentricitySquared) + heightM) * sinLat,
  ]
}

/** Earth-fixed position of a place on the ground. */
export function worldOf({ lonDeg, latDeg }: GeoPoint): World {
  return toWorld(lonDeg, latDeg)
}

/** Longitude and latitude of a position on the surface of the ellipsoid. */
export function toGeo([x, y, z]: World): GeoPoint {
  return { lonDeg: Math.atan2(y, x) / degree, latDeg: Math.atan2(z, (1 - eccentricitySquared) * Math.hypot(x, y)) / degree }
}

/** Unit vectors that point east, north and up at a place. */
export function localAxes({ lonDeg, latDeg }: GeoPoint): { east: World; north: World; up: World } {
  const [sinLon, cosLon] = [Math.sin(lonDeg * degree), Math.cos(lonDeg * degree)]
  const [sinLat, cosLat] = [Math.sin(latDeg * degree), Math.cos(latDeg * degree)]
  return {
    east: [-sinLon, cosLon, 0],
    north: [-sinLat * cosLon, -sinLat * sinLon, cosLat],
    up: [cosLat * cosLon, cosLat * sinLon, sinLat],
  }
}

/** The place that lies so many metres east and north of another; for distances of a city's size. */
export function offsetPlace(place: GeoPoint, eastM: number, northM: number): GeoPoint {
  return {
    lonDeg: place.lonDeg + eastM / (metresPerDegree * Math.max(Math.cos(place.latDeg * degree), 1e-6)),
    latDeg: place.latDeg + northM / metresPerDegree,
  }
}

/** Distance in metres along the great circle, good to 0.6 %. */
export function distanceM(from: GeoPoint, to: GeoPoint): number {
  const halfLat = ((to.latDeg - from.latDeg) * degree) / 2
  const halfLon = ((to.lonDeg - from.lonDeg) * degree) / 2
  const square = Math.sin(halfLat) ** 2 + Math.cos(from.latDeg * degree) * Math.cos(to.latDeg * degree) * Math.sin(halfLon) ** 2
  return 2 * meanM * Math.asin(Math.min(1, Math.sqrt(square)))
}

/** Closed ring of the points at a distance from a centre (CAP `circle`), along great circles. */
export function circleRing({ centre, radiusM }: GeoCircle, corners = 72): GeoRing {
  const angle = radiusM / meanM
  const lat = centre.latDeg * degree
  const ring: GeoRing = []
  for (let corner = 0; corner < corners; corner++) {
    const bearing = (corner / corners) * 2 * Math.PI
    const sinLat = Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(bearing)
    const east = Math.sin(bearing) * Math.sin(angle) * Math.cos(lat)
    const lonDeg = centre.lonDeg + Math.atan2(east, Math.cos(angle) - Math.sin(lat) * sinLat) / degree
    ring.push([((lonDeg + 540) % 360) - 180, Math.asin(Math.max(-1, Math.min(1, sinLat))) / degree])
  }
  ring.push(ring[0]!)
  return ring
}

/** World positions along a line, with no step longer than `maximumStepDeg`, so that a long edge follows the curve of the Earth. */
export function worldLine(line: readonly (readonly [number, number])[], maximumStepDeg = 0.5): World[] {
  const worlds: World[] = []
  line.forEach(([lonDeg, latDeg], index) => {
    const before = line[index - 1]
    if (before !== undefined) {
      // An edge goes the short way round, across the antimeridian if need be.
      const acrossDeg = ((lonDeg - before[0] + 540) % 360) - 180
      const steps = Math.ceil(Math.max(Math.abs(acrossDeg), Math.abs(latDeg - before[1])) / maximumStepDeg)
      for (let step = 1; step < steps; step++)
        worlds.push(toWorld(before[0] + (acrossDeg * step) / steps, before[1] + ((latDeg - before[1]) * step) / steps))
    }
    worlds.push(toWorld(lonDeg, latDeg))
  })
  return worlds
}
