import type { AreaShape, ResultOf } from '#shared/contract/cityAnswer'
import type { CityCamera } from '#shared/contract/cityParts'
import { isInRing, prepareArea } from './areas'
import type { LonLat, PreparedArea } from './areas'
import { longestList, roadRowsOf } from './cityHits'
import type { RoadPiece } from './cityHits'
import type { CityModel } from './cityModel'
import { areasAbove } from './contours'
import { heightAt } from './heightGrid'
import { fromPlane, localPlane, toPlane } from './localPlane'
import type { LocalPlane } from './localPlane'
import type { RoadGraph } from './roadGraph'
import { offAxisDeg, ringOf } from './sightLines'
import type { SeenCity, SightTown } from './sightLines'

/** What is seen of a person who stands on open ground. */
export const personHeightM = 1.5
const cameraCellM = 2
/** An area is looked at in no more cells than this. */
const mostCells = 160_000

/** What one camera sees of the open ground around it: 1 for cells it sees, row by row from the south-west, the camera in the middle. */
export type Viewshed = { plane: LocalPlane; cellM: number; reach: number; seen: Uint8Array; built: Uint8Array }

/**
 * Viewshed of a camera, by walking outwards to every cell of the edge and keeping the steepest line so far (the "R2" of W. R. Franklin
 * and C. K. Ray, "Higher isn't necessarily better", 1994). A steerable camera sees all round. Undefined where its ground is not known.
 */
export function viewshed(city: SightTown, camera: CityCamera, cellM = cameraCellM): Viewshed | undefined {
  const plane = localPlane(camera.place)
  const reach = Math.ceil(camera.rangeM / cellM)
  const size = 2 * reach + 1
  const eyeM = heightAt(city.terrain.grid, camera.place.lonDeg, camera.place.latDeg) + camera.mountHeightM
  if (Number.isNaN(eyeM)) return undefined
  const ground = new Float32Array(size * size)
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const { lonDeg, latDeg } = fromPlane(plane, (column - reach) * cellM, (row - reach) * cellM)
      ground[row * size + column] = heightAt(city.terrain.grid, lonDeg, latDeg)
    }
  }
  const surface = ground.slice()
  const built = new Uint8Array(size * size)
  raiseBuildings(city, plane, reach, cellM, { surface, built })
  const seen = new Uint8Array(size * size)
  const isInField = (east: number, north: number): boolean =>
    camera.steerable ||
    offAxisDeg(camera.headingDeg, (Math.atan2(east, north) * 180) / Math.PI + 360) <= camera.horizontalFieldOfViewDeg / 2
  const walk = (toColumn: number, toRow: number): void => {
    let steepest = -Infinity
    for (let step = 1; step <= reach; step += 1) {
      const [east, north] = [Math.round((toColumn * step) / reach), Math.round((toRow * step) / reach)]
      const awayM = Math.hypot(east, north) * cellM
      if (awayM > camera.rangeM) return
      const cell = (north + reach) * size + east + reach
      const standing = ground[cell]!
      // Beyond ground that is not known nothing is called seen.
      if (Number.isNaN(standing)) return
      if (built[cell] === 0 && (standing + personHeightM - eyeM) / awayM >= steepest && isInField(east, north)) seen[cell] = 1
      steepest = Math.max(steepest, (surface[cell]! - eyeM) / awayM)
    }
  }
  for (let side = -reach; side <= reach; side += 1) {
    walk(side, reach)
    walk(side, -reach)
    walk(reach, side)
    walk(-reach, side)
  }
  return { plane, cellM, reach, seen, built }
}

/** Whether a viewshed shows a place. */
export function isSeen({ plane, cellM, reach, seen }: Viewshed, lonDeg: number, latDeg: number): boolean {
  const cell = cellAt(plane, cellM, reach, lonDeg, latDeg)
  return cell >= 0 && seen[cell] === 1
}

