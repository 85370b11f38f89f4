import type { StabilityClass } from '#shared/contract/cityAnswer'

/** A steady release from one point; angles in degrees clockwise from north, the wind named by where it comes from. */
export type Release = { rateGPerS: number; releaseHeightM: number; windMps: number; stability: StabilityClass }

/** People breathe at this height. */
export const breathingHeightM = 1.5
/** The model is said to hold between these distances from the source. */
export const plumeReachM = { nearest: 100, farthest: 10_000 }

/**
 * Widths of the plume at a distance downwind, in metres: Briggs's formulas for cities (G. A. Briggs, "Diffusion estimation for small
 * emissions", ATDL contribution 79, 1973), as printed in handbooks on atmospheric diffusion.
 */
export function plumeWidths(stability: StabilityClass, downwindM: number): { acrossM: number; upM: number } {
  const x = downwindM
  const across = (share: number): number => (share * x) / Math.sqrt(1 + 0.0004 * x)
  switch (stability) {
    case 'A':
    case 'B':
      return { acrossM: across(0.32), upM: 0.24 * x * Math.sqrt(1 + 0.001 * x) }
    case 'C':
      return { acrossM: across(0.22), upM: 0.2 * x }
    case 'D':
      return { acrossM: across(0.16), upM: (0.14 * x) / Math.sqrt(1 + 0.0003 * x) }
    case 'E':
    case 'F':
      return { acrossM: across(0.11), upM: (0.08 * x) / Math.sqrt(1 + 0.0015 * x) }
  }
}

/** Concentration in mg/m3 at a place downwind, beside the axis and above the ground; the ground throws everything back. */
export function concentrationMgPerM3(release: Release, downwindM: number, asideM: number, heightM = breathingHeightM): number {
  if (downwindM <= 0) return 0
  const { acrossM, upM } = plumeWidths(release.stability, downwindM)
  const axis = release.rateGPerS / (2 * Math.PI * release.windMps * acrossM * upM)
  const bell = (offM: number, widthM: number): number => Math.exp(-(offM ** 2) / (2 * widthM ** 2))
  const mirrored = bell(heightM - release.releaseHeightM, upM) + bell(heightM + release.releaseHeightM, upM)
  return axis * bell(asideM, acrossM) * mirrored * 1000
}

/** The area at breathing height above a threshold: an open ring of [downwind, aside] metres, empty where it is nowhere exceeded. */
export type PlumeOutline = { ring: [number, number][]; farthestM: number; areaM2: number; cutOff: boolean }

/** The outline of a threshold in mg/m3. Across the axis it is exact, along the axis true to a step of the distances. */
export function plumeOutline(release: Release, thresholdMgPerM3: number): PlumeOutline {
  const halves: [downwindM: number, asideM: number][] = []
  for (const downwindM of distancesM) {
    const onAxis = concentrationMgPerM3(release, downwindM, 0)
    if (onAxis <= thresholdMgPerM3) continue
    halves.push([downwindM, plumeWidths(release.stability, downwindM).acrossM * Math.sqrt(2 * Math.log(onAxis / thresholdMgPerM3))])
  }
  const farthestM = halves.at(-1)?.[0] ?? 0
  let areaM2 = 0
  for (let index = 1; index < halves.length; index += 1) {
    areaM2 += (halves[index]![0] - halves[index - 1]![0]) * (halves[index]![1] + halves[index - 1]![1])
  }
  const ring = [...halves, ...halves.map(([x, y]): [number, number] => [x, -y]).reverse()]
  return { ring, farthestM, areaM2, cutOff: farthestM >= plumeReachM.farthest }
}

/** The highest concentration at breathing height from 100 m on, and where. */
export function highestConcentration(release: Release): { mgPerM3: number; downwindM: number } {
  let highest = { mgPerM3: 0, downwindM: 0 }
  for (const downwindM of distancesM) {
    const mgPerM3 = concentrationMgPerM3(release, downwindM, 0)
    if (downwindM >= plumeReachM.nearest && mgPerM3 > highest.mgPerM3) highest = { mgPerM3, downwindM }
  }
  return highest
}

/** How the sky looks, for the choice of a class. */
export const skies = ['strong-sun', 'moderate-sun', 'weak-sun', 'night-cloudy', 'night-clear'] as const
export type Sky = (typeof skies)[number]

/**
 * Pasquill's class from wind at 10 m and sky (D. B. Turner, "Workbook of atmospheric dispersion estimates", 1970, table 3-1). Where the
 * table gives two, and for still nights, the more stable one, which disperses less.
 */
export function stabilityOf(windMps: number, sky: Sky): StabilityClass {
  const column = skies.indexOf(sky)
  const row = windMps < 2 ? 'ABBFF' : windMps < 3 ? 'BBCEF' : windMps < 5 ? 'BCCDE' : windMps < 6 ? 'CDDDD' : 'CDDDD'
  return row[column] as StabilityClass
}

// Denser near the source, where the plume changes fast; 10 m to 10 km.
const distancesM = Array.from({ length: 600 }, (_, index) => 10 * 1000 ** (index / 599))
