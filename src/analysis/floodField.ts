import type { HeightGrid } from './heightGrid'

/** Name and version of the model, for what is computed with it. */
export const floodModel = 'connectivity-field/1'

/**
 * The lowest water level, in metres, at which water that comes from the seeds stands on each post: the least, over all ways from a seed,
 * of the highest ground on the way. NaN where no way leads. Posts touch at their four sides only, so that a bank which runs diagonally
 * holds. Priority-flood after Barnes, Lehman and Mulla, "Priority-flood" (Computers & Geosciences 62, 2014).
 * @param seeds indices of the posts that are river bed; those without a height are passed over
 */
export function connectivityField(grid: Pick<HeightGrid, 'columns' | 'rows' | 'heightsM'>, seeds: Iterable<number>): Float32Array {
  const { columns, rows, heightsM } = grid
  const thresholdM = new Float32Array(columns * rows).fill(NaN)
  const heap = postHeap(thresholdM)
  // Ground that lies lower than the water which reaches it needs no sorting.
  let level: number[] = []
  for (const post of seeds) {
    const ground = heightsM[post]
    if (ground === undefined || Number.isNaN(ground) || !Number.isNaN(thresholdM[post]!)) continue
    thresholdM[post] = ground
    heap.push(post)
  }
  const reach = (post: number, fromM: number): void => {
    const ground = heightsM[post]!
    // A post that has a threshold has its lowest one already; ground that is not known lets nothing through.
    if (Number.isNaN(ground) || !Number.isNaN(thresholdM[post]!)) return
    if (ground <= fromM) {
      thresholdM[post] = fromM
      level.push(post)
    } else {
      thresholdM[post] = ground
      heap.push(post)
    }
  }
  const spread = (post: number): void => {
    const fromM = thresholdM[post]!
    const column = post % columns
    if (column > 0) reach(post - 1, fromM)
    if (column < columns - 1) reach(post + 1, fromM)
    if (post >= columns) reach(post - columns, fromM)
    if (post < thresholdM.length - columns) reach(post + columns, fromM)
  }
  for (let post = heap.pop(); post >= 0; post = heap.pop()) {
    spread(post)
    while (level.length > 0) {
      const reached = level
      level = []
      for (const next of reached) spread(next)
    }
  }
  return thresholdM
}

/**
 * Depth of the water on each post when it stands at `levelM`, in metres, 0 where it is dry: with `thresholdM` only water that is
 * connected to the river, without it every post below the level ("bathtub").
 */
export function depthAtLevel(heightsM: Float32Array, thresholdM: Float32Array | undefined, levelM: number): Float32Array {
  const depthM = new Float32Array(heightsM.length)
  for (let post = 0; post < heightsM.length; post += 1) {
    // Comparisons with NaN are false: what is not known is not called flooded.
    if ((thresholdM ?? heightsM)[post]! <= levelM && heightsM[post]! < levelM) depthM[post] = levelM - heightsM[post]!
  }
  return depthM
}

/** Binary heap of posts, the lowest value first. */
function postHeap(values: Float32Array): { push: (post: number) => void; pop: () => number } {
  const heap: number[] = []
  return {
    push: (post) => {
      let hole = heap.length
      heap.push(post)
      while (hole > 0) {
        const parent = (hole - 1) >> 1
        if (values[heap[parent]!]! <= values[post]!) break
        heap[hole] = heap[parent]!
        hole = parent
      }
      heap[hole] = post
    },
    pop: () => {
      const top = heap[0]
      const last = heap.pop()
      if (top === undefined || last === undefined) return -1
      if (heap.length === 0) return top
      let hole = 0
      for (;;) {
        let child = 2 * hole + 1
        if (child >= heap.length) break
        if (child + 1 < heap.length && values[heap[child + 1]!]! < values[heap[child]!]!) child += 1
        if (values[heap[child]!]! >= values[last]!) break
        heap[hole] = heap[child]!
        hole = child
      }
      heap[hole] = last
      return top
    },
  }
}
