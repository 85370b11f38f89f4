import { createHash } from 'node:crypto'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { encodeColumns, type Column } from '#analysis/columns'
import { connectivityField, floodModel } from '#analysis/floodField'
import { heightGridOf } from '#analysis/heightGrid'
import { buildingsPath, encodeBuildingsTable } from '#city/import/buildingsTable'
import { createIntake } from '#city/import/buildingIntake'
import { deriveColumns } from '#city/import/derivedColumns'
import { localFrameAt } from '#city/import/localFrame'
import { createProblemList } from '#city/import/problemList'
import { writeTileset, tilesetPath } from '#city/import/tileset'
import { makeRoadNetwork } from '#city/read/roadNetwork'
import { baseMapFile, wardsFile } from '#shared/contract/baseMap'
import { cityManifest, type CityManifest } from '#shared/contract/city'
import type { FloodFieldMeta, TerrainMeta } from '#shared/contract/cityParts'
import { type DemoCity, demoCityOf } from './demoCity'
import { draftBuildingsOf, draftRoadsOf, wardPolygonsOf } from './drafts'
import { invented } from './facilities'
import { terrainBox, terrainSize } from './terrain'

/** What is a fact, or was written by hand: it is read from the folder of facts and taken over as it is. */
export const handmade = [
  { path: 'basemap.geojson', licence: 'ODbL 1.0, © OpenStreetMap contributors; rivers: see LICENSES.md', synthetic: false },
  { path: 'wards.geojson', licence: 'see LICENSES.md', synthetic: false },
  { path: 'gauges.json', licence: 'facts', synthetic: false },
  { path: 'alert-types.json', licence: 'Apache-2.0', synthetic: false },
  { path: 'LICENSES.md', licence: 'Apache-2.0', synthetic: false },
] as const

const paths = {
  terrain: 'terrain.columns.gz',
  floodField: 'flood.columns.gz',
  roads: 'roads.columns.gz',
  facilities: 'facilities.json',
  cameras: 'cameras.json',
} as const
const roadLicence = 'main roads ODbL 1.0, © OpenStreetMap contributors; all others Apache-2.0, invented'
/** Deeper than this is river bed in the invented ground. */
const bedM = -1

/** Makes the demo city in `out` from the facts in `facts` (which may be another city folder); both are city folders of Đông Hà. */
export async function writeDemoCity(facts: string, out: string): Promise<CityManifest> {
  const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(join(facts, path), 'utf8'))
  const byHand = cityManifest.parse(await json('city.json'))
  const city = demoCityOf(baseMapFile.parse(await json('basemap.geojson')), wardsFile.parse(await json('wards.geojson')))
  await mkdir(out, { recursive: true })
  for (const { path } of handmade) await writeFile(join(out, path), await readFile(join(facts, path)))

  const terrainBytes = packed(terrainMeta, { heightDm: city.heightsDm })
  await writeFile(join(out, paths.terrain), terrainBytes)
  const grid = heightGridOf(terrainMeta, city.heightsDm)
  const thresholdM = new Float32Array(connectivityField(grid, riverPosts(grid.heightsM)))
  await writeFile(join(out, paths.floodField), packed(floodMeta(terrainBytes), { thresholdM }))

  const network = makeRoadNetwork(draftRoadsOf(city), { ...invented, licence: roadLicence })
  await writeFile(join(out, paths.roads), packed(network.meta, network.columns))
  await writeFile(join(out, paths.facilities), `${JSON.stringify(city.facilities, null, 1)}\n`)
  await writeFile(join(out, paths.cameras), `${JSON.stringify(city.cameras, null, 1)}\n`)
  const tiles = await writeBuildings(city, out, grid, thresholdM)

  const generated = [paths.terrain, paths.floodField, paths.roads, paths.facilities, paths.cameras, buildingsPath, ...tiles].map(
    (path) => ({
      path,
      licence: path === paths.roads ? roadLicence : invented.licence,
      synthetic: true,
    }),
  )
  const manifest = cityManifest.parse({
    ...byHand,
    files: { ...byHand.files, ...paths, buildings: buildingsPath, buildingTiles: tilesetPath },
    inventory: await Promise.all(
      [...handmade, ...generated]
        .toSorted((a, b) => (a.path < b.path ? -1 : 1))
        .map(async (file) => ({ ...file, ...(await measured(out, file.path)) })),
    ),
  })
  await writeFile(join(out, 'city.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

const terrainMeta: TerrainMeta = {
  kind: 'terrain',
  schema: 1,
  ...terrainBox,
  ...terrainSize,
  noDataDm: -32_768,
  heightDatum: 'invented ground; heights as if above Hòn Dấu',
  accuracyM: 5,
  ...invented,
}

function floodMeta(terrainBytes: Uint8Array): FloodFieldMeta {
  const { columns, rows } = terrainSize
  // The zero of the gauge against the datum is not known: they are taken for the same.
  return {
    kind: 'flood-field',
    schema: 1,
    columns,
    rows,
    model: floodModel,
    gaugeZeroM: 0,
    terrainSha256: sha256Of(terrainBytes),
    ...invented,
  }
}

function riverPosts(heightsM: Float32Array): number[] {
  return [...heightsM.keys()].filter((post) => heightsM[post]! < bedM)
}

/** Tiles and table of the buildings, by way of the importer's own checks; gives the paths of the tiles. Throws when it finds a fault. */
async function writeBuildings(
  city: DemoCity,
  out: string,
  grid: ReturnType<typeof heightGridOf>,
  thresholdM: Float32Array,
): Promise<string[]> {
  const problems = createProblemList()
  const intake = createIntake({ idsFromCentroid: false, assumeHeights: false }, problems)
  for (const building of draftBuildingsOf(city)) intake.add(building)
  const rows = intake.finish()
  const derived = deriveColumns(rows, wardPolygonsOf(city), grid, thresholdM, problems)
  const faults = problems.first(5).filter(({ code }) => code !== 'ward-unknown')
  if (rows.count !== city.buildings.length || problems.count('reject') > 0 || problems.count('refuse') > 0)
    throw new Error(`the importer would not take the demo city: ${JSON.stringify(faults)}`)
  const codes = city.facts.wards.map(({ code }) => code)
  const frame = localFrameAt((terrainBox.westDeg + terrainBox.eastDeg) / 2, (terrainBox.southDeg + terrainBox.northDeg) / 2)
  const { files } = await writeTileset(out, rows, derived, codes, frame)
  const wards = codes.map((code) => ({ code, validFrom: '2025-07-01' }))
  await writeFile(join(out, buildingsPath), encodeBuildingsTable(rows, derived, { kind: 'buildings', schema: 1, wards, ...invented }))
  return files
}

function packed(meta: unknown, columns: Readonly<Record<string, Column>>): Uint8Array {
  return gzipSync(encodeColumns(meta, columns), { level: 9 })
}

async function measured(folder: string, path: string): Promise<{ sha256: string; bytes: number }> {
  return { sha256: sha256Of(await readFile(join(folder, path))), bytes: (await stat(join(folder, path))).size }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
