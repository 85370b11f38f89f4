import type { BuildingUse } from '#shared/contract/cityParts'
import { Cells } from './cells'
import { isInside, nearestOn, type Place } from './plane'
import { type CityStreet, roadHalfWidthM } from './streets'

/** A rectangle on the ground: middle of its front, the direction its front faces away from (into the lot), frontage and depth. */
export type Lot = { front: Place; inwards: Place; frontageM: number; depthM: number }

/** What is to stand on a lot. */
export type Plan = { lot: Lot; use: BuildingUse; levels: number; heightM: number; name: string | null }

/** Corners, counter-clockwise, from the left end of the front as seen from the street. */
export function cornersOf({ front, inwards, frontageM, depthM }: Lot): Place[] {
  const side: Place = [inwards[1], -inwards[0]]
  const at = (along: number, into: number): Place => [
    front[0] + side[0] * along + inwards[0] * into,
    front[1] + side[1] * along + inwards[1] * into,
  ]
  const half = frontageM / 2
  return [at(-half, 0), at(half, 0), at(half, depthM), at(-half, depthM)]
}

/** Ground that is still free: knows the streets, and what was built so far. */
export class FreeGround {
  readonly #streets = new Cells<{ line: readonly [Place, Place]; keepM: number }>(60)
  readonly #built = new Cells<readonly Place[]>(40)
  readonly #isForbidden: (place: Place) => boolean

  constructor(streets: readonly CityStreet[], isForbidden: (place: Place) => boolean) {
    this.#isForbidden = isForbidden
    for (const { line, road } of streets)
      for (let i = 0; i + 1 < line.length; i++)
        this.#streets.add({ line: [line[i]!, line[i + 1]!], keepM: roadHalfWidthM[road.class] + 1 }, [line[i]!, line[i + 1]!])
  }

  /** Builds on the lot when nothing is in the way, and says whether it did. `gapM` stays free around it. */
  take(lot: Lot, gapM: number): boolean {
    const ring = cornersOf(lot)
    const probes = [...ring, ...edgePoints(ring)]
    if (probes.some(this.#isForbidden)) return false
    for (const { line, keepM } of this.#streets.near(ring, 14))
      if (probes.some((place) => nearestOn(line, place).distanceM < keepM) || line.some((end) => isInside(ring, end))) return false
    const wide = cornersOf({ ...lot, frontageM: lot.frontageM + gapM * 2 })
    for (const other of this.#built.near(wide, 0)) if (overlap(wide, other)) return false
    this.#built.add(ring, ring)
    return true
  }
}

/** Points about every 8 m of the ring: a street must not run through a long wall. */
function edgePoints(ring: readonly Place[]): Place[] {
  return ring.flatMap((from, i) => {
    const to = ring[(i + 1) % ring.length]!
    const steps = Math.floor(Math.abs(to[0] - from[0]) + Math.abs(to[1] - from[1])) / 8
    return Array.from({ length: Math.floor(steps) }, (_, step): Place => {
      const part = (step + 1) / (steps + 1)
      return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part]
    })
  })
}

/** Whether two convex rings share ground: no side of either keeps them apart. */
function overlap(a: readonly Place[], b: readonly Place[]): boolean {
  return !isApart(a, b) && !isApart(b, a)
}

function isApart(a: readonly Place[], b: readonly Place[]): boolean {
  return a.some((from, i) => {
    const to = a[(i + 1) % a.length]!
    const across = ([x, y]: Place): number => (to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0])
    // Corners run counter-clockwise: what is outside lies on the right.
    return b.every((place) => across(place) <= 0.01)
  })
}
