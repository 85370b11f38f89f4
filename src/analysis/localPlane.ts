import type { GeoPoint } from '#shared/contract/geo'

// WGS 84.
const equatorialM = 6_378_137
const eccentricitySquared = 0.00669437999014
const radiansPerDeg = Math.PI / 180

/** A flat frame around a place, in metres east and north of it: true to a few parts in a million over the size of a city. */
export type LocalPlane = { origin: GeoPoint; metresPerLonDeg: number; metresPerLatDeg: number }

/** The plane that touches the ellipsoid at a place. */
export function localPlane(origin: GeoPoint): LocalPlane {
  const latRad = origin.latDeg * radiansPerDeg
  const squeeze = 1 - eccentricitySquared * Math.sin(latRad) ** 2
  return {
    origin,
    metresPerLonDeg: (equatorialM / Math.sqrt(squeeze)) * Math.cos(latRad) * radiansPerDeg,
    metresPerLatDeg: ((equatorialM * (1 - eccentricitySquared)) / squeeze ** 1.5) * radiansPerDeg,
  }
}

/** Metres east and north of the plane's origin. */
export function toPlane(plane: LocalPlane, lonDeg: number, latDeg: number): readonly [eastM: number, northM: number] {
  return [(lonDeg - plane.origin.lonDeg) * plane.metresPerLonDeg, (latDeg - plane.origin.latDeg) * plane.metresPerLatDeg]
}

/** The place so many metres east and north of the plane's origin. */
export function fromPlane(plane: LocalPlane, eastM: number, northM: number): GeoPoint {
  return { lonDeg: plane.origin.lonDeg + eastM / plane.metresPerLonDeg, latDeg: plane.origin.latDeg + northM / plane.metresPerLatDeg }
}

/** Distance of two places of one city along the ground, in metres. */
export function distanceM(from: GeoPoint, until: GeoPoint): number {
  const plane = localPlane({ lonDeg: from.lonDeg, latDeg: (from.latDeg + until.latDeg) / 2 })
  return Math.hypot((until.lonDeg - from.lonDeg) * plane.metresPerLonDeg, (until.latDeg - from.latDeg) * plane.metresPerLatDeg)
}

/** Direction from one place to another, in degrees clockwise from north, 0 to 360. */
export function bearingDeg(from: GeoPoint, until: GeoPoint): number {
  const plane = localPlane({ lonDeg: from.lonDeg, latDeg: (from.latDeg + until.latDeg) / 2 })
  const eastM = (until.lonDeg - from.lonDeg) * plane.metresPerLonDeg
  const northM = (until.latDeg - from.latDeg) * plane.metresPerLatDeg
  const bearing = Math.atan2(eastM, northM) / radiansPerDeg
  return bearing < 0 ? bearing + 360 : bearing
}
