import type { Crs } from './crs'

/** A rectangle of posts, counted from the first one. */
export type PostWindow = { column: number; row: number; columns: number; rows: number }

/** A grid of heights in a file: rows from the north, posts at `originX + column * stepX`, `originY - row * stepY` in its own system. */
export type HeightSource = {
  crs: Crs
  columns: number
  rows: number
  originX: number
  originY: number
  stepX: number
  stepY: number
  heightDatum: string
  /** How wrong a height may be, in metres, as far as the kind of source says it. */
  accuracyM: number
  /** Where the heights are from and what may be done with them, when the kind of file says so. */
  origin?: { source: string; licence: string }
  /** Heights in metres, row by row; NaN where the file has none. */
  read(window: PostWindow): Promise<Float32Array>
  /** Lets go of the file. */
  close(): Promise<void>
}

/** Most posts a source may have. */
export const mostPosts = 100_000_000
