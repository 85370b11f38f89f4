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
  // Open addressing: a slot counts only when it was stamped in this picture.
  const keys = new Float64Array(tableSize)
  const stamps = new Uint32Array(tableSize)
  const cells = new Int32Array(tableSize)
  let stamp = 0
  let groups = { count: 0, size: new Int32Array(256), x: new Float32Array(256), y: new Float32Array(256) }

  function cellAt(key: number): number {
    let slot = (Math.imul(key | 0, 0x9e3779b1) ^ Math.imul((key / 4294967296) | 0, 0x85ebca6b)) >>> 17
    while (stamps[slot] === stamp && keys[slot] !== key) slot = (slot + 1) & (tableSize - 1)
    if (stamps[slot] === stamp) return cells[slot]!
    stamps[slot] = stamp
    keys[slot] = key
    if (groups.count === groups.size.length) growGroups()
    const cell = groups.count
    groups.size[cell] = 0
    groups.x[cell] = 0
    groups.y[cell] = 0
    groups.count += 1
    cells[slot] = cell
    return cell
  }

  function growGroups(): void {
    const longer = <T extends Int32Array | Float32Array>(array: T): T => {
      const next = new (array.constructor as new (length: number) => T)(array.length * 2)
      next.set(array as never)
      return next
    }
    groups = { count: groups.count, size: longer(groups.size), x: longer(groups.x), y: longer(groups.y) }
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
    get groups() {
      return groups
    },
    place({ size, at }, view, selectedRow) {
      if (rows.length < size) {
        const length = Math.ceil(size * 1.5)
        rows = new Int32Array(length)
        x = new Float32Array(length)
        y = new Float32Array(length)
        groupOf = new Int32Array(length)
      }
      const { xyz, urgent, gone } = at
      const [ex, ey, ez] = view.eye
      const [rx, ry, rz] = view.right
      const [ux, uy, uz] = view.up
      const [fx, fy, fz] = view.forward
      const { widthPx, heightPx, tanHalfX, tanHalfY, shiftX, shiftY } = view
      count = 0
      for (let row = 0; row < size; row += 1) {
        if (gone[row] === 1) continue
        const dx = xyz[row * 3]! - ex
        const dy = xyz[row * 3 + 1]! - ey
        const dz = xyz[row * 3 + 2]! - ez
        const depth = dx * fx + dy * fy + dz * fz
        if (depth < 1) continue
        const px = (1 + ((dx * rx + dy * ry + dz * rz) / depth - shiftX) / tanHalfX) * 0.5 * widthPx
        const py = (1 - ((dx * ux + dy * uy + dz * uz) / depth - shiftY) / tanHalfY) * 0.5 * heightPx
        if (px < -marginPx || py < -marginPx || px > widthPx + marginPx || py > heightPx + marginPx) continue
        x[row] = px
        y[row] = py
        groupOf[row] = -1
        rows[count] = row
        count += 1
      }
      groups.count = 0
      if (count <= fewMovers) return
      stamp += 1
      const metresPerPx = (2 * tanHalfX) / widthPx
      for (let index = 0; index < count; index += 1) {
        const row = rows[index]!
        if (urgent[row] === 1 || row === selectedRow) continue
        const [wx, wy, wz] = [xyz[row * 3]!, xyz[row * 3 + 1]!, xyz[row * 3 + 2]!]
        const depth = (wx - ex) * fx + (wy - ey) * fy + (wz - ez) * fz
        const level = Math.round(Math.log2(cellPx * metresPerPx * depth))
        const cellM = 2 ** level
        // Three coordinates of the Earth instead of two of the ground: the same cells everywhere, and nothing to choose.
        const key = (((Math.floor(wx / cellM) & 0x3fff) * 0x4000 + (Math.floor(wy / cellM) & 0x3fff)) * 0x4000 + (Math.floor(wz / cellM) & 0x3fff)) * 32 + (level & 31) // prettier-ignore
        const cell = cellAt(key)
        groupOf[row] = cell
        groups.size[cell]! += 1
        groups.x[cell]! += x[row]!
        groups.y[cell]! += y[row]!
      }
      for (let cell = 0; cell < groups.count; cell += 1) {
        groups.x[cell]! /= groups.size[cell]!
        groups.y[cell]! /= groups.size[cell]!
      }
      for (let index = 0; index < count; index += 1) {
        const row = rows[index]!
        if (groupOf[row]! >= 0 && groups.size[groupOf[row]!]! < smallestGroup) groupOf[row] = -1
      }
    },
  }
}

/** Whether a group is shown as one sign. */
export function isGroup({ groups }: MoverGroups, group: number): boolean {
  return groups.size[group]! >= smallestGroup
}
