import type { CityManifest } from '#shared/contract/city'
import type { SearchArea } from '#shared/contract/search'
import { groundAt, type View } from './projection'

/** Where the edge of the picture is asked what it shows: corners, and the middles between them. */
const edge: readonly (readonly [number, number])[] = [0, 0.5, 1].flatMap((x) =>
  [0, 0.5, 1].filter((y) => x !== 0.5 || y !== 0.5).map((y) => [x, y] as const),
)

/** The box around the ground that a view shows. Where it shows the sky, it sees as far as the city goes. */
export function areaInView(view: View, bounds: CityManifest['bounds']): SearchArea {
  const places = edge.map(([x, y]) => groundAt(view, x * view.widthPx, y * view.heightPx))
  const seen = places.flatMap((place) => place ?? [])
  const far = seen.length < places.length
  const lons = [...seen.map(({ lonDeg }) => lonDeg), ...(far ? [bounds.westDeg, bounds.eastDeg] : [])]
  const lats = [...seen.map(({ latDeg }) => latDeg), ...(far ? [bounds.southDeg, bounds.northDeg] : [])]
  return { westDeg: Math.min(...lons), southDeg: Math.min(...lats), eastDeg: Math.max(...lons), northDeg: Math.max(...lats) }
}
