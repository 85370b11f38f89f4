import type { TerrainMeta } from '#shared/contract/cityParts'

/**
 * Ground heights in memory: metres above the height datum, row by row from the north-west post, posts on the edges of the box; NaN
 * where nothing is known.
 */
export type HeightGrid = {
  westDeg: number
  southDeg: number
  eastDeg: number
  northDeg: number
  columns: number
  rows: number
  heightsM: Float32Array
}

/** The grid that a terrain file holds. Throws an Error when the file has not as many heights as it says. */
export function heightGridOf(meta: TerrainMeta, heightDm: Int16Array): HeightGrid {
  const { westDeg, southDeg, eastDeg, northDeg, columns, rows, noDataDm } = meta
  if (heightDm.length !== columns * rows) throw new Error(`terrain of ${columns} x ${rows} posts with ${heightDm.length} heights`)
  const heightsM = new Float32Array(heightDm.length)
  for (let post = 0; post < heightDm.length; post += 1) heightsM[post] = heightDm[post] === noDataDm ? NaN : heightDm[post]! / 10
  return { westDeg, southDeg, eastDeg, northDeg, columns, rows, heightsM }
}

/** Ground at a place, in metres, between the four posts around it; NaN outside the grid and beside a post of which nothing is known. */
export function heightAt(grid: HeightGrid, lonDeg: number, latDeg: number): number {
  return valueAt(grid, grid.heightsM, lonDeg, latDeg)
}

/** The same for any values that lie on the posts of the grid. */
export function valueAt(grid: HeightGrid, values: Float32Array, lonDeg: number, latDeg: number): number {
  const x = ((lonDeg - grid.westDeg) / (grid.eastDeg - grid.westDeg)) * (grid.columns - 1)
  const y = ((grid.northDeg - latDeg) / (grid.northDeg - grid.southDeg)) * (grid.rows - 1)
  if (!(x >= 0 && y >= 0 && x <= grid.columns - 1 && y <= grid.rows - 1)) return NaN
  const column = Math.min(Math.floor(x), grid.columns - 2)
  const row = Math.min(Math.floor(y), grid.rows - 2)
  const right = x - column
  const down = y - row
  const post = row * grid.columns + column
  // A post without weight must not spoil the place: NaN times nothing is NaN.
  let height = 0
  if (right < 1 && down < 1) height += values[post]! * (1 - right) * (1 - down)
  if (right > 0 && down < 1) height += values[post + 1]! * right * (1 - down)
  if (right < 1 && down > 0) height += values[post + grid.columns]! * (1 - right) * down
  if (right > 0 && down > 0) height += values[post + grid.columns + 1]! * right * down
  return height
}

/** Index of the post nearest to a place; -1 outside the grid. */
export function postAt(grid: HeightGrid, lonDeg: number, latDeg: number): number {
  const x = ((lonDeg - grid.westDeg) / (grid.eastDeg - grid.westDeg)) * (grid.columns - 1)
  const y = ((grid.northDeg - latDeg) / (grid.northDeg - grid.southDeg)) * (grid.rows - 1)
  if (!(x >= 0 && y >= 0 && x <= grid.columns - 1 && y <= grid.rows - 1)) return -1
  return Math.round(y) * grid.columns + Math.round(x)
}

/** Where a post stands, in degrees. */
export function placeOfPost(grid: HeightGrid, post: number): { lonDeg: number; latDeg: number } {
  const column = post % grid.columns
  const row = (post - column) / grid.columns
  return {
    lonDeg: grid.westDeg + ((grid.eastDeg - grid.westDeg) * column) / (grid.columns - 1),
    latDeg: grid.northDeg - ((grid.northDeg - grid.southDeg) * row) / (grid.rows - 1),
  }
}
