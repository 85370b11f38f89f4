import type { MoverStore } from './moverStore'
import type { View } from './projection'

/** Where each mover falls in the picture and which of them one sign speaks for. Arrays are kept between pictures. */
export type MoverGroups = {
  /** Places the movers of a store in a picture. `selectedRow` is never put into a group; -1 for none. */
  place(store: MoverStore, view: View, selectedRow: number): void
  /** Rows in the picture, `count` of them. */
  readonly rows: Int32Array
  readonly count: number
  /** Pixels of each row. */
  readonly x: Float32Array
  readonly y: Float32Array
  /** The group of each row; -1 for one that stands for itself. */
  readonly groupOf: Int32Array
  readonly groups: { count: number; size: Int32Array; x: Float32Array; y: Float32Array }
}

// A sign and the air that lets it be read. Fewer than this many together are still told apart by eye.
const cellPx = 60
const smallestGroup = 3
// So few in the picture need no grouping at all.
const fewMovers = 60
const marginPx = 20
const tableSize = 1 << 15
// Cells are kept from picture to picture; this many are too many to be all in use.
const mostCells = tableSize / 4
// Edges of cells, in metres, are powers of two: from 1/16 m on. Half a step up rounds to the nearest.
const finestLevel = -4
const toLevels = 2 ** -finestLevel * Math.SQRT2
const perCell = Float64Array.from({ length: 32 }, (_, level) => 2 ** -(level + finestLevel))

/**
 * Movers are gathered by cells of the ground, not of the screen, so that groups hold together while the camera moves; a cell is as large
 * as a sign at its distance. One that calls for help is never gathered.
 */
