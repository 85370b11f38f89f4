import type { DraftPolygon } from './draft'

const bands = 512

/**
 * Finds the unit that a place lies in, the first of the list where several do; -1 for none. Boundaries have tens of thousands of sides:
 * they are kept by bands of latitude, so that a place is compared with few.
 */
export function wardLookup(wards: readonly { polygons: readonly DraftPolygon[] }[]): (lonDeg: number, latDeg: number) => number {
  const indexed = wards.flatMap(({ polygons }, ward) => polygons.map((polygon) => ({ ward, holds: polygonIndex(polygon) })))
  return (lonDeg, latDeg) => indexed.find(({ holds }) => holds(lonDeg, latDeg))?.ward ?? -1
}

function polygonIndex(polygon: DraftPolygon): (lonDeg: number, latDeg: number) => boolean {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const ring of polygon) {
    for (let at = 0; at < ring.length; at += 2) {
      west = Math.min(west, ring[at]!)
      east = Math.max(east, ring[at]!)
      south = Math.min(south, ring[at + 1]!)
      north = Math.max(north, ring[at + 1]!)
    }
  }
  const bandOf = (latDeg: number): number => Math.min(bands - 1, Math.floor(((latDeg - south) / (north - south || 1)) * bands))
  /** Sides by band, four numbers each. */
  const sides: number[][] = Array.from({ length: bands }, () => [])
  for (const ring of polygon) {
    for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
      const [x1, y1, x2, y2] = [ring[at]!, ring[at + 1]!, ring[before]!, ring[before + 1]!]
      for (let band = bandOf(Math.min(y1, y2)); band <= bandOf(Math.max(y1, y2)); band += 1) sides[band]!.push(x1, y1, x2, y2)
    }
  }
  return (lonDeg, latDeg) => {
    if (!(lonDeg >= west && lonDeg <= east && latDeg >= south && latDeg <= north)) return false
    const near = sides[bandOf(latDeg)]!
    // Sides of holes are counted with those of the outline: within a hole is outside again.
    let inside = false
    for (let at = 0; at < near.length; at += 4) {
      const [x1, y1, x2, y2] = [near[at]!, near[at + 1]!, near[at + 2]!, near[at + 3]!]
      if (y1 > latDeg !== y2 > latDeg && lonDeg < ((x2 - x1) * (latDeg - y1)) / (y2 - y1) + x1) inside = !inside
    }
    return inside
  }
}
