import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { z } from 'zod'
import { baseMapFile, wardsFile } from '#shared/contract/baseMap'
import { alertTypesFile } from '#shared/contract/alertType'
import { cityManifest, gaugesFile, type CityManifest } from '#shared/contract/city'
import { camerasFile, facilitiesFile } from '#shared/contract/cityParts'
import { problemsIn } from '#shared/contract/problems'
import { Unsound, type Finding } from './findingTable'
import { checkBuildingsTable, checkFloodField, checkRoadGraph, checkTerrain, compareWithTiles } from './tableCheck'
import { checkTileset, type TilesetCheck } from './tilesetCheck'

export type Verification = { problems: Finding[]; buildings: number; tiles: number; triangles: number; files: number; bytes: number }

/**
 * Checks a finished city folder, or a folder that holds only a `tileset.json`, without trusting whoever wrote it: the manifest, every
 * file against its hash and its contract, the tiles down to their triangles, and that tiles and table are of the same buildings.
 */
export async function verifyCity(folder: string, { signal }: { signal?: AbortSignal } = {}): Promise<Verification> {
  const result: Verification = { problems: [], buildings: 0, tiles: 0, triangles: 0, files: 0, bytes: 0 }
  const find: Find = (code, file, detail = {}) => void result.problems.push({ code, file, index: null, id: null, place: null, detail })
  const present = await filesIn(folder, find)
  if (present === undefined) return result
  if (!present.has('city.json') && present.has('tileset.json')) return addTiles(result, await checkTileset(folder, 'tileset.json', signal))
  const manifest = await readAs(folder, 'city.json', cityManifest, find)
  if (manifest === undefined) return result
  const hashes = await checkInventory(folder, manifest, present, find, signal)
  result.files = present.size
  result.bytes = [...present.values()].reduce((sum, bytes) => sum + bytes, 0)
  const { files } = manifest
  await readAs(folder, files.basemap, baseMapFile, find)
  await readAs(folder, files.wards, wardsFile, find)
  await readAs(folder, files.gauges, gaugesFile, find)
  if (files.alertTypes !== undefined) await readAs(folder, files.alertTypes, alertTypesFile, find)
  if (files.facilities !== undefined) await readAs(folder, files.facilities, facilitiesFile, find)
  if (files.cameras !== undefined) await readAs(folder, files.cameras, camerasFile, find)
  await checkPart(folder, files.terrain, checkTerrain, find)
  const terrainSha256 = files.terrain === undefined ? undefined : hashes.get(files.terrain)
  await checkPart(folder, files.floodField, (bytes) => checkFloodField(bytes, terrainSha256), find)
  await checkPart(folder, files.roads, checkRoadGraph, find)
  const table = await checkPart(folder, files.buildings, checkBuildingsTable, find)
  if (files.buildingTiles === undefined) return result
  const tiles = await checkTileset(folder, files.buildingTiles, signal)
  addTiles(result, tiles)
  // A tile that cannot be read has been said already; that its buildings are not there would only be said again.
  if (table !== undefined && files.buildings !== undefined && tiles.findings.length === 0)
    result.problems.push(...compareWithTiles(table, tiles.buildings, { table: files.buildings, tiles: files.buildingTiles }))
  return result
}

type Find = (code: Finding['code'], file: string, detail?: Finding['detail']) => void

function addTiles(result: Verification, { findings, buildings, tiles, triangles }: TilesetCheck): Verification {
  result.problems.push(...findings)
  result.buildings = buildings.length
  result.tiles = tiles
  result.triangles = triangles
  return result
}

/** Every file of the folder with its size, by its path with forward slashes. */
async function filesIn(folder: string, find: Find): Promise<Map<string, number> | undefined> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true })
    const files = new Map<string, number>()
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name)
      const within = relative(folder, path).split(sep).join('/')
      // A link could lead anywhere.
      if (entry.isSymbolicLink()) find('uri-outside', within, { uri: within })
      else if (entry.isFile()) files.set(within, (await stat(path)).size)
    }
    return files
  } catch (error) {
    find('folder-unreadable', '.', { file: folder, reason: (error as NodeJS.ErrnoException).code ?? (error as Error).message })
    return undefined
  }
}

/** Compares the folder with the manifest's inventory, when it has one; gives the hashes found. */
async function checkInventory(
  folder: string,
  { files, inventory }: CityManifest,
  present: ReadonlyMap<string, number>,
  find: Find,
  signal: AbortSignal | undefined,
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>()
  for (const path of Object.values(files)) if (!present.has(path)) find('file-missing', path)
  for (const entry of inventory ?? []) {
    signal?.throwIfAborted()
    const bytes = present.get(entry.path)
    if (bytes === undefined) {
      if (!Object.values(files).includes(entry.path)) find('file-missing', entry.path)
      continue
    }
    if (bytes !== entry.bytes) find('file-size', entry.path, { found: bytes, listed: entry.bytes })
    const found = await sha256Of(join(folder, entry.path))
    hashes.set(entry.path, found)
    if (found !== entry.sha256) find('file-changed', entry.path, { found: found.slice(0, 12), listed: entry.sha256.slice(0, 12) })
  }
  if (inventory !== undefined) {
    const listed = new Set(['city.json', ...inventory.map(({ path }) => path)])
    for (const path of present.keys()) if (!listed.has(path)) find('file-not-listed', path)
  }
  return hashes
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}

async function readAs<T extends z.ZodType>(folder: string, path: string, schema: T, find: Find): Promise<z.infer<T> | undefined> {
  let value: unknown
  try {
    value = JSON.parse(await readFile(join(folder, path), 'utf8'))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    // That a file the manifest names is missing is said with the inventory.
    if (code !== 'ENOENT' || path === 'city.json') find(code === 'ENOENT' ? 'file-missing' : 'json-broken', path, { reason: message })
    return undefined
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  find('not-of-the-contract', path, { reason: problemsIn(parsed.error) })
  return undefined
}

async function checkPart<T>(folder: string, path: string | undefined, check: (bytes: Uint8Array) => T, find: Find): Promise<T | undefined> {
  if (path === undefined) return undefined
  try {
    return check(await readFile(join(folder, path)))
  } catch (error) {
    if (error instanceof Unsound) find(error.code, path, error.detail)
    else if ((error as NodeJS.ErrnoException).code !== 'ENOENT') find('table-broken', path, { reason: (error as Error).message })
    return undefined
  }
}
