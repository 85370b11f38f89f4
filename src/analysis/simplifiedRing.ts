type Point = readonly [x: number, y: number]

/**
 * An open ring with fewer corners, none of those left out farther from it than `tolerance` (Douglas and Peucker, 1973, on both halves
 * between the first corner and the one farthest from it). Units are those of the ring; fewer than three corners mean that nothing is left.
 */
export function simplifiedRing(ring: readonly Point[], tolerance: number): Point[] {
  if (ring.length <= 3) return [...ring]
  const [first] = ring as [Point]
  let far = 0
  let farSquared = -1
  ring.forEach((point, index) => {
    const squared = (point[0] - first[0]) ** 2 + (point[1] - first[1]) ** 2
    if (squared > farSquared) [far, farSquared] = [index, squared]
  })
  const there = kept(ring.slice(0, far + 1), tolerance)
  const back = kept([...ring.slice(far), first], tolerance)
  return [...there.slice(0, -1), ...back.slice(0, -1)]
}

function kept(line: readonly Point[], tolerance: number): Point[] {
  const keeps = new Uint8Array(line.length)
  keeps[0] = keeps[line.length - 1] = 1
  // A stack of its own: a long ring would be too deep for calls.
  const spans: [from: number, until: number][] = [[0, line.length - 1]]
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [from, until] = span
    let [worst, worstAt] = [tolerance, -1]
    for (let index = from + 1; index < until; index += 1) {
      const away = distance(line[index]!, line[from]!, line[until]!)
      if (away > worst) [worst, worstAt] = [away, index]
    }
    if (worstAt < 0) continue
    keeps[worstAt] = 1
    spans.push([from, worstAt], [worstAt, until])
  }
  return line.filter((_, index) => keeps[index] === 1)
}

function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay]
  const squared = dx * dx + dy * dy
  const share = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared))
  return Math.hypot(x - ax - share * dx, y - ay - share * dy)
}
