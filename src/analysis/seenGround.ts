import type { CityCamera } from '#shared/contract/cityParts'
import type { LonLat } from './areas'
import { areasAbove } from './contours'
import { viewshed } from './coverage'
import { fromPlane } from './localPlane'
import type { SightTown } from './sightLines'
import { simplifiedRing } from './simplifiedRing'

/** What a camera sees of open ground as it hangs: areas (outer ring first, then holes; open rings), and how much of its field that is. */
export type SeenGround = { areas: LonLat[][][]; seenM2: number; fieldM2: number }

/** Lines of the picture may lie this many cells beside those that were computed, and pieces smaller than this many are left out. */
const tolerance = 0.75
const smallestCells = 4

/**
 * The open ground that a camera sees where it looks now, behind no building and no rise of the ground; turning it is not counted. For a
 * person of 1.5 m, as in `viewshed`. Undefined where the ground under it is not known.
 */
export function seenGround(town: SightTown, camera: CityCamera): SeenGround | undefined {
  const view = viewshed(town, { ...camera, steerable: false })
  if (view === undefined) return undefined
  const { plane, cellM, reach, seen } = view
  const size = 2 * reach + 1
  const cells = seen.reduce((sum, cell) => sum + cell, 0)
  const place = ([column, row]: readonly [number, number]): LonLat => {
    const { lonDeg, latDeg } = fromPlane(plane, (column - reach) * cellM, (row - reach) * cellM)
    return [lonDeg, latDeg]
  }
  const areas = areasAbove(seen, size, size, 0.5).flatMap(([outer, ...holes]) => {
    if (outer === undefined || surface(outer) < smallestCells) return []
    const rings = [outer, ...holes.filter((hole) => surface(hole) >= smallestCells)].map((ring) => simplifiedRing(ring, tolerance))
    return [rings.filter((ring) => ring.length >= 3).map((ring) => ring.map(place))]
  })
  return {
    areas,
    seenM2: cells * cellM ** 2,
    fieldM2: (Math.PI * camera.rangeM ** 2 * Math.min(360, camera.horizontalFieldOfViewDeg)) / 360,
  }
}

function surface(ring: readonly (readonly [number, number])[]): number {
  let twice = 0
  ring.forEach(([x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length]!
    twice += x * nextY - nextX * y
  })
  return Math.abs(twice) / 2
}