/** How much of the open ground and of the roads of an area the cameras see, and which roads they do not; with the seen ground as areas. */
export function coverageOf(
  city: SeenCity & { roads: NonNullable<CityModel['roads']> },
  shape: AreaShape,
): { result: ResultOf<'coverage'>; seenAreas: LonLat[][][] } | undefined {
  const area = prepareArea(shape)
  if (area === undefined) return undefined
  const middle = { lonDeg: (area.box.westDeg + area.box.eastDeg) / 2, latDeg: (area.box.southDeg + area.box.northDeg) / 2 }
  const plane = localPlane(middle)
  const [westM, southM] = toPlane(plane, area.box.westDeg, area.box.southDeg)
  const [widthM, heightM] = [-2 * westM, -2 * southM]
  const cameras = city.cameras.filter(({ place, rangeM }) => {
    const [eastM, northM] = toPlane(plane, place.lonDeg, place.latDeg)
    return Math.abs(eastM) <= widthM / 2 + rangeM && Math.abs(northM) <= heightM / 2 + rangeM
  })
  const views = cameras.flatMap((camera) => viewshed(city, camera) ?? [])
  const cellM = Math.max(cameraCellM, Math.sqrt((widthM * heightM) / mostCells))
  const [columns, rows] = [Math.max(1, Math.ceil(widthM / cellM)), Math.max(1, Math.ceil(heightM / cellM))]
  const isBuilt = builtOver(city, area)
  const values = new Float32Array(columns * rows)
  let [open, seen] = [0, 0]
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const { lonDeg, latDeg } = fromPlane(plane, westM + (column + 0.5) * cellM, southM + (row + 0.5) * cellM)
      if (!area.contains(lonDeg, latDeg) || isBuilt(lonDeg, latDeg)) continue
      open += 1
      if (!views.some((view) => isSeen(view, lonDeg, latDeg))) continue
      seen += 1
      values[row * columns + column] = 1
    }
  }
  const roads = roadsSeen(city.roads.graph, area, views)
  const seenAreas = areasAbove(values, columns, rows, 0.5).map((rings) =>
    rings.map((ring) =>
      ring.map(([column, row]): LonLat => {
        const { lonDeg, latDeg } = fromPlane(plane, westM + (column + 0.5) * cellM, southM + (row + 0.5) * cellM)
        return [lonDeg, latDeg]
      }),
    ),
  )
  return {
    seenAreas,
    result: {
      kind: 'coverage',
      areaM2: open * cellM ** 2,
      seenM2: seen * cellM ** 2,
      roadM: roads.roadM,
      roadSeenM: roads.seenM,
      cameras: views.length,
      blindRoads: roadRowsOf(city.roads.graph, roads.blind).rows.slice(0, longestList),
      cellM,
    },
  }
}

/** Roads are looked at in steps of about this. */
const roadStepM = 5

function roadsSeen(graph: RoadGraph, area: PreparedArea, views: readonly Viewshed[]): { roadM: number; seenM: number; blind: RoadPiece[] } {
  const blind: RoadPiece[] = []
  let [roadM, seenM] = [0, 0]
  for (let arc = 0; arc < graph.meta.arcs; arc += 1) {
    const twin = graph.arcTwin[arc]!
    if (twin >= 0 && twin < arc) continue
    let blindM = 0
    let first: { lonDeg: number; latDeg: number } | undefined
    const steps = Math.max(1, Math.ceil(graph.arcLengthM[arc]! / roadStepM))
    const stepM = graph.arcLengthM[arc]! / steps
    for (const [lonDeg, latDeg] of placesAlong(graph, arc, steps)) {
      if (!area.contains(lonDeg, latDeg)) continue
      roadM += stepM
      if (views.some((view) => isSeen(view, lonDeg, latDeg))) seenM += stepM
      else {
        blindM += stepM
        first ??= { lonDeg, latDeg }
      }
    }
    if (first !== undefined) blind.push({ arc, lengthM: blindM, depthM: null, ...first })
  }
  return { roadM, seenM, blind }
}

