import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { encodeColumns, type Column } from '#analysis/columns'
import { heightGridOf, type HeightGrid } from '#analysis/heightGrid'
import { makeBaseMap } from '#city/read/baseMapFeatures'
import type { HeightSource } from '#city/read/heightSource'
import { makeFloodField } from '#city/read/floodSource'
import { openHeights } from '#city/read/openHeights'
import { makeRoadNetwork } from '#city/read/roadNetwork'
import { makeTerrain } from '#city/read/terrain'
import type { Area } from '#city/read/vietnamZones'
import { makeWards } from '#city/read/wardFeatures'
import type { CityManifest } from '#shared/contract/city'
import type { Facility } from '#shared/contract/cityParts'
import { clipText } from '#shared/contract/text'
import type { DraftFacility, DraftPolygon, ImportProblem } from './draft'
import type { Gathered } from './gatherDrafts'
import type { ImportOptions } from './importOptions'
import type { ProblemList } from './problemList'
import { SourceRefused } from './sourceRefused'

/** Everything of a city folder that is not buildings. */
export type OtherParts = {
  /** Paths within the folder, as the manifest names them. */
  files: Omit<CityManifest['files'], 'buildings' | 'buildingTiles'>
  listed: { path: string; licence: string; synthetic: boolean }[]
  attribution: string[]
  wards: { code: string; validFrom: string; polygons: readonly DraftPolygon[] }[]
  /** Ground, and on its posts the water level at which the river reaches them; when there is a height model. */
  terrain?: HeightGrid
  floodM?: Float32Array
}

export type PartsContext = {
  folder: string
  /** Around the buildings: here everything must be known. */
  bounds: CityManifest['bounds']
  /** Around what is drawn. */
  mapBounds: CityManifest['bounds']
  source: string
  licence: string
  synthetic: boolean
  problems: ProblemList
  signal?: AbortSignal
}

const paths = {
  basemap: 'basemap.geojson',
  wards: 'wards.geojson',
  gauges: 'gauges.json',
  terrain: 'terrain.columns.gz',
  floodField: 'flood.columns.gz',
  roads: 'roads.columns.gz',
  facilities: 'facilities.json',
} as const
const openStreetMap = { source: '© OpenStreetMap contributors', licence: 'ODbL 1.0' }

/**
 * Writes base map, boundaries, gauges, terrain, flood field, road graph and facilities into `folder`, as far as the sources gave them.
 * What is wrong with a part goes to the problems, and the part is left out.
 */
export async function writeOtherParts(gathered: Gathered, options: ImportOptions, context: PartsContext): Promise<OtherParts> {
  const { folder, problems, synthetic, signal } = context
  const own = { source: context.source, licence: context.licence }
  const ofMap = gathered.readers.some((name) => name.startsWith('OpenStreetMap')) ? openStreetMap : own
  const parts: OtherParts = {
    files: { basemap: paths.basemap, wards: paths.wards, gauges: paths.gauges },
    listed: [],
    attribution: ofMap === own ? [] : [`${ofMap.source} (${ofMap.licence})`],
    wards: [],
  }
  const write = async (path: string, content: string | Uint8Array, { licence }: { licence: string }, made = synthetic): Promise<void> => {
    signal?.throwIfAborted()
    await writeFile(join(folder, path), content)
    parts.listed.push({ path, licence, synthetic: made })
  }
  const columns = (path: string, meta: unknown, values: Readonly<Record<string, Column>>, from: { licence: string }, made = synthetic) => {
    const bytes = gzipSync(encodeColumns(meta, values), { level: 6 })
    return write(path, bytes, from, made).then(() => bytes)
  }
  const attempt = async (part: () => Promise<void>): Promise<void> => {
    try {
      await part()
    } catch (error) {
      if (!(error instanceof SourceRefused)) throw error
      problems.add(error.problem)
    }
  }
  const tell = (found: readonly ImportProblem[]): void => found.forEach((problem) => problems.add(problem))

  await attempt(async () => {
    const { file, problems: found } = makeBaseMap(gathered, { source: ofMap.source, synthetic })
    tell(found)
    await write(paths.basemap, json(file), ofMap)
  })
  await attempt(async () => {
    const { file, problems: found } = makeWards(gathered.boundaries, boundarySource(options, own))
    tell(found)
    parts.wards = gathered.boundaries.map(({ code, validFrom, polygons }) => ({ code, validFrom: validFrom ?? '', polygons }))
    await write(paths.wards, json(file), own)
  })
  await write(paths.gauges, json({ schema: 1, gauges: [] }), own)
  if (options.dem !== undefined)
    await attempt(() =>
      writeTerrain({ dem: options.dem!, gaugeZeroM: options.gaugeZeroM ?? 0 }, gathered, context, { own, parts, columns, tell }),
    )
  if (gathered.roads.length > 0)
    await attempt(async () => {
      const { meta, columns: values, problems: found } = makeRoadNetwork(gathered.roads, { ...ofMap, synthetic })
      tell(found)
      await columns(paths.roads, meta, values, ofMap)
      parts.files.roads = paths.roads
    })
  else if (ofMap !== own) tell([{ code: 'roads-none', index: null, id: null, lonDeg: NaN, latDeg: NaN, detail: {} }])
  if (gathered.facilities.length > 0) {
    const from = options.facilities === undefined ? ofMap : own
    await write(
      paths.facilities,
      json({ schema: 1, facilities: gathered.facilities.map((each) => facilityOf(each, from, synthetic)) }),
      from,
    )
    parts.files.facilities = paths.facilities
  }
  return parts
}

