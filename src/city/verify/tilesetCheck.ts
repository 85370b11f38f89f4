import { readFile } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import { z } from 'zod'
import { problemsIn } from '#shared/contract/problems'
import { Unsound, type Finding, type FindingCode } from './findingTable'
import { checkTile, type TileBuilding } from './tileCheck'

const volume = z.object({ box: z.array(z.number()).length(12) })
type Volume = { box?: number[] | undefined }
type Tile = {
  boundingVolume: Volume
  geometricError: number
  refine?: string | undefined
  transform?: number[] | undefined
  content?: { uri: string; boundingVolume?: Volume | undefined } | undefined
  children?: Tile[] | undefined
}
const looseVolume = z.object({ box: z.array(z.number()).optional() })
const tile: z.ZodType<Tile> = z.lazy(() =>
  z.object({
    boundingVolume: looseVolume,
    geometricError: z.number().nonnegative(),
    refine: z.string().optional(),
    transform: z.array(z.number()).length(16).optional(),
    content: z.object({ uri: z.string(), boundingVolume: looseVolume.optional() }).optional(),
    children: z.array(tile).optional(),
  }),
)
const tileset = z.object({ asset: z.object({ version: z.string() }), geometricError: z.number().nonnegative(), root: tile })

export type TilesetCheck = {
  buildings: TileBuilding[]
  tiles: number
  triangles: number
  /** Every file that the tileset uses, within the folder. */
  files: string[]
  findings: Finding[]
}

// What rounding to a millimetre and to a 16-bit step may do.
const toleranceM = 0.05
const mostTiles = 20_000

/** Checks a tileset and all its tiles; `path` is that of its JSON within `folder`. */
export async function checkTileset(folder: string, path: string, signal?: AbortSignal): Promise<TilesetCheck> {
  const check: TilesetCheck = { buildings: [], tiles: 0, triangles: 0, files: [path], findings: [] }
  const find = (code: FindingCode, detail: Finding['detail'], file = path): void =>
    void check.findings.push({ code, file, index: null, id: null, place: null, detail })
  const document = await readTileset(join(folder, path), find)
  if (document === undefined) return check
  if (document.asset.version !== '1.1') find('tileset-version', { version: document.asset.version })
  // Without an error above the root's the whole tileset would never be drawn from afar, or always.
  if (document.root.geometricError >= document.geometricError)
    find('error-rises', { error: document.root.geometricError, above: document.geometricError })
  if (document.root.refine === undefined) find('refine-unknown', { refine: '' })

  const ids = new Map<string, string>()
  const queue: { tile: Tile; parent: Tile | undefined }[] = [{ tile: document.root, parent: undefined }]
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    signal?.throwIfAborted()
    check.tiles += 1
    if (check.tiles > mostTiles) {
      find('tileset-too-large', { tiles: check.tiles })
      return check
    }
    const { tile: current, parent } = next
    checkPlaceInTree(current, parent, find)
    for (const child of current.children ?? []) queue.push({ tile: child, parent: current })
    const uri = current.content?.uri
    if (uri === undefined) continue
    const within = fileOf(uri, path, find)
    if (within === undefined) continue
    check.files.push(within)
    try {
      const { buildings, triangles, min, max } = await checkTile(await bytesOf(join(folder, within)))
      check.triangles += triangles
      const corners = cornersOf(min, max)
      for (const around of [current.boundingVolume, current.content?.boundingVolume]) {
        const beyondM = around?.box === undefined ? 0 : furthestBeyond(corners, around.box)
        if (beyondM > toleranceM) find('content-outside', { beyondM: millimetres(beyondM) }, within)
      }
      for (const building of buildings) {
        if (ids.has(building.id))
          check.findings.push({ code: 'id-twice', file: within, index: null, id: building.id, place: null, detail: {} })
        ids.set(building.id, within)
        check.buildings.push(building)
      }
    } catch (error) {
      if (!(error instanceof Unsound)) throw error
      find(error.code, error.detail, within)
    }
  }
  return check
}

type Find = (code: FindingCode, detail: Finding['detail'], file?: string) => void