/** The middles of equal steps along an arc, between the points of its shape. */
function placesAlong(graph: RoadGraph, arc: number, steps: number): LonLat[] {
  const start = graph.shapeStart[arc]!
  const segments = graph.shapeStart[arc + 1]! - 1 - start
  const plane = localPlane({ lonDeg: graph.shapeLonDeg[start]!, latDeg: graph.shapeLatDeg[start]! })
  const lengths = Array.from({ length: segments }, (_, segment) =>
    Math.hypot(
      (graph.shapeLonDeg[start + segment + 1]! - graph.shapeLonDeg[start + segment]!) * plane.metresPerLonDeg,
      (graph.shapeLatDeg[start + segment + 1]! - graph.shapeLatDeg[start + segment]!) * plane.metresPerLatDeg,
    ),
  )
  const wholeM = lengths.reduce((sum, lengthM) => sum + lengthM, 0)
  const places: LonLat[] = []
  let [segment, behindM] = [0, 0]
  for (let step = 0; step < steps; step += 1) {
    const atM = ((step + 0.5) / steps) * wholeM
    while (segment < segments - 1 && behindM + lengths[segment]! < atM) behindM += lengths[segment++]!
    const share = lengths[segment]! === 0 ? 0 : (atM - behindM) / lengths[segment]!
    const [lonA, latA] = [graph.shapeLonDeg[start + segment]!, graph.shapeLatDeg[start + segment]!]
    places.push([
      lonA + (graph.shapeLonDeg[start + segment + 1]! - lonA) * share,
      latA + (graph.shapeLatDeg[start + segment + 1]! - latA) * share,
    ])
  }
  return places
}

function builtOver(city: Pick<SeenCity, 'buildings'>, area: PreparedArea): (lonDeg: number, latDeg: number) => boolean {
  const { table, index } = city.buildings
  const rings = new Map<number, LonLat[]>()
  for (const row of index.within(area.box.westDeg, area.box.southDeg, area.box.eastDeg, area.box.northDeg))
    rings.set(row, ringOf(table, row))
  return (lonDeg, latDeg) => index.within(lonDeg, latDeg, lonDeg, latDeg).some((row) => isInRing(rings.get(row)!, lonDeg, latDeg))
}

function raiseBuildings(
  { buildings: { table, index } }: SightTown,
  plane: LocalPlane,
  reach: number,
  cellM: number,
  { surface, built }: { surface: Float32Array; built: Uint8Array },
): void {
  const size = 2 * reach + 1
  const southWest = fromPlane(plane, -reach * cellM, -reach * cellM)
  const northEast = fromPlane(plane, reach * cellM, reach * cellM)
  for (const row of index.within(southWest.lonDeg, southWest.latDeg, northEast.lonDeg, northEast.latDeg)) {
    const ring = ringOf(table, row).map(([lonDeg, latDeg]): LonLat => {
      const [eastM, northM] = toPlane(plane, lonDeg, latDeg)
      return [eastM / cellM, northM / cellM]
    })
    // A camera on a wall or a roof looks away from it.
    const holdsCamera = isInRing(ring, 0, 0)
    const roofM = table.groundM[row]! + table.heightM[row]!
    const limit = (value: number): number => Math.min(Math.max(value, -reach), reach)
    const [south, north] = [limit(Math.ceil(least(ring, 1))), limit(Math.floor(-least(ring, 1, -1)))]
    const [west, east] = [limit(Math.ceil(least(ring, 0))), limit(Math.floor(-least(ring, 0, -1)))]
    for (let y = south; y <= north; y += 1) {
      for (let x = west; x <= east; x += 1) {
        if (!isInRing(ring, x, y)) continue
        const cell = (y + reach) * size + x + reach
        built[cell] = 1
        if (!holdsCamera) surface[cell] = Math.max(surface[cell]!, roofM)
      }
    }
  }
}

function least(ring: readonly LonLat[], axis: 0 | 1, sign = 1): number {
  return ring.reduce((lowest, point) => Math.min(lowest, sign * point[axis]), Infinity)
}

function cellAt(plane: LocalPlane, cellM: number, reach: number, lonDeg: number, latDeg: number): number {
  const [eastM, northM] = toPlane(plane, lonDeg, latDeg)
  const [column, row] = [Math.round(eastM / cellM) + reach, Math.round(northM / cellM) + reach]
  const size = 2 * reach + 1
  return column < 0 || row < 0 || column >= size || row >= size ? -1 : row * size + column
}
