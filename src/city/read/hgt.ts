import { crsOf } from './crs'
import type { HeightSource, PostWindow } from './heightSource'

const noData = -32_768
/** Posts a side, by arc seconds between them. */
const sides: readonly (readonly [posts: number, arcSeconds: number])[] = [
  [1_201, 3],
  [3_601, 1],
]

/** Largest tile there is, in bytes. */
export const mostHgtBytes = 3_601 * 3_601 * 2

/** Whether a file of this name and size is an SRTM tile. */
export function isHgt(name: string, bytes: number): boolean {
  return cornerOf(name) !== undefined && sides.some(([posts]) => posts * posts * 2 === bytes)
}

/**
 * An SRTM tile (`N16E107.hgt`): a degree square of big-endian int16 metres above EGM96, north-west first, named after its south-west
 * corner. Throws an Error when name or size is not one's.
 */
export function readHgt(name: string, bytes: Buffer): HeightSource {
  const corner = cornerOf(name)
  if (corner === undefined) throw new Error(`the name ${name} does not say where the tile is, as N16E107.hgt does`)
  const [posts, arcSeconds] = sides.find(([each]) => each * each * 2 === bytes.length) ?? []
  if (posts === undefined || arcSeconds === undefined) throw new Error(`an SRTM tile of ${bytes.length} bytes`)
  return {
    crs: crsOf('EPSG:4326')!,
    columns: posts,
    rows: posts,
    originX: corner.lonDeg,
    originY: corner.latDeg + 1,
    stepX: arcSeconds / 3_600,
    stepY: arcSeconds / 3_600,
    heightDatum: 'EGM96 (SRTM)',
    // The mission's own figure for the absolute error of a height, at 90 %.
    accuracyM: 16,
    origin: { source: `SRTM, ${name}`, licence: 'public domain (NASA)' },
    read: (window) => Promise.resolve(heightsIn(bytes, posts, window)),
    close: () => Promise.resolve(),
  }
}

function heightsIn(bytes: Buffer, posts: number, { column, row, columns, rows }: PostWindow): Float32Array {
  const heightsM = new Float32Array(columns * rows)
  for (let down = 0; down < rows; down += 1)
    for (let right = 0; right < columns; right += 1) {
      const heightM = bytes.readInt16BE(((row + down) * posts + column + right) * 2)
      heightsM[down * columns + right] = heightM === noData ? NaN : heightM
    }
  return heightsM
}

function cornerOf(name: string): { lonDeg: number; latDeg: number } | undefined {
  const match = /^([NS])(\d{2})([EW])(\d{3})(?:\.SRTMGL[13])?\.hgt$/i.exec(name)
  if (match === null) return undefined
  const latDeg = Number(match[2]) * (match[1]!.toUpperCase() === 'S' ? -1 : 1)
  const lonDeg = Number(match[4]) * (match[3]!.toUpperCase() === 'W' ? -1 : 1)
  return latDeg >= -90 && latDeg < 90 && lonDeg >= -180 && lonDeg < 180 ? { lonDeg, latDeg } : undefined
}
