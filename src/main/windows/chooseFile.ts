import { dialog, type BrowserWindow } from 'electron'
import type { ImportFileKind } from '#shared/contract/cityImportTask'

/** Names are formats, the same in every language. */
const filters: Readonly<Record<ImportFileKind, { name: string; extensions: string[] }[]>> = {
  buildings: [{ name: 'GeoJSON, CityJSON, OSM', extensions: ['geojson', 'geojsonl', 'json', 'jsonl', 'ndjson', 'osm', 'pbf', 'gz'] }],
  dem: [{ name: 'GeoTIFF, SRTM', extensions: ['tif', 'tiff', 'hgt', 'zip', 'gz'] }],
  osm: [{ name: 'OSM', extensions: ['osm', 'pbf', 'gz'] }],
  boundaries: [{ name: 'GeoJSON', extensions: ['geojson', 'json', 'gz'] }],
  facilities: [{ name: 'CSV', extensions: ['csv'] }],
}

/** Asks the person at the window for one file; null when they chose none. */
export async function chooseFile(window: BrowserWindow | undefined, kind: ImportFileKind): Promise<string | null> {
  const options = { properties: ['openFile' as const], filters: [...filters[kind], { name: '*', extensions: ['*'] }] }
  const { canceled, filePaths } = await (window === undefined ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options))
  return canceled ? null : (filePaths[0] ?? null)
}
