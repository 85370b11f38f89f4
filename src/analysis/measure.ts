import type { ResultOf } from '#shared/contract/cityAnswer'
import type { GeoPoint } from '#shared/contract/geo'
import { closedRing, ringAreaM2 } from './areas'
import { heightAt } from './heightGrid'
import type { HeightGrid } from './heightGrid'
import { distanceM } from './localPlane'

/** Length of a line, or circumference and area of a ring; and the ground at each place. */
export function measure(grid: HeightGrid | undefined, places: readonly GeoPoint[], closed: boolean): ResultOf<'measure'> {
  const groundM = places.map(({ lonDeg, latDeg }) => {
    const heightM = grid === undefined ? NaN : heightAt(grid, lonDeg, latDeg)
    return Number.isNaN(heightM) ? null : heightM
  })
  const isRing = closed && places.length >= 3
  const line = isRing ? [...places, places[0]!] : places
  const [first, last] = [groundM[0] ?? null, groundM.at(-1) ?? null]
  return {
    kind: 'measure',
    lengthM: line.slice(1).reduce((sum, place, index) => sum + distanceM(line[index]!, place), 0),
    areaM2: isRing ? ringAreaM2(closedRing(places)) : null,
    groundM,
    riseM: first === null || last === null || places.length < 2 ? null : last - first,
  }
}
