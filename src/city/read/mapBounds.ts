import type { DraftBoundary, DraftRoad } from '#city/import/draft'
import type { CityManifest } from '#shared/contract/city'

type Bounds = CityManifest['bounds']

// Roads of an extract may run on for tens of kilometres; the map is of the city.
const mostBeyondDeg = 0.05

/** The box of the map: around the buildings, and around roads and boundaries as far as they are near them. */
export function mapBoundsOf(
  built: Bounds,
  roads: readonly Pick<DraftRoad, 'line'>[],
  boundaries: readonly Pick<DraftBoundary, 'polygons'>[],
): Bounds {
  let { westDeg, southDeg, eastDeg, northDeg } = built
  const take = (line: readonly number[]): void => {
    for (let at = 0; at < line.length; at += 2) {
      westDeg = Math.min(westDeg, line[at]!)
      eastDeg = Math.max(eastDeg, line[at]!)
      southDeg = Math.min(southDeg, line[at + 1]!)
      northDeg = Math.max(northDeg, line[at + 1]!)
    }
  }
  for (const { line } of roads) take(line)
  for (const { polygons } of boundaries) for (const [outer] of polygons) if (outer !== undefined) take(outer)
  const rounded = (deg: number): number => Math.round(deg * 1e5) / 1e5
  return {
    westDeg: rounded(Math.max(westDeg, built.westDeg - mostBeyondDeg)),
    southDeg: rounded(Math.max(southDeg, built.southDeg - mostBeyondDeg)),
    eastDeg: rounded(Math.min(eastDeg, built.eastDeg + mostBeyondDeg)),
    northDeg: rounded(Math.min(northDeg, built.northDeg + mostBeyondDeg)),
  }
}
