import { camerasFile, facilitiesFile, floodFieldMeta, terrainMeta } from '#shared/contract/cityParts'
import type { CityCamera, Facility, FloodFieldMeta, TerrainMeta } from '#shared/contract/cityParts'
import type { AnswerInput } from '#shared/contract/cityAnswer'
import Flatbush from 'flatbush'
import { buildingIndex, buildingTableOf } from './buildingTable'
import type { BuildingIndex, BuildingTable } from './buildingTable'
import { columnOf, decodeColumns } from './columns'
import { heightGridOf } from './heightGrid'
import type { HeightGrid } from './heightGrid'
import { localPlane, toPlane } from './localPlane'
import { roadIndex } from './roadAccess'
import type { RoadIndex } from './roadAccess'
import { roadFlood } from './roadFlood'
import type { RoadFlood } from './roadFlood'
import { roadGraphOf } from './roadGraph'
import type { RoadGraph } from './roadGraph'

/** What an answer says of a file it was made from. */
export type InputFacts = { input: AnswerInput; sha256: string; synthetic: boolean; source: string; accuracyM: number | undefined }

/** What is known of a city, ready for questions; what its folder does not hold is absent. */
export type CityModel = {
  buildings: { table: BuildingTable; index: BuildingIndex } | undefined
  terrain: { meta: TerrainMeta; grid: HeightGrid } | undefined
  floodField: { meta: FloodFieldMeta; thresholdM: Float32Array } | undefined
  roads: { graph: RoadGraph; index: RoadIndex; flood: RoadFlood | undefined; junctionOfBuilding: Int32Array } | undefined
  facilities: readonly Facility[] | undefined
  cameras: readonly CityCamera[] | undefined
  inputs: readonly InputFacts[]
}

/** The bytes of a city's files, uncompressed, with the SHA-256 of what was read; a file that the city does not have is left out. */
export type CityBytes = Partial<Record<AnswerInput, { bytes: Uint8Array<ArrayBuffer>; sha256: string }>>

/** Reads a city's files. Throws an Error that names the file that is damaged or does not fit the others. */
export function cityModelOf(files: CityBytes): CityModel {
  const inputs: InputFacts[] = []
  const read = <T>(input: AnswerInput, parse: (bytes: Uint8Array<ArrayBuffer>) => T): T | undefined => {
    const file = files[input]
    if (file === undefined) return undefined
    try {
      return parse(file.bytes)
    } catch (error) {
      throw new Error(`${input}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
    }
  }
  const note = (input: AnswerInput, { synthetic, source }: { synthetic: boolean; source: string }, accuracyM?: number): void => {
    inputs.push({ input, sha256: files[input]!.sha256, synthetic, source, accuracyM })
  }

  const buildings = read('buildings', (bytes) => {
    const table = buildingTableOf(decodeColumns(bytes))
    return { table, index: buildingIndex(table) }
  })
  if (buildings !== undefined) note('buildings', buildings.table.meta)

  const terrain = read('terrain', (bytes) => {
    const file = decodeColumns(bytes)
    const meta = terrainMeta.parse(file.meta)
    return { meta, grid: heightGridOf(meta, columnOf(file, 'heightDm', 'i16')) }
  })
  if (terrain !== undefined) note('terrain', terrain.meta, terrain.meta.accuracyM)

  const floodField = read('floodField', (bytes) => {
    const file = decodeColumns(bytes)
    const meta = floodFieldMeta.parse(file.meta)
    const thresholdM = columnOf(file, 'thresholdM', 'f32')
    if (terrain === undefined || meta.columns !== terrain.meta.columns || meta.rows !== terrain.meta.rows) {
      throw new Error('it does not lie on the posts of the terrain')
    }
    if (thresholdM.length !== meta.columns * meta.rows) throw new Error(`${thresholdM.length} values for ${meta.columns * meta.rows} posts`)
    return { meta, thresholdM }
  })
  if (floodField !== undefined) note('floodField', floodField.meta)

  const roads = read('roads', (bytes) => {
    const graph = roadGraphOf(decodeColumns(bytes))
    const flood = terrain && floodField && roadFlood(graph, terrain.grid, floodField.thresholdM)
    return { graph, index: roadIndex(graph), flood, junctionOfBuilding: junctionsNear(graph, buildings?.table) }
  })
  if (roads !== undefined) note('roads', roads.graph.meta)

  const facilities = read('facilities', (bytes) => facilitiesFile.parse(JSON.parse(new TextDecoder().decode(bytes))).facilities)
  if (facilities !== undefined) note('facilities', summaryOf(facilities))
  const cameras = read('cameras', (bytes) => camerasFile.parse(JSON.parse(new TextDecoder().decode(bytes))).cameras)
  if (cameras !== undefined) note('cameras', summaryOf(cameras))

  return { buildings, terrain, floodField, roads, facilities, cameras, inputs }
}

/** Nobody counts as reached who lives farther than this from a junction. */
const farthestJunctionM = 500

/** The nearest junction of the largest part to each building; -1 where none is near. */
function junctionsNear(graph: RoadGraph, table: BuildingTable | undefined): Int32Array {
  const near = new Int32Array(table?.meta.count ?? 0).fill(-1)
  const junctions = [...graph.component.keys()].filter((junction) => graph.component[junction] === 1)
  const first = junctions[0]
  if (first === undefined || table === undefined) return near
  // In metres, because a degree east is shorter than one north.
  const plane = localPlane({ lonDeg: graph.lonDeg[first]!, latDeg: graph.latDeg[first]! })
  const tree = new Flatbush(junctions.length)
  for (const junction of junctions) tree.add(...toPlane(plane, graph.lonDeg[junction]!, graph.latDeg[junction]!))
  tree.finish()
  for (let row = 0; row < near.length; row += 1) {
    const [found] = tree.neighbors(...toPlane(plane, table.lonDeg[row]!, table.latDeg[row]!), 1, farthestJunctionM)
    if (found !== undefined) near[row] = junctions[found]!
  }
  return near
}

/** One made-up row makes the whole file illustrative; the sources are named while they fit. */
function summaryOf(rows: readonly { synthetic: boolean; source: string }[]): { synthetic: boolean; source: string } {
  const sources = [...new Set(rows.map(({ source }) => source))].join('; ')
  return { synthetic: rows.some(({ synthetic }) => synthetic), source: sources.length > 500 ? `${sources.slice(0, 499)}…` : sources }
}
