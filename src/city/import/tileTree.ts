import type { BuildingRows } from './buildingRows'

/** A quadtree in which each building stands once: the largest high up, so that they are seen from afar. */
export type TileNode = {
  /** `0`, then a digit for each level: the file name. */
  path: string
  rows: Uint32Array
  children: TileNode[]
  /** Largest building of all that are below this node, in metres; 0 for a leaf. */
  largestBelowM: number
}

const mostInLeaf = 600
const mostInBranch = 160
const deepest = 16

/** The tree over all rows. The same rows give the same tree: what is equal is ordered by id. */
export function tileTreeOf(rows: BuildingRows): TileNode {
  const order = Uint32Array.from({ length: rows.count }, (_, row) => row)
  order.sort((a, b) => rows.diagonalM[b]! - rows.diagonalM[a]! || (rows.ids[a]! < rows.ids[b]! ? -1 : 1))
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let row = 0; row < rows.count; row += 1) {
    west = Math.min(west, rows.lonDeg[row]!)
    east = Math.max(east, rows.lonDeg[row]!)
    south = Math.min(south, rows.latDeg[row]!)
    north = Math.max(north, rows.latDeg[row]!)
  }
  return nodeOf(rows, order, '0', [west, south, east, north])
}

/** `sorted`: rows of this node and below, the largest first. */
function nodeOf(rows: BuildingRows, sorted: Uint32Array, path: string, [west, south, east, north]: readonly number[]): TileNode {
  if (sorted.length <= mostInLeaf || path.length > deepest) return { path, rows: sorted, children: [], largestBelowM: 0 }
  const own = sorted.subarray(0, mostInBranch)
  const below = sorted.subarray(mostInBranch)
  const [middleLon, middleLat] = [(west! + east!) / 2, (south! + north!) / 2]
  const quarter = (row: number): number => (rows.lonDeg[row]! < middleLon ? 0 : 1) + (rows.latDeg[row]! < middleLat ? 0 : 2)
  const children = [0, 1, 2, 3].flatMap((index) => {
    const inside = below.filter((row) => quarter(row) === index)
    if (inside.length === 0) return []
    const box = [
      index % 2 === 0 ? west! : middleLon,
      index < 2 ? south! : middleLat,
      index % 2 === 0 ? middleLon : east!,
      index < 2 ? middleLat : north!,
    ]
    return [nodeOf(rows, inside, `${path}${index}`, box)]
  })
  return { path, rows: own, children, largestBelowM: rows.diagonalM[below[0]!]! }
}
