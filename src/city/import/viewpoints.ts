import type { Viewpoint } from '#shared/contract/city'
import type { BuildingRows } from './buildingRows'

/** The views that an import gives a city: all of it, and its middle where houses stand closest. A few that lie far out do not count. */
export function viewpointsOf({ lonDeg, latDeg }: Pick<BuildingRows, 'lonDeg' | 'latDeg'>): Viewpoint[] {
  const [lons, lats] = [lonDeg.toSorted(), latDeg.toSorted()]
  const at = (sorted: Float64Array, share: number): number => sorted[Math.round((sorted.length - 1) * share)] ?? 0
  const [west, east, south, north] = [at(lons, 0.02), at(lons, 0.98), at(lats, 0.02), at(lats, 0.98)]
  const widthM = Math.max((east - west) * 111_320 * Math.cos((south * Math.PI) / 180), (north - south) * 110_574)
  const place = (lon: number, lat: number): Viewpoint['target'] => ({ lonDeg: rounded(lon), latDeg: rounded(lat) })
  return [
    {
      id: 'whole-city',
      name: { vi: 'Toàn thành phố', en: 'Whole city' },
      target: place((west + east) / 2, (south + north) / 2),
      rangeM: Math.round(clamp(widthM * 1.9, 300, 250_000)),
      headingDeg: 0,
      pitchDeg: -55,
    },
    {
      id: 'centre',
      name: { vi: 'Trung tâm', en: 'Centre' },
      target: place(at(lons, 0.5), at(lats, 0.5)),
      rangeM: Math.round(clamp(widthM * 0.25, 200, 4_000)),
      headingDeg: 0,
      pitchDeg: -40,
    },
  ]
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}

function rounded(deg: number): number {
  return Math.round(deg * 1e5) / 1e5
}
