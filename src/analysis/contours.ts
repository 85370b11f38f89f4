import { isInRing } from './areas'
import type { LonLat } from './areas'

type Corner = readonly [column: number, row: number]

/**
 * The areas where values on a grid are above a level (marching squares, straight between posts): each an outer ring and its holes, open
 * rings of [column, row] positions. Beyond the grid, and where a value is NaN, everything is below; the line runs half way there.
 */
export function areasAbove(values: ArrayLike<number>, columns: number, rows: number, level: number): [number, number][][][] {
  // One row of posts around the grid, so that every ring closes.
  const at = (column: number, row: number): number => {
    if (column < 0 || row < 0 || column >= columns || row >= rows) return -Infinity
    const value = values[row * columns + column]!
    return Number.isNaN(value) ? -Infinity : value
  }
  // Each crossing of an edge between two posts has one piece of line that leaves it; high ground is gone round clockwise, rows down.
  const next = new Map<number, number>()
  const corner = new Map<number, Corner>()
  const stride = columns + 2
  const edge = (a: Corner, b: Corner): number => {
    const [column, row] = [Math.min(a[0], b[0]), Math.min(a[1], b[1])]
    const key = 2 * ((row + 1) * stride + column + 1) + (a[1] === b[1] ? 0 : 1)
    if (!corner.has(key)) corner.set(key, between(a, at(...a), b, at(...b), level))
    return key
  }
  const isHigh = new Uint8Array(stride * (rows + 2))
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      if (values[row * columns + column]! > level) isHigh[(row + 1) * stride + column + 1] = 1
  for (let row = -1; row < rows; row += 1) {
    for (let column = -1; column < columns; column += 1) {
      // Most cells have no line in them: they are passed over before anything is made for them.
      const post = (row + 1) * stride + column + 1
      const highs = isHigh[post]! + isHigh[post + 1]! + isHigh[post + stride]! + isHigh[post + stride + 1]!
      if (highs === 0 || highs === 4) continue
      // Around the cell; rows grow downwards.
      const corners: Corner[] = [
        [column, row],
        [column + 1, row],
        [column + 1, row + 1],
        [column, row + 1],
      ]
      const high = corners.map((post) => at(...post) > level)
      const isSaddle = highs === 2 && high[0] === high[2]
      const joinsHigh = isSaddle && corners.reduce((sum, post) => sum + at(...post), 0) / 4 > level
      for (let side = 0; side < 4; side += 1) {
        const [from, until] = [side, (side + 1) % 4]
        // Walking round the cell, the line starts where high ground ends ...
        if (!high[from] || high[until]) continue
        let end = until
        // ... and ends where it begins again: before the low corner if the high ones are joined, after the low stretch if not.
        if (isSaddle && !joinsHigh) {
          end = (from + 3) % 4
        } else {
          while (!high[(end + 1) % 4]) end = (end + 1) % 4
        }
        next.set(edge(corners[from]!, corners[until]!), edge(corners[end]!, corners[(end + 1) % 4]!))
      }
    }
  }
  return grouped(ringsOf(next, corner))
}

function between(a: Corner, valueA: number, b: Corner, valueB: number, level: number): Corner {
  const share = valueA === -Infinity || valueB === -Infinity ? 0.5 : (level - valueA) / (valueB - valueA)
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
}

function ringsOf(next: Map<number, number>, corner: ReadonlyMap<number, Corner>): [number, number][][] {
  const rings: [number, number][][] = []
  for (const start of [...next.keys()]) {
    const ring: [number, number][] = []
    for (let key: number | undefined = start, after = next.get(start); key !== undefined && after !== undefined; after = next.get(key)) {
      const [column, row] = corner.get(key)!
      const last = ring.at(-1)
      if (last === undefined || last[0] !== column || last[1] !== row) ring.push([column, row])
      next.delete(key)
      key = after
    }
    if (ring.length >= 3) rings.push(ring)
  }
  return rings
}

/** Outer rings have the high ground inside; holes go the other way round, and belong to the smallest outer ring around them. */
function grouped(rings: [number, number][][]): [number, number][][][] {
  const sized = rings.map((ring) => ({ ring, area: signedArea(ring) })).filter(({ area }) => area !== 0)
  const outers = sized.filter(({ area }) => area > 0).sort((a, b) => a.area - b.area)
  const areas = outers.map(({ ring }) => [ring])
  for (const { ring, area } of sized) {
    if (area > 0) continue
    const owner = outers.findIndex((outer) => outer.area > -area && ring.some(([column, row]) => isInRing(outer.ring, column, row)))
    areas[owner]?.push(ring)
  }
  return areas
}

function signedArea(ring: readonly LonLat[]): number {
  let doubled = 0
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index, index += 1) {
    doubled += ring[before]![0] * ring[index]![1] - ring[index]![0] * ring[before]![1]
  }
  return doubled / 2
}