export function createMoverGroups(): MoverGroups {
  let rows = new Int32Array(0)
  let x = new Float32Array(0)
  let y = new Float32Array(0)
  let groupOf = new Int32Array(0)
  let count = 0
  // The cell that each row was in when it was last in a picture: most are still in it, and need not be looked up.
  let lastHigh = new Int32Array(0)
  let lastLow = new Int32Array(0)
  let lastCell = new Int32Array(0)
  // Open addressing: a slot counts only when its stamp is that of the cells in use.
  const highs = new Int32Array(tableSize)
  const lows = new Int32Array(tableSize)
  const stamps = new Uint32Array(tableSize)
  const cells = new Int32Array(tableSize)
  let stamp = 1
  let cellCount = 0
  const groups = { count: 0, size: new Int32Array(256), x: new Float32Array(256), y: new Float32Array(256) }

  function cellAt(high: number, low: number): number {
    let slot = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> 17
    while (stamps[slot] === stamp) {
      if (highs[slot] === high && lows[slot] === low) return cells[slot]!
      slot = (slot + 1) & (tableSize - 1)
    }
    stamps[slot] = stamp
    highs[slot] = high
    lows[slot] = low
    if (cellCount === groups.size.length) growGroups()
    const cell = cellCount
    groups.size[cell] = 0
    groups.x[cell] = 0
    groups.y[cell] = 0
    cells[slot] = cell
    cellCount += 1
    return cell
  }

  function growGroups(): void {
    groups.size = longer(groups.size, cellCount * 2)
    groups.x = longer(groups.x, cellCount * 2)
    groups.y = longer(groups.y, cellCount * 2)
  }

  function forgetCells(): void {
    stamp += 1
    cellCount = 0
    lastCell.fill(-1)
  }

  function makeRoom(size: number): void {
    const length = Math.ceil(size * 1.5)
    rows = new Int32Array(length)
    x = new Float32Array(length)
    y = new Float32Array(length)
    groupOf = new Int32Array(length)
    lastHigh = new Int32Array(length)
    lastLow = new Int32Array(length)
    lastCell = new Int32Array(length).fill(-1)
  }

  // Fills rows, x and y with what the picture shows, and the groups with how many they would speak for.
  function project({ size, at }: MoverStore, view: View, selectedRow: number): void {
    const { xyz, urgent, gone } = at
    const [ex, ey, ez] = view.eye
    const [rx, ry, rz] = view.right
    const [ux, uy, uz] = view.up
    const [fx, fy, fz] = view.forward
    const { widthPx, heightPx, tanHalfX, tanHalfY, shiftX, shiftY } = view
    const [halfWidthPx, halfHeightPx] = [widthPx / 2, heightPx / 2]
    const [perTanX, perTanY] = [halfWidthPx / tanHalfX, halfHeightPx / tanHalfY]
    const [middleX, middleY] = [halfWidthPx - shiftX * perTanX, halfHeightPx + shiftY * perTanY]
    const [rightPx, bottomPx] = [widthPx + marginPx, heightPx + marginPx]
    const levelsPerM = cellPx * ((2 * tanHalfX) / widthPx) * toLevels
    let shown = 0
    for (let row = 0; row < size; row += 1) {
      if (gone[row] === 1) continue
      const wx = xyz[row * 3]!
      const wy = xyz[row * 3 + 1]!
      const wz = xyz[row * 3 + 2]!
      const dx = wx - ex
      const dy = wy - ey
      const dz = wz - ez
      const depth = dx * fx + dy * fy + dz * fz
      if (depth < 1) continue
      const perDepth = 1 / depth
      const px = middleX + (dx * rx + dy * ry + dz * rz) * perDepth * perTanX
      const py = middleY - (dx * ux + dy * uy + dz * uz) * perDepth * perTanY
      if (px < -marginPx || py < -marginPx || px > rightPx || py > bottomPx) continue
      x[row] = px
      y[row] = py
      rows[shown] = row
      shown += 1
      if (urgent[row] === 1 || row === selectedRow) {
        groupOf[row] = -1
        continue
      }
      const level = 31 - Math.clz32(Math.max(1, levelsPerM * depth))
      const cells = perCell[level]!
      // Three coordinates of the Earth instead of two of the ground: the same cells everywhere, and nothing to choose.
      const high = (Math.floor(wx * cells) & 0x3fff) | (level << 14)
      const low = ((Math.floor(wy * cells) & 0x3fff) << 14) | (Math.floor(wz * cells) & 0x3fff)
      let cell = lastCell[row]!
      if (cell < 0 || lastLow[row] !== low || lastHigh[row] !== high) {
        cell = cellAt(high, low)
        lastCell[row] = cell
        lastHigh[row] = high
        lastLow[row] = low
      }
      groupOf[row] = cell
      groups.size[cell]! += 1
      groups.x[cell]! += px
      groups.y[cell]! += py
    }
    count = shown
  }

  return {
    get rows() {
      return rows
    },
    get count() {
      return count
    },
    get x() {
      return x
    },
    get y() {
      return y
    },
    get groupOf() {
      return groupOf
    },
    groups,
    place(store, view, selectedRow) {
      if (rows.length < store.size) makeRoom(store.size)
      if (cellCount > mostCells) forgetCells()
      groups.size.fill(0, 0, cellCount)
      groups.x.fill(0, 0, cellCount)
      groups.y.fill(0, 0, cellCount)
      project(store, view, selectedRow)
      const isCrowded = count > fewMovers
      groups.count = isCrowded ? cellCount : 0
      for (let index = 0; index < count; index += 1) {
        const row = rows[index]!
        const cell = groupOf[row]!
        if (cell >= 0 && (!isCrowded || groups.size[cell]! < smallestGroup)) groupOf[row] = -1
      }
      for (let cell = 0; cell < groups.count; cell += 1) {
        groups.x[cell]! /= groups.size[cell]!
        groups.y[cell]! /= groups.size[cell]!
      }
    },
  }
}

function longer<T extends Int32Array | Float32Array>(array: T, length: number): T {
  const next = new (array.constructor as new (length: number) => T)(length)
  next.set(array as never)
  return next
}

/** Whether a group is shown as one sign. */
export function isGroup({ groups }: MoverGroups, group: number): boolean {
  return groups.size[group]! >= smallestGroup
}
