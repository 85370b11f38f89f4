/** A box of the picture in pixels. */
export type Box = { x: number; y: number; width: number; height: number }

/** Keeps what has been taken of the picture, so that no two labels lie on each other. */
export type Occupancy = {
  /** Takes a box whether it is free or not. */
  take(box: Box): void
  /** Takes the first box that is free and wholly inside the picture; `undefined` when none is. */
  takeFirstFree(candidates: readonly Box[]): Box | undefined
}

const cellPx = 64

/** An empty picture of a size, with so many pixels of air kept around each box. */
export function createOccupancy(widthPx: number, heightPx: number, gapPx: number): Occupancy {
  const grid = new Map<number, Box[]>()
  const columns = Math.ceil(widthPx / cellPx) + 2

  function cellsOf(box: Box): number[] {
    const cells: number[] = []
    for (let row = Math.floor(box.y / cellPx); row <= Math.floor((box.y + box.height) / cellPx); row++)
      for (let column = Math.floor(box.x / cellPx); column <= Math.floor((box.x + box.width) / cellPx); column++)
        cells.push(row * columns + column)
    return cells
  }

  function isFree(box: Box): boolean {
    const inside = box.x >= 0 && box.y >= 0 && box.x + box.width <= widthPx && box.y + box.height <= heightPx
    return inside && cellsOf(box).every((cell) => (grid.get(cell) ?? []).every((taken) => !overlaps(taken, box, gapPx)))
  }

  function take(box: Box): void {
    const grown = { x: box.x - gapPx, y: box.y - gapPx, width: box.width + 2 * gapPx, height: box.height + 2 * gapPx }
    for (const cell of cellsOf(grown)) grid.set(cell, [...(grid.get(cell) ?? []), box])
  }

  return {
    take,
    takeFirstFree(candidates) {
      const free = candidates.find(isFree)
      if (free !== undefined) take(free)
      return free
    },
  }
}

/** Boxes of a size around a point, in the order a reader expects a label: right, left, above, below, then the four corners. */
export function boxesAround(x: number, y: number, offsetPx: number, width: number, height: number): Box[] {
  const [right, left] = [x + offsetPx, x - offsetPx - width]
  const [above, below] = [y - offsetPx - height, y + offsetPx]
  const places = [
    [right, y - height / 2],
    [left, y - height / 2],
    [x - width / 2, above],
    [x - width / 2, below],
    [right, above],
    [left, above],
    [right, below],
    [left, below],
  ] as const
  return places.map(([boxX, boxY]) => ({ x: boxX, y: boxY, width, height }))
}

/** The same boxes nearer and farther out, for a label that must be written: what stands far off needs a line to its point. */
export function boxesNearAndFar(x: number, y: number, offsetPx: number, width: number, height: number): Box[] {
  return [1, 2.5, 4.5, 7, 11, 16].flatMap((times) => boxesAround(x, y, offsetPx * times, width, height))
}

function overlaps(a: Box, b: Box, gapPx: number): boolean {
  return a.x < b.x + b.width + gapPx && b.x < a.x + a.width + gapPx && a.y < b.y + b.height + gapPx && b.y < a.y + a.height + gapPx
}