async function readTileset(path: string, find: Find): Promise<z.infer<typeof tileset> | undefined> {
  let value: unknown
  try {
    value = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') find('file-missing', {})
    else find('json-broken', { reason: message })
    return undefined
  }
  try {
    const parsed = tileset.safeParse(value)
    if (parsed.success) return parsed.data
    find('not-of-the-contract', { reason: problemsIn(parsed.error) })
  } catch {
    // A tree that is nested too deep for the stack.
    find('tileset-too-large', { tiles: mostTiles })
  }
  return undefined
}

function checkPlaceInTree(current: Tile, parent: Tile | undefined, find: Find): void {
  if (current.refine !== undefined && current.refine !== 'ADD' && current.refine !== 'REPLACE')
    find('refine-unknown', { refine: current.refine })
  if (parent !== undefined && current.transform !== undefined) find('transform-unexpected', {})
  if (parent !== undefined && current.geometricError > parent.geometricError)
    find('error-rises', { error: current.geometricError, above: parent.geometricError })
  if (!volume.safeParse(current.boundingVolume).success) return find('volume-unknown', {})
  const own = cornersOfBox(current.boundingVolume.box!)
  if (parent?.boundingVolume.box?.length === 12) {
    const beyondM = furthestBeyond(own, parent.boundingVolume.box)
    if (beyondM > toleranceM) find('box-outside', { beyondM: millimetres(beyondM) })
  }
  const content = current.content?.boundingVolume?.box
  if (content?.length === 12) {
    const beyondM = furthestBeyond(cornersOfBox(content), current.boundingVolume.box!)
    if (beyondM > toleranceM) find('box-outside', { beyondM: millimetres(beyondM) })
  }
}

/** The file that a uri means, within the folder; undefined when it leads elsewhere or is of a kind that cannot be checked. */
function fileOf(uri: string, tilesetPath: string, find: Find): string | undefined {
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(uri)) return void find('uri-remote', { uri: uri.slice(0, 200) })
  let decoded: string
  try {
    decoded = decodeURIComponent(uri)
  } catch {
    return void find('uri-outside', { uri: uri.slice(0, 200) })
  }
  const within = posix.normalize(posix.join(posix.dirname(tilesetPath), decoded))
  if (decoded.startsWith('/') || decoded.includes('\\') || decoded.includes('\0') || within.startsWith('..'))
    return void find('uri-outside', { uri: uri.slice(0, 200) })
  if (/\.(b3dm|i3dm|pnts|cmpt)$/i.test(within)) return void find('tile-old-format', { uri: uri.slice(0, 200) })
  return within
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw code === 'ENOENT' ? new Unsound('file-missing') : new Unsound('folder-unreadable', { file: dirname(path), reason: message })
  }
}

type Point = readonly [number, number, number]

function cornersOf(min: Point, max: Point): Point[] {
  return [0, 1, 2, 3, 4, 5, 6, 7].map((corner) => [
    (corner & 1) === 0 ? min[0] : max[0],
    (corner & 2) === 0 ? min[1] : max[1],
    (corner & 4) === 0 ? min[2] : max[2],
  ])
}

function cornersOfBox(box: readonly number[]): Point[] {
  return cornersOf([-1, -1, -1], [1, 1, 1]).map(([a, b, c]) => {
    const along = (axis: number): number => box[axis]! + a * box[3 + axis]! + b * box[6 + axis]! + c * box[9 + axis]!
    return [along(0), along(1), along(2)]
  })
}

/** How far, in metres, the furthest of the points is outside a box of three half axes. */
function furthestBeyond(points: readonly Point[], box: readonly number[]): number {
  let beyondM = 0
  for (const [x, y, z] of points) {
    for (const at of [3, 6, 9]) {
      const [ax, ay, az] = [box[at]!, box[at + 1]!, box[at + 2]!]
      const half = Math.hypot(ax, ay, az)
      const along = ((x - box[0]!) * ax + (y - box[1]!) * ay + (z - box[2]!) * az) / (half || 1)
      beyondM = Math.max(beyondM, Math.abs(along) - half)
    }
  }
  return beyondM
}

function millimetres(value: number): number {
  return Math.round(value * 1_000) / 1_000
}
