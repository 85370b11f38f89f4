import type { TerrainMeta } from '#shared/contract/cityParts'
import type { ImportProblem } from '#city/import/draft'
import { SourceRefused } from '#city/import/sourceRefused'
import { fillGaps } from './gapFill'
import { mostPosts, type HeightSource } from './heightSource'
import type { Area } from './vietnamZones'

/** What a city's terrain is asked to be: known within `bounds`, and as far as there is any `around`. `land` are places, flat lon, lat, that are known to be land (buildings). */
export type TerrainWish = {
  bounds: Area
  around?: Area
  land: readonly number[]
  provenance: Pick<TerrainMeta, 'source' | 'licence' | 'synthetic'>
}
export type Terrain = { meta: TerrainMeta; heightDm: Int16Array<ArrayBuffer>; problems: ImportProblem[] }

const noDataDm = -32_768
// Decimetres in sixteen bits end there; the highest ground of Vietnam is at 3,147 m.
const heightRangeM = [-500, 3_276] as const
const marginDeg = 0.01
// As the contract of a terrain file has it.
const longestSide = 20_000
const mostMissing = 0.01
const mostZero = 0.2
const fewestPlacesForZero = 20

/**
 * The part of a source that a city needs, as the terrain file of a city folder: posts in degrees, decimetres. A source in degrees keeps
 * its own posts; one in metres is sampled anew, bilinearly, at its own spacing. Throws SourceRefused for what cannot be a city's ground.
 */
export async function makeTerrain(source: HeightSource, wish: TerrainWish): Promise<Terrain> {
  const { bounds, around = bounds, land, provenance } = wish
  const wanted: Area = [around[0] - marginDeg, around[1] - marginDeg, around[2] + marginDeg, around[3] + marginDeg]
  const grid = source.crs.unit === 'degree' && source.crs.code === 'EPSG:4326' ? await cut(source, wanted) : await sampled(source, wanted)
  const covered = overlap(grid.box, bounds) / ((bounds[2] - bounds[0]) * (bounds[3] - bounds[1]))
  if (!(covered > 0.99)) throw new SourceRefused('terrain-not-covering', { percent: Math.floor(Math.max(0, covered) * 100) })

  const { columns, rows, heightsM, box } = grid
  refuseTooMany(columns, rows)
  const wrong = heightsM.find((height) => height < heightRangeM[0] || height > heightRangeM[1])
  if (wrong !== undefined) throw new SourceRefused('terrain-out-of-range', { heightM: Math.round(wrong) })
  const missing = missingShare(grid, bounds)
  if (missing > mostMissing) throw new SourceRefused('terrain-no-data', { percent: Math.round(missing * 1_000) / 10 })
  const zero = zeroShare(grid, land)
  if (zero > mostZero) throw new SourceRefused('terrain-zero-over-land', { percent: Math.round(zero * 100) })

  const filled = fillGaps(heightsM, columns)
  const heightDm = Int16Array.from(heightsM, (heightM) => (Number.isNaN(heightM) ? noDataDm : Math.round(heightM * 10)))
  const problems: ImportProblem[] =
    filled === 0 ? [] : [{ code: 'terrain-filled', index: null, id: null, lonDeg: NaN, latDeg: NaN, detail: { posts: filled } }]
  const [westDeg, southDeg, eastDeg, northDeg] = box
  const { heightDatum, accuracyM } = source
  const meta = { westDeg, southDeg, eastDeg, northDeg, columns, rows, noDataDm, heightDatum, accuracyM, ...provenance } as const
  return { meta: { kind: 'terrain', schema: 1, ...meta }, heightDm, problems }
}

/** Refuses what a terrain file cannot hold, before there is memory for it. */
function refuseTooMany(columns: number, rows: number): void {
  if (Math.max(columns, rows) <= longestSide && columns * rows <= mostPosts) return
  throw new SourceRefused('terrain-too-large', { millionPosts: Math.round((columns * rows) / 1e6), limit: mostPosts / 1e6 })
}

type Grid = { box: Area; columns: number; rows: number; heightsM: Float32Array }

async function cut(source: HeightSource, wanted: Area): Promise<Grid> {
  const { originX, originY, stepX, stepY } = source
  // Rounding must not take in one more post than the place on a post needs.
  const near = 1e-6
  const first = (offset: number): number => Math.max(0, Math.floor(offset + near))
  const last = (offset: number, posts: number): number => Math.min(posts - 1, Math.ceil(offset - near))
  const west = first((wanted[0] - originX) / stepX)
  const east = last((wanted[2] - originX) / stepX, source.columns)
  const north = first((originY - wanted[3]) / stepY)
  const south = last((originY - wanted[1]) / stepY, source.rows)
  if (east <= west || south <= north) throw new SourceRefused('terrain-not-covering', { percent: 0 })
  const window = { column: west, row: north, columns: east - west + 1, rows: south - north + 1 }
  refuseTooMany(window.columns, window.rows)
  const box: Area = [originX + west * stepX, originY - south * stepY, originX + east * stepX, originY - north * stepY]
  return { box, columns: window.columns, rows: window.rows, heightsM: await source.read(window) }
}

