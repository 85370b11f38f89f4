import { buildingsMeta, camerasFile, facilitiesFile, terrainMeta, type CityCamera, type Facility } from '#shared/contract/cityParts'
import type { CityManifest } from '#shared/contract/city'
import type { ColumnsFile } from '#analysis/columns'
import { heightGridOf, type HeightGrid } from '#analysis/heightGrid'
import { buildingTableOf, type BuildingTable } from './buildingTable'
import { get, loadColumns } from './columnsFiles'

/** The larger parts of a city's folder as the view holds them; what the folder has not, or what could not be read, is undefined. */
export type CityParts = {
  terrain?: HeightGrid
  buildings?: BuildingTable
  facilities?: readonly Facility[]
  cameras?: readonly CityCamera[]
}

/** Reads what the folder names, each part by itself: one that cannot be read is told to `failed` and keeps no other from being shown. */
export async function loadCityParts(
  { files }: CityManifest,
  cityPath: string,
  signal: AbortSignal,
  failed: (part: keyof CityParts, error: unknown) => void,
): Promise<CityParts> {
  const folder = cityPath.endsWith('/') ? cityPath : `${cityPath}/`
  const parts: CityParts = {}
  const load = async <P extends keyof CityParts>(part: P, path: string | undefined, read: (url: string) => Promise<CityParts[P]>) => {
    if (path === undefined) return
    try {
      parts[part] = await read(`${folder}${path}`)
    } catch (error) {
      if (!signal.aborted) failed(part, error)
    }
  }
  await Promise.all([
    load('terrain', files.terrain, async (url) => terrainOf(await loadColumns(url, signal))),
    load('buildings', files.buildings, async (url) => {
      const { meta, columns } = await loadColumns(url, signal)
      return buildingTableOf(buildingsMeta.parse(meta), columns)
    }),
    load('facilities', files.facilities, async (url) => facilitiesFile.parse(await (await get(url, signal)).json()).facilities),
    load('cameras', files.cameras, async (url) => camerasFile.parse(await (await get(url, signal)).json()).cameras),
  ])
  return parts
}

function terrainOf({ meta, columns }: ColumnsFile): HeightGrid {
  const heights = columns.get('heightDm')
  if (!(heights instanceof Int16Array)) throw new Error('a terrain file without its column heightDm')
  return heightGridOf(terrainMeta.parse(meta), heights)
}
