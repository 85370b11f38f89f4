/**
 * Places of the nodes that are needed, in 24 bytes each: ids are collected first, sorted once, then given their places. Asking for
 * an id that was never added, or whose place never came, gives undefined.
 */
export type NodePlaces = {
  want(id: number): void
  /** Ends the collecting. */
  sort(): void
  put(id: number, lonDeg: number, latDeg: number): void
  /** Index into `lonDeg` and `latDeg`; -1 when the node is not in the file. */
  find(id: number): number
  lonDeg: Float64Array
  latDeg: Float64Array
}

/** An empty collection. */
export function createNodePlaces(): NodePlaces {
  let ids = new Float64Array(1 << 12)
  let count = 0
  const indexOf = (id: number): number => {
    let low = 0
    let high = count - 1
    while (low <= high) {
      const middle = (low + high) >>> 1
      const found = ids[middle]!
      if (found === id) return middle
      if (found < id) low = middle + 1
      else high = middle - 1
    }
    return -1
  }
  return {
    lonDeg: new Float64Array(0),
    latDeg: new Float64Array(0),
    want(id) {
      if (count === ids.length) {
        const longer = new Float64Array(count * 2)
        longer.set(ids)
        ids = longer
      }
      ids[count] = id
      count += 1
    },
    sort() {
      const sorted = ids.subarray(0, count).sort()
      let kept = 0
      for (let at = 0; at < count; at += 1) if (at === 0 || sorted[at] !== sorted[at - 1]) sorted[kept++] = sorted[at]!
      ids = sorted.slice(0, kept)
      count = kept
      this.lonDeg = new Float64Array(kept).fill(NaN)
      this.latDeg = new Float64Array(kept).fill(NaN)
    },
    put(id, lonDeg, latDeg) {
      const index = indexOf(id)
      if (index < 0) return
      this.lonDeg[index] = lonDeg
      this.latDeg[index] = latDeg
    },
    find(id) {
      const index = indexOf(id)
      return index >= 0 && !Number.isNaN(this.lonDeg[index]) ? index : -1
    },
  }
}
