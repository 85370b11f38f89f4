import { connectivityField, floodModel } from '#analysis/floodField'
import { heightGridOf, postAt, type HeightGrid } from '#analysis/heightGrid'
import type { FloodFieldMeta, TerrainMeta } from '#shared/contract/cityParts'
import type { DraftPolygon, DraftRoad, DraftWater } from '#city/import/draft'
import { containsPlace } from './osmAreas'

// Narrower waters lead the flood on, but do not bring it: a ditch behind a dike is no river.
const narrowestRiverM = 5

type FloodWish = {
  terrain: { meta: TerrainMeta; heightDm: Int16Array }
  water: readonly DraftWater[]
  roads: readonly DraftRoad[]
  gaugeZeroM: number
  /** Of the terrain file as it was written. */
  terrainSha256: string
  provenance: Pick<FloodFieldMeta, 'source' | 'licence' | 'synthetic'>
}

/**
 * The flood field of a city: from rivers and the sea over the ground, with what would stand in the water's way and does not burnt in:
 * streams run through embankments (culverts), and the ground under a bridge is as low as beside it. Undefined without river or sea.
 */
export function makeFloodField(wish: FloodWish): { meta: FloodFieldMeta; thresholdM: Float32Array<ArrayBuffer> } | undefined {
  const { terrain, water, roads, gaugeZeroM, terrainSha256, provenance } = wish
  const grid = heightGridOf(terrain.meta, terrain.heightDm)
  const seeds = new Set<number>()
  for (const { kind, line, polygons, widthM } of water) {
    if (kind === 'lake') continue
    for (const polygon of polygons) for (const post of postsWithin(grid, polygon)) seeds.add(post)
    if (line === null) continue
    const posts = postsAlong(grid, line)
    if ((widthM ?? narrowestRiverM) >= narrowestRiverM) for (const post of posts) seeds.add(post)
    else burnStream(grid, posts)
  }
  for (const { bridge, line } of roads) if (bridge) burnBridge(grid, postsAlong(grid, line))
  if (seeds.size === 0) return undefined
  const { columns, rows } = terrain.meta
  const model = `${floodModel}; streams and bridges burnt in`
  return {
    meta: { kind: 'flood-field', schema: 1, columns, rows, model, gaugeZeroM, terrainSha256, ...provenance },
    thresholdM: connectivityField(grid, seeds) as Float32Array<ArrayBuffer>,
  }
}

/** Posts that a line goes through, each touching the next at a side, as water goes from post to post. */
function postsAlong(grid: HeightGrid, line: readonly number[]): number[] {
  const stepDeg = Math.min((grid.eastDeg - grid.westDeg) / (grid.columns - 1), (grid.northDeg - grid.southDeg) / (grid.rows - 1)) / 2
  const posts: number[] = []
  for (let at = 2; at < line.length; at += 2) {
    const [fromLon, fromLat, toLon, toLat] = [line[at - 2]!, line[at - 1]!, line[at]!, line[at + 1]!]
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(toLon - fromLon), Math.abs(toLat - fromLat)) / stepDeg))
    // Nothing outside the grid is worth walking through post by post.
    if (!(steps <= 4 * (grid.columns + grid.rows))) continue
    for (let step = 0; step <= steps; step += 1) {
      const post = postAt(grid, fromLon + ((toLon - fromLon) * step) / steps, fromLat + ((toLat - fromLat) * step) / steps)
      const before = posts.at(-1)
      if (post < 0 || post === before) continue
      const isDiagonal = before !== undefined && post % grid.columns !== before % grid.columns && Math.abs(post - before) > 1
      if (isDiagonal && Math.abs(post - before) <= grid.columns + 1) posts.push(before - (before % grid.columns) + (post % grid.columns))
      posts.push(post)
    }
  }
  return posts
}

/** Lowers a stream so that it falls all the way from its higher end to its lower one. */
function burnStream({ heightsM }: HeightGrid, posts: readonly number[]): void {
  const [first, last] = [heightsM[posts[0] ?? -1] ?? NaN, heightsM[posts.at(-1) ?? -1] ?? NaN]
  let lowestM = Infinity
  for (const post of first >= last ? posts : posts.toReversed()) {
    if (heightsM[post]! < lowestM) lowestM = heightsM[post]!
    else if (!Number.isNaN(heightsM[post]!)) heightsM[post] = lowestM
  }
}

/** Lowers what lies under a bridge to the lowest ground around it. */
function burnBridge({ columns, heightsM }: HeightGrid, posts: readonly number[]): void {
  let lowestM = Infinity
  for (const post of posts)
    for (const around of [post, post - 1, post + 1, post - columns, post + columns])
      if ((heightsM[around] ?? NaN) < lowestM) lowestM = heightsM[around]!
  for (const post of posts) if (heightsM[post]! > lowestM) heightsM[post] = lowestM
}

function* postsWithin(grid: HeightGrid, [outer, ...holes]: DraftPolygon): Generator<number> {
  if (outer === undefined || outer.length < 6) return
  const { westDeg, northDeg, columns, rows } = grid
  const lonStep = (grid.eastDeg - westDeg) / (columns - 1)
  const latStep = (northDeg - grid.southDeg) / (rows - 1)
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let at = 0; at < outer.length; at += 2) {
    west = Math.min(west, outer[at]!)
    east = Math.max(east, outer[at]!)
    south = Math.min(south, outer[at + 1]!)
    north = Math.max(north, outer[at + 1]!)
  }
  const lastRow = Math.min(rows - 1, Math.floor((northDeg - south) / latStep))
  const lastColumn = Math.min(columns - 1, Math.floor((east - westDeg) / lonStep))
  for (let row = Math.max(0, Math.ceil((northDeg - north) / latStep)); row <= lastRow; row += 1)
    for (let column = Math.max(0, Math.ceil((west - westDeg) / lonStep)); column <= lastColumn; column += 1) {
      const [lonDeg, latDeg] = [westDeg + column * lonStep, northDeg - row * latStep]
      if (containsPlace(outer, lonDeg, latDeg) && !holes.some((hole) => containsPlace(hole, lonDeg, latDeg))) yield row * columns + column
    }
}
