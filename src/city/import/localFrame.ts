/** A flat frame at a place on the WGS 84 ellipsoid: x east, y north, z up, in metres. Matrices are column-major, as 3D Tiles wants them. */
export type LocalFrame = {
  /** From the frame to the centre of the earth (EPSG:4978). */
  toEarth: readonly number[]
  /** Writes x, y, z of a place into `out` at `at`. Exact: the ground curves away by 8 m at 10 km. */
  place: (lonDeg: number, latDeg: number, heightM: number, out: Float64Array, at: number) => void
}

const radiusM = 6_378_137
const flattening = 1 / 298.257223563
const eccentricity2 = flattening * (2 - flattening)
const degree = Math.PI / 180

/** The frame whose origin lies on the ellipsoid at that place. */
export function localFrameAt(lonDeg: number, latDeg: number): LocalFrame {
  const [sinLon, cosLon] = [Math.sin(lonDeg * degree), Math.cos(lonDeg * degree)]
  const [sinLat, cosLat] = [Math.sin(latDeg * degree), Math.cos(latDeg * degree)]
  const normalM = radiusM / Math.sqrt(1 - eccentricity2 * sinLat * sinLat)
  const [x0, y0, z0] = [normalM * cosLat * cosLon, normalM * cosLat * sinLon, normalM * (1 - eccentricity2) * sinLat]
  return {
    // prettier-ignore
    toEarth: [
      -sinLon, cosLon, 0, 0,
      -sinLat * cosLon, -sinLat * sinLon, cosLat, 0,
      cosLat * cosLon, cosLat * sinLon, sinLat, 0,
      x0, y0, z0, 1,
    ],
    place: (lon, lat, heightM, out, at) => {
      const [sinP, cosP] = [Math.sin(lat * degree), Math.cos(lat * degree)]
      const n = radiusM / Math.sqrt(1 - eccentricity2 * sinP * sinP)
      const dx = (n + heightM) * cosP * Math.cos(lon * degree) - x0
      const dy = (n + heightM) * cosP * Math.sin(lon * degree) - y0
      const dz = (n * (1 - eccentricity2) + heightM) * sinP - z0
      out[at] = -sinLon * dx + cosLon * dy
      out[at + 1] = -sinLat * cosLon * dx - sinLat * sinLon * dy + cosLat * dz
      out[at + 2] = cosLat * cosLon * dx + cosLat * sinLon * dy + sinLat * dz
    },
  }
}
