import type { AreaShape, BuildingRow, CameraRow, FacilityRow, HitCounts, ResultOf, RoadRow } from '#shared/contract/cityAnswer'
import type { CityCamera, Facility } from '#shared/contract/cityParts'
import { areaM2, prepareArea } from './areas'
import { buildingIdOf, placeOfBuilding, useOf } from './buildingTable'
import type { BuildingTable } from './buildingTable'
import type { CityModel } from './cityModel'
import { distanceM } from './localPlane'
import type { RoadGraph } from './roadGraph'

/** Lists of an answer end here; the counts are of all. */
export const longestList = 500

/** A row of a building's list. */
export function buildingRowOf(table: BuildingTable, row: number, depthM: number | null): BuildingRow {
  const people = table.people[row]!
  return {
    id: buildingIdOf(table, row),
    place: placeOfBuilding(table, row),
    use: useOf(table, row),
    levels: table.levels[row]!,
    people: Number.isNaN(people) ? null : people,
    depthM,
  }
}

export function facilityRowOf({ id, name, kind, place, capacity, synthetic }: Facility, depthM: number | null): FacilityRow {
  return { id, name, kind, place, capacity, depthM, synthetic }
}

export function cameraRowOf({ id, name, place }: CityCamera, depthM: number | null): CameraRow {
  return { id, name, place, depthM }
}

/** People in some buildings, and in how many of them nobody knows. */
export function peopleIn(table: BuildingTable, rows: readonly number[]): { people: number; peopleUnknown: number } {
  let [people, peopleUnknown] = [0, 0]
  for (const row of rows) {
    if (Number.isNaN(table.people[row]!)) peopleUnknown += 1
    else people += table.people[row]!
  }
  return { people, peopleUnknown }
}

/** A piece of an arc that counts, with the depth on it. */
export type RoadPiece = { arc: number; lengthM: number; depthM: number | null; lonDeg: number; latDeg: number }

/** Pieces of arcs as rows of roads, the longest first; both directions of one road count once. */
export function roadRowsOf(graph: RoadGraph, pieces: readonly RoadPiece[]): { rows: RoadRow[]; roadM: number } {
  const seen = new Set<number>()
  const byRoad = new Map<string, RoadRow>()
  let roadM = 0
  for (const piece of pieces) {
    const twin = graph.arcTwin[piece.arc]!
    if (twin >= 0 && seen.has(twin)) continue
    seen.add(piece.arc)
    roadM += piece.lengthM
    const { name, ref } = graph.meta.ways[graph.arcWay[piece.arc]!]!
    // Streets without a name are one row: a list of nameless pieces helps nobody.
    const key = JSON.stringify([name, ref])
    const row = byRoad.get(key)
    const place = { lonDeg: piece.lonDeg, latDeg: piece.latDeg }
    if (row === undefined) byRoad.set(key, { name, ref, lengthM: piece.lengthM, depthM: piece.depthM, place })
    else {
      row.lengthM += piece.lengthM
      if ((piece.depthM ?? -1) > (row.depthM ?? -1)) [row.depthM, row.place] = [piece.depthM, place]
    }
  }
  return { rows: [...byRoad.values()].sort((a, b) => b.lengthM - a.lengthM), roadM }
}

