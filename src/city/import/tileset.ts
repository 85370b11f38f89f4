import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { meshOf } from './buildingMesh'
import type { BuildingRows } from './buildingRows'
import type { LocalFrame } from './localFrame'
import { encodeTileGlb, type Box, type TileProperties } from './tileGlb'
import { tileTreeOf, type TileNode } from './tileTree'

/** What is known of each row beyond the source. */
export type DerivedColumns = {
  groundM: Float32Array
  /** Where walls begin: on a slope below the ground at the middle. */
  baseM: Float32Array
  /** NaN for never. */
  floodM: Float32Array
  /** Index into the wards, 65535 for none. */
  ward: Uint16Array
}

export const tilesetPath = 'tiles/tileset.json'

// So that a house goes only when it would be smaller than about three pixels at a screen space error of 16.
const errorPerMetre = 6
const neverFloods = 9_999

type Written = { bytes: number; tiles: number; files: string[] }
type TileJson = {
  boundingVolume: { box: number[] }
  geometricError: number
  refine?: 'ADD'
  transform?: readonly number[]
  content?: { uri: string; boundingVolume: { box: number[] } }
  children?: TileJson[]
}

/** Writes `tiles/tileset.json` (3D Tiles 1.1) and its glb files; holds one tile at a time. Gives paths within the folder. */
export async function writeTileset(
  folder: string,
  rows: BuildingRows,
  derived: DerivedColumns,
  wardCodes: readonly string[],
  frame: LocalFrame,
  { onTile, signal }: { onTile?: (buildingsDone: number) => void; signal?: AbortSignal } = {},
): Promise<Written> {
  const written: Written = { bytes: 0, tiles: 0, files: [] }
  let buildingsDone = 0
  const write = async (path: string, bytes: Uint8Array | string): Promise<void> => {
    await writeFile(join(folder, path), bytes)
    written.bytes += bytes.length
    written.files.push(path)
  }
  await mkdir(join(folder, dirname(tilesetPath), 't'), { recursive: true })

  async function writeNode(node: TileNode): Promise<{ json: TileJson; box: Box }> {
    signal?.throwIfAborted()
    const mesh = meshOf(rows, node.rows, (row) => derived.baseM[row]!, frame)
    const { bytes, box: ownBox } = await encodeTileGlb(mesh, propertiesOf(rows, node.rows, derived, wardCodes))
    const uri = `t/${node.path}.glb`
    await write(`${dirname(tilesetPath)}/${uri}`, bytes)
    written.tiles += 1
    buildingsDone += node.rows.length
    onTile?.(buildingsDone)
    const children: { json: TileJson; box: Box }[] = []
    for (const child of node.children) children.push(await writeNode(child))
    const box = children.reduce((sum, child) => unionOf(sum, child.box), ownBox)
    const json: TileJson = {
      boundingVolume: { box: volumeOf(box) },
      geometricError: millimetres(node.largestBelowM * errorPerMetre),
      content: { uri, boundingVolume: { box: volumeOf(ownBox) } },
      ...(children.length > 0 && { children: children.map((child) => child.json) }),
    }
    return { json, box }
  }

  const tree = tileTreeOf(rows)
  const { json } = await writeNode(tree)
  // Without the largest buildings of all, the picture is wrong by more than what any tile below can be.
  const largestM = tree.rows.reduce((largest, row) => Math.max(largest, rows.diagonalM[row]!), 0)
  const tileset = {
    asset: { version: '1.1' },
    geometricError: Math.max(millimetres(largestM * errorPerMetre), json.geometricError) + 1,
    root: { transform: frame.toEarth, refine: 'ADD' as const, ...json },
  }
  await write(tilesetPath, JSON.stringify(tileset))
  return written
}

function propertiesOf(rows: BuildingRows, chosen: Uint32Array, derived: DerivedColumns, wardCodes: readonly string[]): TileProperties {
  const texts = (of: (row: number) => string): string[] => Array.from(chosen, of)
  const floats = (of: (row: number) => number): Float32Array => Float32Array.from(chosen, of)
  return {
    id: texts((row) => rows.ids[row]!),
    name: texts((row) => rows.names[row]!),
    ward: texts((row) => wardCodes[derived.ward[row]!] ?? ''),
    use: Uint8Array.from(chosen, (row) => rows.use[row]!),
    height: floats((row) => rows.heightM[row]!),
    ground: floats((row) => derived.groundM[row]!),
    levels: Uint8Array.from(chosen, (row) => rows.levels[row]!),
    people: floats((row) => (Number.isNaN(rows.people[row]!) ? -1 : rows.people[row]!)),
    floodLevel: floats((row) => (Number.isNaN(derived.floodM[row]!) ? neverFloods : derived.floodM[row]!)),
  }
}

function unionOf(a: Box, b: Box): Box {
  const pick = (of: (...values: number[]) => number, x: Box['min'], y: Box['min']): Box['min'] => [
    of(x[0], y[0]),
    of(x[1], y[1]),
    of(x[2], y[2]),
  ]
  return { min: pick(Math.min, a.min, b.min), max: pick(Math.max, a.max, b.max) }
}

/** Centre and half axes, rounded outwards to a millimetre. */
function volumeOf({ min, max }: Box): number[] {
  const low = min.map((value) => Math.floor(value * 1_000) / 1_000)
  const high = max.map((value) => Math.ceil(value * 1_000) / 1_000)
  const centre = low.map((value, axis) => millimetres((value + high[axis]!) / 2))
  const half = low.map((value, axis) => millimetres((high[axis]! - value) / 2 + 0.001))
  return [...centre, half[0]!, 0, 0, 0, half[1]!, 0, 0, 0, half[2]!]
}

function millimetres(value: number): number {
  return Math.round(value * 1_000) / 1_000
}
