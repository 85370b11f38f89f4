import type { ResultOf, SightRow } from '#shared/contract/cityAnswer'
import type { CityCamera } from '#shared/contract/cityParts'
import type { GeoPoint } from '#shared/contract/geo'
import { isInRing } from './areas'
import type { LonLat } from './areas'
import { buildingIdOf } from './buildingTable'
import type { BuildingIndex, BuildingTable } from './buildingTable'
import type { CityModel } from './cityModel'
import { longestList } from './cityHits'
import { heightAt } from './heightGrid'
import type { HeightGrid } from './heightGrid'
import { bearingDeg, distanceM } from './localPlane'

/** The parts of a city that a line of sight is computed from. */
export type SeenCity = CityModel & Required<{ [K in 'terrain' | 'buildings' | 'cameras']: NonNullable<CityModel[K]> }>

/** Outlines and heights of buildings, whoever holds them. */
export type Prisms = Pick<BuildingTable, 'heightM' | 'groundM' | 'ringStart' | 'ringLonDeg' | 'ringLatDeg'>
/** What stands in the way of a look. */
export type SightTown = { terrain: { grid: HeightGrid }; buildings: { table: Prisms; index: BuildingIndex } }

/** A point in the air, in metres above the height datum. */
type EyePoint = GeoPoint & { heightM: number }
type Obstacle = { by: 'ground' } | { by: 'building'; row: number }

/** Ground is looked at in steps of this size along a line. */
const stepM = 5
/** Rounded heights touch where in truth they pass; less than this is no obstacle. */
const toleranceM = 0.2

/**
 * Which cameras show a place, the best first: those that see it, those that would if they turned, and why the others do not. Buildings
 * are prisms on their outlines, the ground is the terrain grid; trees, walls and the lower edge of a picture are not known.
 */
export function camerasThatSee(city: SeenCity, place: GeoPoint, heightM: number): ResultOf<'sight'> {
  const groundM = heightAt(city.terrain.grid, place.lonDeg, place.latDeg)
  const cameras = city.cameras.map((camera) => sightOf(city, camera, { ...place, heightM: groundM + heightM }))
  const rank = (row: SightRow): number => (row.verdict === 'sees' ? 0 : row.verdict === 'can-turn' ? 1 : row.verdict === 'too-far' ? 3 : 2)
  cameras.sort((a, b) => rank(a) - rank(b) || a.distanceM - b.distanceM)
  return { kind: 'sight', cameras: cameras.slice(0, longestList), groundM: Number.isNaN(groundM) ? null : groundM }
}

/** Angle between a camera's axis and a direction, 0 to 180 degrees. */
export function offAxisDeg(headingDeg: number, directionDeg: number): number {
  const turn = Math.abs(headingDeg - directionDeg) % 360
  return turn > 180 ? 360 - turn : turn
}

function sightOf(city: SeenCity, camera: CityCamera, target: EyePoint): SightRow {
  const eye = { ...camera.place, heightM: heightAt(city.terrain.grid, camera.place.lonDeg, camera.place.latDeg) + camera.mountHeightM }
  const away = distanceM(eye, target)
  const bearing = bearingDeg(eye, target)
  const offAxis = offAxisDeg(camera.headingDeg, bearing)
  const row = { id: camera.id, name: camera.name, place: camera.place, distanceM: away, bearingDeg: bearing, offAxisDeg: offAxis }
  if (away > camera.rangeM) return { ...row, verdict: 'too-far', buildingId: null }
  if (Number.isNaN(eye.heightM) || Number.isNaN(target.heightM)) return { ...row, verdict: 'ground-unknown', buildingId: null }
  const obstacle = obstacleBetween(city, eye, target)
  if (obstacle?.by === 'building')
    return { ...row, verdict: 'behind-building', buildingId: buildingIdOf(city.buildings.table, obstacle.row) }
  if (obstacle?.by === 'ground') return { ...row, verdict: 'behind-ground', buildingId: null }
  const isInField = offAxis <= camera.horizontalFieldOfViewDeg / 2
  return { ...row, verdict: isInField ? 'sees' : camera.steerable ? 'can-turn' : 'outside-field', buildingId: null }
}

/** The first thing between two points in the air: the ground, or a building that neither of them is in. */
export function obstacleBetween(city: SightTown, from: EyePoint, until: EyePoint): Obstacle | undefined {
  const { table, index } = city.buildings
  const rows = index.within(
    Math.min(from.lonDeg, until.lonDeg),
    Math.min(from.latDeg, until.latDeg),
    Math.max(from.lonDeg, until.lonDeg),
    Math.max(from.latDeg, until.latDeg),
  )
  let first: { share: number; row: number } | undefined
  for (const row of rows) {
    const roofM = table.groundM[row]! + table.heightM[row]!
    if (Math.min(from.heightM, until.heightM) > roofM) continue
    const ring = ringOf(table, row)
    // A camera on a wall, and a person who points at a house, mean what is in front of it.
    if (isInRing(ring, from.lonDeg, from.latDeg) || isInRing(ring, until.lonDeg, until.latDeg)) continue
    const shares = crossings(ring, from, until)
    for (let pair = 0; pair + 1 < shares.length; pair += 2) {
      const lowest = Math.min(rayM(from, until, shares[pair]!), rayM(from, until, shares[pair + 1]!))
      if (lowest < roofM - toleranceM && (first === undefined || shares[pair]! < first.share)) first = { share: shares[pair]!, row }
    }
  }
  const away = distanceM(from, until)
  const steps = Math.ceil(away / stepM)
  for (let step = 1; step < steps; step += 1) {
    const share = step / steps
    if (first !== undefined && share >= first.share) break
    const groundM = heightAt(
      city.terrain.grid,
      from.lonDeg + (until.lonDeg - from.lonDeg) * share,
      from.latDeg + (until.latDeg - from.latDeg) * share,
    )
    if (groundM > rayM(from, until, share) + toleranceM) return { by: 'ground' }
  }
  return first === undefined ? undefined : { by: 'building', row: first.row }
}

/** The outline of a building. */
export function ringOf(table: Prisms, row: number): LonLat[] {
  const ring: LonLat[] = []
  for (let point = table.ringStart[row]!; point < table.ringStart[row + 1]!; point += 1) {
    ring.push([table.ringLonDeg[point]!, table.ringLatDeg[point]!])
  }
  return ring
}

function rayM(from: EyePoint, until: EyePoint, share: number): number {
  return from.heightM + (until.heightM - from.heightM) * share
}

/** Where a line enters and leaves a ring, as shares of the line, in order. */
function crossings(ring: readonly LonLat[], from: GeoPoint, until: GeoPoint): number[] {
  const [dx, dy] = [until.lonDeg - from.lonDeg, until.latDeg - from.latDeg]
  const shares: number[] = []
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index, index += 1) {
    const [ax, ay] = ring[before]!
    const [ex, ey] = [ring[index]![0] - ax, ring[index]![1] - ay]
    const cross = dx * ey - dy * ex
    if (cross === 0) continue
    const share = ((ax - from.lonDeg) * ey - (ay - from.latDeg) * ex) / cross
    const along = ((ax - from.lonDeg) * dy - (ay - from.latDeg) * dx) / cross
    // Half open, so that a corner counts once.
    if (share > 0 && share < 1 && along >= 0 && along < 1) shares.push(share)
  }
  return shares.sort((a, b) => a - b)
}
