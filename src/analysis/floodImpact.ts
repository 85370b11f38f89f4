import type { HitCounts, ResultOf } from '#shared/contract/cityAnswer'
import type { GeoPoint } from '#shared/contract/geo'
import { buildingRowOf, cameraRowOf, facilityRowOf, longestList, peopleIn, roadRowsOf } from './cityHits'
import type { RoadPiece } from './cityHits'
import type { CityModel } from './cityModel'
import type { BuildingTable } from './buildingTable'
import { depthAtLevel } from './floodField'
import { postAt } from './heightGrid'
import type { HeightGrid } from './heightGrid'
import { localPlane } from './localPlane'
import { floodedArcs, impassableDepthM } from './roadFlood'

/** The parts of a city that a flood is computed from. */
export type FloodedCity = CityModel & Required<{ [K in 'terrain' | 'floodField']: NonNullable<CityModel[K]> }>

/**
 * Depth of the river's water at each building, into `depthM`: 0 where it is dry. One step of the slider; returns how many are wet and
 * how many people are in them (where that is known).
 */
export function buildingDepths(table: BuildingTable, levelM: number, depthM: Float32Array): { buildings: number; people: number } {
  let [buildings, people] = [0, 0]
  for (let row = 0; row < table.meta.count; row += 1) {
    // Not known is not flooded: comparisons with NaN are false.
    if (table.floodM[row]! <= levelM) {
      depthM[row] = Math.max(0, levelM - table.groundM[row]!)
      buildings += 1
      if (table.people[row]! > 0) people += table.people[row]!
    } else depthM[row] = 0
  }
  return { buildings, people }
}

/** What water of a level reaches, with lists deepest first, and the depth on every post of the terrain. */
export function floodImpact(city: FloodedCity, levelM: number): { result: ResultOf<'flood'>; depthM: Float32Array } {
  const { grid } = city.terrain
  const connectedDepthM = depthAtLevel(grid.heightsM, city.floodField.thresholdM, levelM)
  const bathtubDepthM = depthAtLevel(grid.heightsM, undefined, levelM)
  const table = city.buildings?.table
  const wet: number[] = []
  const low: number[] = []
  for (let row = 0; row < (table?.meta.count ?? 0); row += 1) {
    if (table!.floodM[row]! <= levelM) wet.push(row)
    // The ground of a building is that of its middle; water may reach a corner before.
    if (table!.groundM[row]! < levelM || table!.floodM[row]! <= levelM) low.push(row)
  }
  if (table !== undefined) wet.sort((a, b) => table.groundM[a]! - table.groundM[b]! || a - b)

  const depthOf = (depthM: Float32Array, { lonDeg, latDeg }: GeoPoint): number => depthM[postAt(grid, lonDeg, latDeg)] ?? 0
  const deepestFirst = <T extends { place: GeoPoint }>(rows: readonly T[], depthM: Float32Array): { each: T; depthM: number }[] =>
    rows
      .filter(({ place }) => !isOnBridge(city, place))
      .map((each) => ({ each, depthM: depthOf(depthM, each.place) }))
      .filter((one) => one.depthM > 0)
      .sort((a, b) => b.depthM - a.depthM)
  const facilities = deepestFirst(city.facilities ?? [], connectedDepthM)
  const cameras = deepestFirst(city.cameras ?? [], connectedDepthM)
  const roads = roadsUnder(city, levelM, 'closesAtM')

  const counts = (depthM: Float32Array, rows: readonly number[]): Pick<HitCounts, 'areaM2' | 'buildings' | 'people' | 'peopleUnknown'> => ({
    areaM2: wetAreaM2(grid, depthM),
    buildings: rows.length,
    ...(table === undefined ? { people: 0, peopleUnknown: 0 } : peopleIn(table, rows)),
  })
  return {
    depthM: connectedDepthM,
    result: {
      kind: 'flood',
      connected: {
        ...counts(connectedDepthM, wet),
        roadM: roads.roadM,
        facilities: facilities.length,
        cameras: cameras.length,
      },
      bathtub: {
        ...counts(bathtubDepthM, low),
        roadM: roadsUnder(city, levelM, 'bathtubClosesAtM').roadM,
        facilities: deepestFirst(city.facilities ?? [], bathtubDepthM).length,
        cameras: deepestFirst(city.cameras ?? [], bathtubDepthM).length,
      },
      deepestM: connectedDepthM.reduce((most, depthM) => Math.max(most, depthM), 0),
      impassableDepthM,
      buildings:
        table === undefined
          ? []
          : wet.slice(0, longestList).map((row) => buildingRowOf(table, row, Math.max(0, levelM - table.groundM[row]!))),
      facilities: facilities.slice(0, longestList).map(({ each, depthM }) => facilityRowOf(each, depthM)),
      cameras: cameras.slice(0, longestList).map(({ each, depthM }) => cameraRowOf(each, depthM)),
      roads: roads.rows.slice(0, longestList),
    },
  }
}

/** What stands on a bridge stands above the water, though the ground under it is river bed. */
function isOnBridge({ roads }: CityModel, place: GeoPoint): boolean {
  const access = roads?.index.nearest(place)
  return access !== undefined && access.offRoadM <= bridgeHalfWidthM && roads!.graph.arcBridge[access.arc] === 1
}
const bridgeHalfWidthM = 20

/** The wet ground: each post stands for the cell around it, half of one at the edges. */
function wetAreaM2(grid: HeightGrid, depthM: Float32Array): number {
  const plane = localPlane({ lonDeg: grid.westDeg, latDeg: (grid.southDeg + grid.northDeg) / 2 })
  const cellM2 =
    ((grid.eastDeg - grid.westDeg) / (grid.columns - 1)) *
    plane.metresPerLonDeg *
    (((grid.northDeg - grid.southDeg) / (grid.rows - 1)) * plane.metresPerLatDeg)
  let cells = 0
  for (let row = 0; row < grid.rows; row += 1) {
    const tall = row === 0 || row === grid.rows - 1 ? 0.5 : 1
    for (let column = 0; column < grid.columns; column += 1) {
      if (depthM[row * grid.columns + column]! > 0) cells += column === 0 || column === grid.columns - 1 ? tall / 2 : tall
    }
  }
  return cells * cellM2
}

function roadsUnder(city: CityModel, levelM: number, which: 'closesAtM' | 'bathtubClosesAtM'): ReturnType<typeof roadRowsOf> {
  const { roads } = city
  if (roads?.flood === undefined) return { rows: [], roadM: 0 }
  const { graph, flood } = roads
  const pieces: RoadPiece[] = []
  floodedArcs(flood[which], levelM).forEach((isFlooded, arc) => {
    if (isFlooded === 0) return
    const middle = (graph.shapeStart[arc]! + graph.shapeStart[arc + 1]! - 1) >> 1
    const depthM = which === 'closesAtM' ? levelM - flood.lowestM[arc]! : null
    pieces.push({ arc, lengthM: graph.arcLengthM[arc]!, depthM, lonDeg: graph.shapeLonDeg[middle]!, latDeg: graph.shapeLatDeg[middle]! })
  })
  return roadRowsOf(graph, pieces)
}