type Writers = {
  own: { source: string; licence: string }
  parts: OtherParts
  columns: (path: string, meta: unknown, values: Readonly<Record<string, Column>>, from: { licence: string }) => Promise<Uint8Array>
  tell: (problems: readonly ImportProblem[]) => void
}

async function writeTerrain(
  { dem, gaugeZeroM }: { dem: string; gaugeZeroM: number },
  gathered: Gathered,
  context: PartsContext,
  writers: Writers,
): Promise<void> {
  const heights = await openHeights(dem)
  try {
    await writeGround(heights, basename(dem), gaugeZeroM, gathered, context, writers)
  } finally {
    await heights.close()
  }
}

async function writeGround(
  heights: HeightSource,
  file: string,
  gaugeZeroM: number,
  gathered: Gathered,
  context: PartsContext,
  { own, parts, columns, tell }: Writers,
): Promise<void> {
  const { bounds, mapBounds, synthetic } = context
  const from = heights.origin ?? { ...own, source: file }
  const { buildings } = gathered
  const land = Array.from({ length: buildings.count }, (_, row) => [buildings.lonDeg[row]!, buildings.latDeg[row]!]).flat()
  const terrain = await makeTerrain(heights, {
    bounds: areaOf(bounds),
    around: areaOf(mapBounds),
    land,
    provenance: { ...from, synthetic },
  })
  tell(terrain.problems)
  const bytes = await columns(paths.terrain, terrain.meta, { heightDm: terrain.heightDm }, from)
  parts.files.terrain = paths.terrain
  parts.attribution.push(`${from.source} (${from.licence})`)
  parts.terrain = heightGridOf(terrain.meta, terrain.heightDm)

  const flood = makeFloodField({
    terrain,
    water: gathered.water,
    roads: gathered.roads,
    gaugeZeroM,
    terrainSha256: createHash('sha256').update(bytes).digest('hex'),
    provenance: { ...from, synthetic },
  })
  if (flood === undefined) return tell([{ code: 'flood-no-water', index: null, id: null, lonDeg: NaN, latDeg: NaN, detail: {} }])
  await columns(paths.floodField, flood.meta, { thresholdM: flood.thresholdM }, from)
  parts.files.floodField = paths.floodField
  parts.floodM = flood.thresholdM
}

function boundarySource({ boundaries }: ImportOptions, own: { source: string; licence: string }): { source: string; licence: string } {
  return boundaries === undefined ? own : { ...own, source: basename(boundaries) }
}

function facilityOf(draft: DraftFacility, from: { source: string; licence: string }, synthetic: boolean): Facility {
  return {
    id: (draft.id ?? `facility-${draft.index}`).slice(0, 60),
    name: { vi: clipText(draft.nameVi, 200), en: clipText(draft.nameEn, 200) },
    kind: draft.kind,
    place: { lonDeg: draft.lonDeg, latDeg: draft.latDeg },
    capacity: draft.capacity,
    phone: draft.phone === null ? null : clipText(draft.phone, 40),
    certainty: clipText(draft.certainty, 300),
    source: clipText(from.source, 500),
    licence: clipText(from.licence, 300),
    synthetic,
  }
}

function areaOf({ westDeg, southDeg, eastDeg, northDeg }: CityManifest['bounds']): Area {
  return [westDeg, southDeg, eastDeg, northDeg]
}

function json(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}
