import type { Adjacency } from './roadGraph'

/** Where a search starts: a junction, and the seconds that have passed when it is reached. */
export type Departure = { junction: number; seconds: number; origin: number }

/** What a search found: for each junction the seconds (Infinity where no way leads), the arc it was reached by (-1 at a start), and whose start. */
export type PathTree = { seconds: Float64Array; arcBy: Int32Array; origin: Int32Array }

/**
 * Shortest times from one or many departures to every junction (Dijkstra, binary heap). `closed` is 1 for arcs that nobody takes. With
 * the graph's `backwards` adjacency: times from every junction to the departures.
 */
export function shortestTree(
  adjacency: Adjacency,
  arcSeconds: Float64Array,
  departures: readonly Departure[],
  closed?: Uint8Array,
  limitSeconds = Infinity,
): PathTree {
  const tree = emptyTree(adjacency.start.length - 1)
  const heap = timeHeap(adjacency.arc.length + departures.length)
  for (const { junction, seconds, origin } of departures) {
    if (seconds > limitSeconds || seconds >= tree.seconds[junction]!) continue
    tree.seconds[junction] = seconds
    tree.origin[junction] = origin
    heap.push(junction, seconds)
  }
  for (let junction = heap.pop(); junction >= 0; junction = heap.pop()) {
    const here = tree.seconds[junction]!
    // An older, slower entry of a junction that is done.
    if (heap.poppedKey() > here) continue
    for (let slot = adjacency.start[junction]!; slot < adjacency.start[junction + 1]!; slot += 1) {
      const arc = adjacency.arc[slot]!
      if (closed !== undefined && closed[arc] === 1) continue
      const there = here + arcSeconds[arc]!
      const other = adjacency.other[slot]!
      if (there >= tree.seconds[other]! || there > limitSeconds) continue
      tree.seconds[other] = there
      tree.arcBy[other] = arc
      tree.origin[other] = tree.origin[junction]!
      heap.push(other, there)
    }
  }
  return tree
}

/**
 * Shortest time from departures to the best of some arrivals (A*): `atLeastSeconds` must never say more than a junction's true time to
 * any arrival. Only what the search has touched of the tree is filled. Undefined when no way leads there.
 */
export function shortestWay(
  adjacency: Adjacency,
  arcSeconds: Float64Array,
  departures: readonly Departure[],
  arrivals: ReadonlyMap<number, number>,
  atLeastSeconds: (junction: number) => number,
  closed?: Uint8Array,
): { tree: PathTree; junction: number; seconds: number } | undefined {
  const tree = emptyTree(adjacency.start.length - 1)
  const heap = timeHeap(adjacency.arc.length + departures.length)
  let best = { junction: -1, seconds: Infinity }
  for (const { junction, seconds, origin } of departures) {
    if (seconds >= tree.seconds[junction]!) continue
    tree.seconds[junction] = seconds
    tree.origin[junction] = origin
    heap.push(junction, seconds + atLeastSeconds(junction))
  }
  for (let junction = heap.pop(); junction >= 0; junction = heap.pop()) {
    // A hair of tolerance, because the estimate is rounded too.
    if (heap.poppedKey() > best.seconds + 1e-6) break
    const here = tree.seconds[junction]!
    if (heap.poppedKey() > here + atLeastSeconds(junction) + 1e-9) continue
    const left = arrivals.get(junction)
    if (left !== undefined && here + left < best.seconds) best = { junction, seconds: here + left }
    for (let slot = adjacency.start[junction]!; slot < adjacency.start[junction + 1]!; slot += 1) {
      const arc = adjacency.arc[slot]!
      if (closed !== undefined && closed[arc] === 1) continue
      const there = here + arcSeconds[arc]!
      const other = adjacency.other[slot]!
      if (there >= tree.seconds[other]!) continue
      tree.seconds[other] = there
      tree.arcBy[other] = arc
      tree.origin[other] = tree.origin[junction]!
      heap.push(other, there + atLeastSeconds(other))
    }
  }
  return best.junction < 0 ? undefined : { tree, ...best }
}

/** The arcs of the way to a junction, from its start on; `sourceOf` is the arc's end on the side of the start. */
export function arcsTo(tree: PathTree, junction: number, sourceOf: Uint32Array): number[] {
  const arcs: number[] = []
  for (let at = junction, arc = tree.arcBy[at]!; arc >= 0; arc = tree.arcBy[at]!) {
    arcs.push(arc)
    at = sourceOf[arc]!
  }
  return arcs.reverse()
}

function emptyTree(junctions: number): PathTree {
  return {
    seconds: new Float64Array(junctions).fill(Infinity),
    arcBy: new Int32Array(junctions).fill(-1),
    origin: new Int32Array(junctions).fill(-1),
  }
}

type TimeHeap = { push: (junction: number, key: number) => void; pop: () => number; poppedKey: () => number }

/** Binary heap of junctions by time; an A* search may push more than `expected`, and it grows. */
function timeHeap(expected: number): TimeHeap {
  let keys = new Float64Array(expected + 1)
  let junctions = new Int32Array(expected + 1)
  let size = 0
  let lastKey = NaN
  return {
    push: (junction, key) => {
      if (size === keys.length) {
        const [moreKeys, moreJunctions] = [new Float64Array(size * 2), new Int32Array(size * 2)]
        moreKeys.set(keys)
        moreJunctions.set(junctions)
        keys = moreKeys
        junctions = moreJunctions
      }
      let hole = size
      size += 1
      while (hole > 0) {
        const parent = (hole - 1) >> 1
        if (keys[parent]! <= key) break
        keys[hole] = keys[parent]!
        junctions[hole] = junctions[parent]!
        hole = parent
      }
      keys[hole] = key
      junctions[hole] = junction
    },
    pop: () => {
      if (size === 0) return -1
      const top = junctions[0]!
      lastKey = keys[0]!
      size -= 1
      const key = keys[size]!
      const junction = junctions[size]!
      let hole = 0
      for (;;) {
        let child = 2 * hole + 1
        if (child >= size) break
        if (child + 1 < size && keys[child + 1]! < keys[child]!) child += 1
        if (keys[child]! >= key) break
        keys[hole] = keys[child]!
        junctions[hole] = junctions[child]!
        hole = child
      }
      keys[hole] = key
      junctions[hole] = junction
      return top
    },
    poppedKey: () => lastKey,
  }
}