async function sampled(source: HeightSource, wanted: Area): Promise<Grid> {
  const { crs, originX, originY, stepX, stepY } = source
  const toPost = (lonDeg: number, latDeg: number): [right: number, down: number] => {
    const [x, y] = crs.fromLonLat(lonDeg, latDeg)
    return [(x - originX) / stepX, (originY - y) / stepY]
  }
  const corners = [toPost(wanted[0], wanted[1]), toPost(wanted[0], wanted[3]), toPost(wanted[2], wanted[1]), toPost(wanted[2], wanted[3])]
  const rights = corners.map(([right]) => right)
  const downs = corners.map(([, down]) => down)
  const column = Math.max(0, Math.floor(Math.min(...rights)) - 2)
  const row = Math.max(0, Math.floor(Math.min(...downs)) - 2)
  const lastColumn = Math.min(source.columns - 1, Math.ceil(Math.max(...rights)) + 2)
  const lastRow = Math.min(source.rows - 1, Math.ceil(Math.max(...downs)) + 2)
  if (!(lastColumn > column && lastRow > row)) throw new SourceRefused('terrain-not-covering', { percent: 0 })
  const window = { column, row, columns: lastColumn - column + 1, rows: lastRow - row + 1 }
  const from = await source.read(window)

  const [westDeg, southDeg, eastDeg, northDeg] = wanted
  const columns = Math.max(2, Math.round(Math.abs(rights[2]! - rights[0]!)) + 1)
  const rows = Math.max(2, Math.round(Math.abs(downs[1]! - downs[0]!)) + 1)
  refuseTooMany(columns, rows)
  const heightsM = new Float32Array(columns * rows)
  for (let down = 0; down < rows; down += 1)
    for (let right = 0; right < columns; right += 1) {
      const lonDeg = westDeg + ((eastDeg - westDeg) * right) / (columns - 1)
      const latDeg = northDeg - ((northDeg - southDeg) * down) / (rows - 1)
      const [x, y] = toPost(lonDeg, latDeg)
      heightsM[down * columns + right] = between(from, window.columns, window.rows, x - column, y - row)
    }
  return withoutMargin({ box: wanted, columns, rows, heightsM })
}

function between(heightsM: Float32Array, columns: number, rows: number, x: number, y: number): number {
  if (!(x >= 0 && y >= 0 && x <= columns - 1 && y <= rows - 1)) return NaN
  const left = Math.min(Math.floor(x), columns - 2)
  const top = Math.min(Math.floor(y), rows - 2)
  const right = x - left
  const down = y - top
  const post = top * columns + left
  const upper = heightsM[post]! * (1 - right) + heightsM[post + 1]! * right
  const lower = heightsM[post + columns]! * (1 - right) + heightsM[post + columns + 1]! * right
  return upper * (1 - down) + lower * down
}

/** Cuts off whole empty rows and columns, which a margin beyond the source leaves. */
function withoutMargin({ box, columns, rows, heightsM }: Grid): Grid {
  const rowHas = (row: number): boolean => heightsM.subarray(row * columns, (row + 1) * columns).some((height) => !Number.isNaN(height))
  const columnHas = (column: number): boolean =>
    Array.from({ length: rows }, (_, row) => heightsM[row * columns + column]!).some((height) => !Number.isNaN(height))
  const [top, bottom] = extentOf(rows, rowHas)
  const [left, right] = extentOf(columns, columnHas)
  if (bottom - top < 1 || right - left < 1) throw new SourceRefused('terrain-not-covering', { percent: 0 })
  const lon = (column: number): number => box[0] + ((box[2] - box[0]) * column) / (columns - 1)
  const lat = (row: number): number => box[3] - ((box[3] - box[1]) * row) / (rows - 1)
  const kept = new Float32Array((right - left + 1) * (bottom - top + 1))
  for (let row = top; row <= bottom; row += 1)
    kept.set(heightsM.subarray(row * columns + left, row * columns + right + 1), (row - top) * (right - left + 1))
  return { box: [lon(left), lat(bottom), lon(right), lat(top)], columns: right - left + 1, rows: bottom - top + 1, heightsM: kept }
}

function extentOf(length: number, has: (index: number) => boolean): [first: number, last: number] {
  let first = 0
  let last = length - 1
  while (first < last && !has(first)) first += 1
  while (last > first && !has(last)) last -= 1
  return [first, last]
}

function overlap(a: Area, b: Area): number {
  return Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]))
}

function missingShare({ box, columns, rows, heightsM }: Grid, bounds: Area): number {
  let [posts, missing] = [0, 0]
  for (let row = 0; row < rows; row += 1) {
    const latDeg = box[3] - ((box[3] - box[1]) * row) / (rows - 1)
    if (latDeg < bounds[1] || latDeg > bounds[3]) continue
    for (let column = 0; column < columns; column += 1) {
      const lonDeg = box[0] + ((box[2] - box[0]) * column) / (columns - 1)
      if (lonDeg < bounds[0] || lonDeg > bounds[2]) continue
      posts += 1
      if (Number.isNaN(heightsM[row * columns + column])) missing += 1
    }
  }
  return posts === 0 ? 0 : missing / posts
}

/** Share of the known land that lies at exactly zero; 0 where too few places are known to say. */
function zeroShare({ box, columns, rows, heightsM }: Grid, land: readonly number[]): number {
  let [places, zero] = [0, 0]
  for (let at = 0; at + 1 < land.length; at += 2) {
    const column = Math.round(((land[at]! - box[0]) / (box[2] - box[0])) * (columns - 1))
    const row = Math.round(((box[3] - land[at + 1]!) / (box[3] - box[1])) * (rows - 1))
    if (!(column >= 0 && row >= 0 && column < columns && row < rows)) continue
    places += 1
    if (heightsM[row * columns + column] === 0) zero += 1
  }
  return places < fewestPlacesForZero ? 0 : zero / places
}
