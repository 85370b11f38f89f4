import { crsOf, type Crs } from './crs'
import { vietnamZones, type Area } from './vietnamZones'

/** What is wrong with where a whole file lies. `looksLike` are codes that would put it right, the likeliest first. */
export type PlaceFinding =
  | { kind: 'metres-for-degrees'; looksLike: readonly string[]; x: number; y: number; count: number; of: number }
  | { kind: 'wrong-zone'; declared: string; looksLike: readonly string[]; lonDeg: number; latDeg: number; count: number; of: number }
  | { kind: 'swapped'; lonDeg: number; latDeg: number; count: number; of: number }
  | { kind: 'elsewhere'; lonDeg: number; latDeg: number; count: number; of: number }

type Expected = {
  /** How the coordinates are declared. */
  crs: Crs
  /** Where the city is, as far as it is known. */
  bounds?: Area
}

// Data of a city reaches beyond its border; neighbouring zones, though, are only 26 km apart (15' at this latitude).
const marginKm = 20
const samplesKept = 200

/**
 * Looks at one position of each feature, as written, and says whether the file as a whole lies where it can: degrees that are metres,
 * the wrong VN-2000 zone, swapped axes, another place altogether. Single strays are no finding: half of the positions must agree.
 */
export function createPlaceCheck({ crs, bounds }: Expected): { add(x: number, y: number): void; finding(): PlaceFinding | undefined } {
  const area = bounds ?? crs.area
  const known = bounds !== undefined
  let of = 0
  let beyondDegrees = 0
  let outside = 0
  let besideBounds = 0
  let swapped = 0
  const samples: [number, number][] = []

  const isSwapped = (x: number, y: number): boolean => {
    if (crs.unit === 'metre') return false
    if (Math.abs(y) > 90) return Math.abs(x) <= 90 && Math.abs(y) <= 180
    return (known || crs.code !== 'EPSG:4326') && !isWithin(area, x, y) && isWithin(area, y, x)
  }

  return {
    add(x, y) {
      of += 1
      if (samples.length < samplesKept) samples.push([x, y])
      else if (of % 97 === 0) samples[Math.floor(of / 97) % samplesKept] = [x, y]
      if (isSwapped(x, y)) swapped += 1
      else if (crs.unit === 'degree' && (Math.abs(x) > 180 || Math.abs(y) > 90)) beyondDegrees += 1
      else {
        const [lonDeg, latDeg] = crs.toLonLat(x, y)
        if (!isWithin(area, lonDeg, latDeg)) outside += 1
        else if (known && !isWithin(area, lonDeg, latDeg, 0)) besideBounds += 1
      }
    },

    finding() {
      if (of === 0) return undefined
      const [x, y] = middleOf(samples)
      if (beyondDegrees * 2 > of)
        return { kind: 'metres-for-degrees', looksLike: guessMetres(samples, bounds), x, y, count: beyondDegrees, of }
      const [lonDeg, latDeg] = crs.toLonLat(x, y)
      if (swapped * 2 > of) return { kind: 'swapped', lonDeg, latDeg, count: swapped, of }
      const better = crs.unit === 'metre' && known && (outside + besideBounds) * 2 > of ? guessMetres(samples, area, 0) : []
      if (better.length > 0)
        return { kind: 'wrong-zone', declared: crs.code, looksLike: better, lonDeg, latDeg, count: outside + besideBounds, of }
      if (outside * 2 <= of) return undefined
      if (crs.unit === 'degree') return known ? { kind: 'elsewhere', lonDeg, latDeg, count: outside, of } : undefined
      const looksLike = guessMetres(samples, bounds).filter((code) => code !== crs.code)
      return { kind: 'wrong-zone', declared: crs.code, looksLike, lonDeg, latDeg, count: outside, of }
    },
  }
}

/** Codes that would put these metres where they can be: within the bounds when they are known, else in a zone's own area of use. */
function guessMetres(
  samples: readonly [number, number][],
  bounds: Area | undefined,
  withinKm = bounds === undefined ? 0 : marginKm,
): string[] {
  const [x, y] = middleOf(samples)
  const candidates = [...vietnamZones.map(({ epsg }) => `EPSG:${epsg}`), 'EPSG:32648', 'EPSG:32649', 'EPSG:3857', 'EPSG:28992']
  return candidates
    .flatMap((code) => {
      const crs = crsOf(code)
      if (crs === undefined) return []
      const [lon, lat] = crs.toLonLat(x, y)
      const area = bounds ?? crs.area
      if (!isWithin(area, lon, lat, withinKm)) return []
      // Nearer to the middle of what is known; without bounds, smaller areas of use say more.
      const score =
        bounds === undefined
          ? (area[2] - area[0]) * (area[3] - area[1])
          : Math.hypot(lon - (area[0] + area[2]) / 2, lat - (area[1] + area[3]) / 2)
      return [{ code, score }]
    })
    .sort((a, b) => a.score - b.score)
    .map(({ code }) => code)
    .slice(0, 4)
}

function middleOf(samples: readonly [number, number][]): [number, number] {
  const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
  return [median(samples.map(([x]) => x)), median(samples.map(([, y]) => y))]
}

function isWithin([west, south, east, north]: Area, lonDeg: number, latDeg: number, withinKm = marginKm): boolean {
  const latMargin = withinKm / 111.2
  const lonMargin = latMargin / Math.max(0.05, Math.cos((latDeg * Math.PI) / 180))
  return lonDeg >= west - lonMargin && lonDeg <= east + lonMargin && latDeg >= south - latMargin && latDeg <= north + latMargin
}