/** What is in an area: buildings by their middle, roads by the length inside. Undefined when the area has no part. */
export function insideArea(city: CityModel, shape: AreaShape): ResultOf<'inside'> | undefined {
  const area = prepareArea(shape)
  if (area === undefined) return undefined
  const { westDeg, southDeg, eastDeg, northDeg } = area.box
  const rows: number[] = []
  const table = city.buildings?.table
  if (city.buildings !== undefined && table !== undefined) {
    for (const row of city.buildings.index.within(westDeg, southDeg, eastDeg, northDeg)) {
      if (area.contains(table.lonDeg[row]!, table.latDeg[row]!)) rows.push(row)
    }
    rows.sort((a, b) => (table.people[b]! || 0) - (table.people[a]! || 0) || a - b)
  }
  const roads = city.roads === undefined ? { rows: [], roadM: 0 } : roadRowsOf(city.roads.graph, piecesWithin(city.roads.graph, area))
  const facilities = (city.facilities ?? []).filter(({ place }) => area.contains(place.lonDeg, place.latDeg))
  const cameras = (city.cameras ?? []).filter(({ place }) => area.contains(place.lonDeg, place.latDeg))
  const counts: HitCounts = {
    areaM2: areaM2(shape, area),
    buildings: rows.length,
    ...(table === undefined ? { people: 0, peopleUnknown: 0 } : peopleIn(table, rows)),
    roadM: roads.roadM,
    facilities: facilities.length,
    cameras: cameras.length,
  }
  return {
    kind: 'inside',
    counts,
    byUse: table === undefined ? [] : byUseOf(table, rows),
    buildings: table === undefined ? [] : rows.slice(0, longestList).map((row) => buildingRowOf(table, row, null)),
    facilities: facilities.slice(0, longestList).map((each) => facilityRowOf(each, null)),
    cameras: cameras.slice(0, longestList).map((each) => cameraRowOf(each, null)),
    roads: roads.rows.slice(0, longestList),
  }
}

/** Walks along every arc in steps of at most this, so that lengths inside an area are true to about half of it a crossing. */
const stepM = 5

/** The pieces of arcs that lie within an area. */
export function piecesWithin(graph: RoadGraph, area: NonNullable<ReturnType<typeof prepareArea>>): RoadPiece[] {
  const pieces: RoadPiece[] = []
  const { box } = area
  for (let arc = 0; arc < graph.meta.arcs; arc += 1) {
    const twin = graph.arcTwin[arc]!
    if (twin >= 0 && twin < arc) continue
    let insideM = 0
    let first: { lonDeg: number; latDeg: number } | undefined
    for (let point = graph.shapeStart[arc]!; point < graph.shapeStart[arc + 1]! - 1; point += 1) {
      const [lonA, latA, lonB, latB] = [
        graph.shapeLonDeg[point]!,
        graph.shapeLatDeg[point]!,
        graph.shapeLonDeg[point + 1]!,
        graph.shapeLatDeg[point + 1]!,
      ]
      if (Math.max(lonA, lonB) < box.westDeg || Math.min(lonA, lonB) > box.eastDeg) continue
      if (Math.max(latA, latB) < box.southDeg || Math.min(latA, latB) > box.northDeg) continue
      const lengthM = distanceM({ lonDeg: lonA, latDeg: latA }, { lonDeg: lonB, latDeg: latB })
      const steps = Math.max(1, Math.ceil(lengthM / stepM))
      for (let step = 0; step < steps; step += 1) {
        const lonDeg = lonA + ((lonB - lonA) * (step + 0.5)) / steps
        const latDeg = latA + ((latB - latA) * (step + 0.5)) / steps
        if (!area.contains(lonDeg, latDeg)) continue
        insideM += lengthM / steps
        first ??= { lonDeg, latDeg }
      }
    }
    if (first !== undefined) pieces.push({ arc, lengthM: insideM, depthM: null, ...first })
  }
  return pieces
}

function byUseOf(table: BuildingTable, rows: readonly number[]): ResultOf<'inside'>['byUse'] {
  const sums = new Map<ReturnType<typeof useOf>, { buildings: number; people: number }>()
  for (const row of rows) {
    const use = useOf(table, row)
    const sum = sums.get(use) ?? { buildings: 0, people: 0 }
    sum.buildings += 1
    sum.people += table.people[row]! || 0
    sums.set(use, sum)
  }
  return [...sums].map(([use, sum]) => ({ use, ...sum })).sort((a, b) => b.buildings - a.buildings)
}
