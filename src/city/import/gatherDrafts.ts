import { basename } from 'node:path'
import type { Area } from '#city/read/vietnamZones'
import { createIntake, type IntakeRules } from './buildingIntake'
import type { BuildingRows } from './buildingRows'
import type { DraftBoundary, DraftFacility, DraftGround, DraftRoad, DraftWater, ReadOptions, SourceReader } from './draft'
import type { ProblemList } from './problemList'
import { openSource } from './sourceFile'
import { SourceRefused } from './sourceRefused'

/** Everything the sources gave, checked as far as one thing at a time can be. */
export type Gathered = {
  buildings: BuildingRows
  roads: DraftRoad[]
  water: DraftWater[]
  ground: DraftGround[]
  facilities: DraftFacility[]
  boundaries: DraftBoundary[]
  synthetic: boolean
  /** Names of the readers that were used, and of the one that read the buildings. */
  readers: string[]
  mainReader: string
}

type Kind = 'building' | 'road' | 'water' | 'ground' | 'facility' | 'boundary'
export type SourceToRead = {
  path: string
  reader?: SourceReader
  /** What is taken from it; everything when it is left out. */
  only?: readonly Kind[]
  /** The source whose coordinate system the person may have declared; all others speak for themselves. */
  main?: true
}

/** Reads the sources one after the other; what is wrong goes to `problems`, and a source that is refused ends the reading. */
export async function gatherDrafts(
  sources: readonly SourceToRead[],
  readers: readonly SourceReader[],
  options: ReadOptions & IntakeRules,
  problems: ProblemList,
  onBuildings: (count: number) => void,
): Promise<Gathered> {
  const intake = createIntake(options, problems)
  const gathered: Omit<Gathered, 'buildings'> = {
    roads: [],
    water: [],
    ground: [],
    facilities: [],
    boundaries: [],
    synthetic: false,
    readers: [],
    mainReader: '',
  }
  let count = 0
  try {
    for (const source of sources) {
      const file = await openSource(source.path, options.limits, options.signal)
      const reader = source.reader ?? readers.find(({ recognises }) => recognises(file.head))
      if (reader === undefined)
        throw new SourceRefused('format-unknown', { file: basename(source.path), known: readers.map(({ name }) => name).join(', ') })
      gathered.readers.push(reader.name)
      if (source.main) gathered.mainReader = reader.name
      const { crs, ...undeclared } = options
      const bounds = options.bounds ?? boxAround(gathered.boundaries)
      for await (const item of reader.read(file, { ...undeclared, ...(source.main && crs && { crs }), ...(bounds && { bounds }) })) {
        options.signal?.throwIfAborted()
        if (item.kind === 'problem') problems.add(item.problem)
        else if (item.kind === 'synthetic') gathered.synthetic = true
        else if (source.only !== undefined && !source.only.includes(item.kind)) continue
        else if (item.kind === 'building') {
          intake.add(item.building)
          count += 1
          if (count % 1_000 === 0) onBuildings(count)
        } else if (item.kind === 'road') gathered.roads.push(item.road)
        else if (item.kind === 'water') gathered.water.push(item.water)
        else if (item.kind === 'ground') gathered.ground.push(item.ground)
        else if (item.kind === 'facility') gathered.facilities.push(item.facility)
        else gathered.boundaries.push(item.boundary)
      }
    }
  } catch (error) {
    if (!(error instanceof SourceRefused)) throw error
    problems.add(error.problem)
  }
  return { ...gathered, buildings: intake.finish() }
}

/** The box around all outlines; undefined when there are none. */
function boxAround(boundaries: readonly DraftBoundary[]): Area | undefined {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { polygons } of boundaries)
    for (const [outer] of polygons)
      for (let at = 0; outer !== undefined && at < outer.length; at += 2) {
        west = Math.min(west, outer[at]!)
        east = Math.max(east, outer[at]!)
        south = Math.min(south, outer[at + 1]!)
        north = Math.max(north, outer[at + 1]!)
      }
  return west <= east ? [west, south, east, north] : undefined
}
