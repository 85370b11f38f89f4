import Flatbush from 'flatbush'
import type { BuildingTable } from './buildingTable'
import { groundAt, type View } from './projection'

/** Finds buildings by place, from the table alone: the same with and without 3D graphics, and without asking them. */
export type BuildingFinder = {
  /** Row of the building that is seen at a point of the picture; -1 for none. */
  at(view: View, x: number, y: number): number
  /** Rows of the buildings that touch a box of degrees. */
  within(westDeg: number, southDeg: number, eastDeg: number, northDeg: number): number[]
}

export function createBuildingFinder(table: BuildingTable): BuildingFinder {
  const index = table.count > 0 ? new Flatbush(table.count) : undefined
  let highestM = 0
  let lowestM = 0
  for (let row = 0; row < table.count; row += 1) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let corner = table.ringStart[row]!; corner < table.ringStart[row + 1]!; corner += 1) {
      west = Math.min(west, table.ringLonDeg[corner]!)
      east = Math.max(east, table.ringLonDeg[corner]!)
      south = Math.min(south, table.ringLatDeg[corner]!)
      north = Math.max(north, table.ringLatDeg[corner]!)
    }
    index?.add(west, south, east, north)
    highestM = Math.max(highestM, table.groundM[row]! + table.heightM[row]!)
    lowestM = Math.min(lowestM, table.groundM[row]!)
  }
  index?.finish()

  return {
    at(view, x, y) {
      // The ray between the highest roof and the lowest ground is short enough to be a straight line in degrees.
      const [top, bottom] = [groundAt(view, x, y, highestM), groundAt(view, x, y, lowestM)]
      if (index === undefined || top === undefined || bottom === undefined) return -1
      const box = [
        Math.min(top.lonDeg, bottom.lonDeg),
        Math.min(top.latDeg, bottom.latDeg),
        Math.max(top.lonDeg, bottom.lonDeg),
        Math.max(top.latDeg, bottom.latDeg),
      ] as const
      const heightAlong = (share: number) => highestM + (lowestM - highestM) * share
      let found = -1
      let nearest = Infinity
      for (const row of index.search(...box)) {
        const inside = stretchInside(table, row, top, bottom)
        if (inside === undefined) continue
        const roofM = table.groundM[row]! + table.heightM[row]!
        // Met at its wall, or farther in from above at its roof, before the ray has left it again.
        const met = heightAlong(inside.enter) <= roofM ? inside.enter : (highestM - roofM) / Math.max(highestM - lowestM, 1e-9)
        if (met <= inside.leave && heightAlong(met) >= table.groundM[row]! - 1 && met < nearest) [found, nearest] = [row, met]
      }
      return found
    },
    within: (westDeg, southDeg, eastDeg, northDeg) => index?.search(westDeg, southDeg, eastDeg, northDeg) ?? [],
  }
}

type LonLat = { lonDeg: number; latDeg: number }

/** First stretch of the way from one place to another that lies in a building's ring, as shares of the way. */
function stretchInside(table: BuildingTable, row: number, from: LonLat, until: LonLat): { enter: number; leave: number } | undefined {
  const [start, end] = [table.ringStart[row]!, table.ringStart[row + 1]!]
  const [dx, dy] = [until.lonDeg - from.lonDeg, until.latDeg - from.latDeg]
  const crossings: number[] = []
  let inside = false
  for (let corner = start, before = end - 1; corner < end; before = corner, corner += 1) {
    const [ax, ay] = [table.ringLonDeg[before]! - from.lonDeg, table.ringLatDeg[before]! - from.latDeg]
    const [bx, by] = [table.ringLonDeg[corner]! - from.lonDeg, table.ringLatDeg[corner]! - from.latDeg]
    if (ay > 0 !== by > 0 && ((bx - ax) * -ay) / (by - ay) + ax > 0) inside = !inside
    const across = dx * (by - ay) - dy * (bx - ax)
    if (across === 0) continue
    const along = (ax * (by - ay) - ay * (bx - ax)) / across
    const onEdge = (ax * dy - ay * dx) / across
    if (onEdge >= 0 && onEdge < 1 && along >= 0 && along <= 1) crossings.push(along)
  }
  crossings.sort((a, b) => a - b)
  if (inside) return { enter: 0, leave: crossings[0] ?? 1 }
  return crossings[0] === undefined ? undefined : { enter: crossings[0], leave: crossings[1] ?? 1 }
}
