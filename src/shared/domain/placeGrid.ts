import type { GeoPoint } from '#shared/contract/geo'

const metresPerDegree = 111_195

/** Metres between two places of one city: on a plane, which is true to a thousandth over tens of kilometres. */
export function distanceBetweenM(one: GeoPoint, other: GeoPoint): number {
  const eastM = (other.lonDeg - one.lonDeg) * metresPerDegree * Math.cos(((one.latDeg + other.latDeg) / 2) * (Math.PI / 180))
  return Math.hypot(eastM, (other.latDeg - one.latDeg) * metresPerDegree)
}

/** The cell of a grid on which places that are at most `sizeM` apart lie in the same cell or in neighbours. */
export function cellOf({ lonDeg, latDeg }: GeoPoint, sizeM: number): string {
  const row = Math.floor((latDeg * metresPerDegree) / sizeM)
  return `${row}:${Math.floor(lonDeg / stepDeg(row, sizeM))}`
}

/** That cell and those around it. */
export function cellsAround({ lonDeg, latDeg }: GeoPoint, sizeM: number): string[] {
  const row = Math.floor((latDeg * metresPerDegree) / sizeM)
  return [row - 1, row, row + 1].flatMap((each) => {
    const column = Math.floor(lonDeg / stepDeg(each, sizeM))
    return [`${each}:${column - 1}`, `${each}:${column}`, `${each}:${column + 1}`]
  })
}

/** Columns are as wide as the poleward edge of their row needs. */
function stepDeg(row: number, sizeM: number): number {
  const edgeDeg = Math.min(89, Math.max(Math.abs(row * sizeM), Math.abs((row + 1) * sizeM)) / metresPerDegree)
  return sizeM / (metresPerDegree * Math.cos(edgeDeg * (Math.PI / 180)))
}
