import type { WardFeature, WardsFile } from '#shared/contract/baseMap'
import { clipText } from '#shared/contract/text'
import type { DraftBoundary, ImportProblem } from '#city/import/draft'
import { SourceRefused } from '#city/import/sourceRefused'
import { containsPlace } from './osmAreas'

const mostPoints = 20_000
// Seven decimals are a centimetre.
const decimals = 1e7
const roundedToM = 0.01

/** `wards.geojson` of a city: each unit by its largest outline, at the resolution of its source; parts that are left out are told. */
export function makeWards(
  boundaries: readonly DraftBoundary[],
  { source, licence }: { source: string; licence: string },
): { file: WardsFile; problems: ImportProblem[] } {
  const problems: ImportProblem[] = []
  const features = boundaries.map((boundary): WardFeature => {
    const { code, validFrom, validTo, nameVi, nameEn, polygons, index } = boundary
    if (validFrom === null) throw new SourceRefused('ward-date-missing', { code }, { index, id: code })
    const [largest, ...others] = polygons.toSorted((a, b) => areaM2(b[0]!) - areaM2(a[0]!))
    if (largest === undefined || largest.some((ring) => ring.length / 2 > mostPoints))
      throw new SourceRefused(
        'boundaries-broken',
        { reason: `${code}: ${largest === undefined ? 'no' : 'too long an'} outline` },
        { index, id: code },
      )
    const [lonDeg, latDeg] = labelPlace(largest[0]!)
    if (others.length > 0)
      problems.push({ code: 'ward-parts-not-drawn', index, id: code, lonDeg, latDeg, detail: { code, parts: others.length } })
    const areaKm2 =
      polygons.reduce((sum, [outer, ...holes]) => sum + areaM2(outer!) - holes.reduce((all, hole) => all + areaM2(hole), 0), 0) / 1e6
    return {
      type: 'Feature',
      properties: {
        code,
        validFrom,
        validTo,
        name: { vi: clipText(nameVi, 80), en: clipText(nameEn, 80) },
        areaKm2: Math.round(areaKm2 * 100) / 100,
        labelAt: [rounded(lonDeg), rounded(latDeg)],
        source: clipText(source, 500),
        licence: clipText(licence, 500),
        simplifiedToM: roundedToM,
      },
      geometry: { type: 'Polygon', coordinates: largest.map(closedRing) },
    }
  })
  return { file: { type: 'FeatureCollection', features }, problems }
}

function closedRing(ring: readonly number[]): [number, number][] {
  const places: [number, number][] = []
  for (let at = 0; at < ring.length; at += 2) places.push([rounded(ring[at]!), rounded(ring[at + 1]!)])
  const [first, last] = [places[0]!, places.at(-1)!]
  if (first[0] !== last[0] || first[1] !== last[1]) places.push([first[0], first[1]])
  return places
}

/** The middle of the area, or of the widest stretch at its height where the middle is outside (a ward that bends around another). */
function labelPlace(ring: readonly number[]): [lonDeg: number, latDeg: number] {
  let [doubled, x, y] = [0, 0, 0]
  const [originX, originY] = [ring[0]!, ring[1]!]
  for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
    const [ax, ay, bx, by] = [ring[before]! - originX, ring[before + 1]! - originY, ring[at]! - originX, ring[at + 1]! - originY]
    const cross = ax * by - bx * ay
    doubled += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  const [lonDeg, latDeg] = [originX + x / (3 * doubled), originY + y / (3 * doubled)]
  if (containsPlace(ring, lonDeg, latDeg)) return [lonDeg, latDeg]
  const crossings: number[] = []
  for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
    const [ax, ay, bx, by] = [ring[before]!, ring[before + 1]!, ring[at]!, ring[at + 1]!]
    if (ay > latDeg !== by > latDeg) crossings.push(ax + ((latDeg - ay) * (bx - ax)) / (by - ay))
  }
  crossings.sort((a, b) => a - b)
  let best: [from: number, until: number] = [lonDeg, lonDeg]
  for (let at = 0; at + 1 < crossings.length; at += 2)
    if (crossings[at + 1]! - crossings[at]! > best[1] - best[0]) best = [crossings[at]!, crossings[at + 1]!]
  return [(best[0] + best[1]) / 2, latDeg]
}

function areaM2(ring: readonly number[]): number {
  const metresPerLat = 111_195
  const metresPerLon = metresPerLat * Math.cos((ring[1]! * Math.PI) / 180)
  let doubled = 0
  for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2)
    doubled += (ring[before]! - ring[0]!) * (ring[at + 1]! - ring[1]!) - (ring[at]! - ring[0]!) * (ring[before + 1]! - ring[1]!)
  return Math.abs(doubled / 2) * metresPerLat * metresPerLon
}

function rounded(deg: number): number {
  return Math.round(deg * decimals) / decimals
}
