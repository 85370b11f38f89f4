import type { LonLat } from './areas'
import { areasAbove } from './contours'
import { fromPlane, localPlane, toPlane } from './localPlane'
import { simplifiedRing } from './simplifiedRing'

/** A piece of road that was reached: its line, and the seconds at both of its ends. */
export type ReachedLine = { line: readonly LonLat[]; fromSeconds: number; untilSeconds: number }

/** From a road people go on by foot: this far, at this pace (about 5 km/h). */
const offRoadM = 100
const walkMps = 1.4
const smallestCellM = 20
/** The ground is looked at in no more cells than this. */
const mostCells = 30_000

/**
 * The ground that is reached within each of some times: what lies within 100 m of a reached road, by foot from there. Areas as outer ring
 * and holes, open rings in degrees, in the order of the limits; with the square metres of each.
 */
export function reachAreas(pieces: readonly ReachedLine[], limitsSeconds: readonly number[]): { areas: LonLat[][][]; areaM2: number }[] {
  const [first] = pieces
  if (first === undefined) return limitsSeconds.map(() => ({ areas: [], areaM2: 0 }))
  const [lonDeg, latDeg] = first.line[0]!
  const plane = localPlane({ lonDeg, latDeg })
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { line } of pieces) {
    for (const [lon, lat] of line) {
      if (lon < west) west = lon
      if (lon > east) east = lon
      if (lat < south) south = lat
      if (lat > north) north = lat
    }
  }
  const [westM, southM] = toPlane(plane, west, south)
  const [eastM, northM] = toPlane(plane, east, north)
  const margin = offRoadM + 2 * smallestCellM
  const [widthM, heightM] = [eastM - westM + 2 * margin, northM - southM + 2 * margin]
  const cellM = Math.max(smallestCellM, Math.sqrt((widthM * heightM) / mostCells))
  const [columns, rows] = [Math.ceil(widthM / cellM) + 1, Math.ceil(heightM / cellM) + 1]
  const seconds = new Float32Array(columns * rows).fill(Infinity)
  const [x0, y0] = [westM - margin, southM - margin]
  // From degrees to cells in one step: there are tens of thousands of lines.
  const onGrid: OnGrid = {
    columns,
    perLonDeg: plane.metresPerLonDeg / cellM,
    perLatDeg: plane.metresPerLatDeg / cellM,
    lonDeg: plane.origin.lonDeg + x0 / plane.metresPerLonDeg,
    latDeg: plane.origin.latDeg + y0 / plane.metresPerLatDeg,
  }
  for (const each of pieces) markLine(each, onGrid, seconds)
  spreadByFoot(seconds, columns, rows, cellM)
  return limitsSeconds.map((limit) => {
    const left = seconds.map((value) => (value === Infinity ? Number.NaN : limit - value))
    const shapes = areasAbove(left, columns, rows, 0)
    return {
      areaM2:
        shapes.reduce((sum, rings) => sum + rings.reduce((own, ring, at) => own + (at === 0 ? 1 : -1) * surface(ring), 0), 0) * cellM ** 2,
      areas: shapes.map((rings) =>
        rings
          .map((ring) => simplifiedRing(ring, 0.4))
          .filter((ring) => ring.length >= 3)
          .map((ring) =>
            ring.map(([column, row]): LonLat => {
              const place = fromPlane(plane, x0 + column * cellM, y0 + row * cellM)
              return [place.lonDeg, place.latDeg]
            }),
          ),
      ),
    }
  })
}

type OnGrid = { columns: number; perLonDeg: number; perLatDeg: number; lonDeg: number; latDeg: number }

function markLine({ line, fromSeconds, untilSeconds }: ReachedLine, grid: OnGrid, seconds: Float32Array): void {
  const x = (at: number): number => (line[at]![0] - grid.lonDeg) * grid.perLonDeg
  const y = (at: number): number => (line[at]![1] - grid.latDeg) * grid.perLatDeg
  let whole = 0
  for (let at = 1; at < line.length; at += 1) whole += Math.hypot(x(at) - x(at - 1), y(at) - y(at - 1))
  let behind = 0
  for (let at = 1; at < line.length; at += 1) {
    const [ax, ay] = [x(at - 1), y(at - 1)]
    const [dx, dy] = [x(at) - ax, y(at) - ay]
    const length = Math.hypot(dx, dy)
    const steps = Math.max(1, Math.ceil(length))
    for (let step = 0; step <= steps; step += 1) {
      const share = step / steps
      const cell = Math.round(ay + dy * share) * grid.columns + Math.round(ax + dx * share)
      const along = whole === 0 ? 0 : (behind + length * share) / whole
      const value = fromSeconds + (untilSeconds - fromSeconds) * along
      if (value < seconds[cell]!) seconds[cell] = value
    }
    behind += length
  }
}

/** Distances grow cell by cell to the eight neighbours, once from each corner (Rosenfeld and Pfaltz, 1966): at most 8 % too long. */
function spreadByFoot(seconds: Float32Array, columns: number, rows: number, cellM: number): void {
  const offM = new Float32Array(seconds.length)
  const take = (cell: number, from: number, stepM: number): void => {
    const awayM = offM[from]! + stepM
    const at = seconds[from]! + stepM / walkMps
    if (awayM > offRoadM || at >= seconds[cell]!) return
    seconds[cell] = at
    offM[cell] = awayM
  }
  const slant = cellM * Math.SQRT2
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const cell = row * columns + column
      if (column > 0) take(cell, cell - 1, cellM)
      if (row === 0) continue
      take(cell, cell - columns, cellM)
      if (column > 0) take(cell, cell - columns - 1, slant)
      if (column < columns - 1) take(cell, cell - columns + 1, slant)
    }
  }
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      const cell = row * columns + column
      if (column < columns - 1) take(cell, cell + 1, cellM)
      if (row === rows - 1) continue
      take(cell, cell + columns, cellM)
      if (column > 0) take(cell, cell + columns - 1, slant)
      if (column < columns - 1) take(cell, cell + columns + 1, slant)
    }
  }
}

function surface(ring: readonly (readonly [number, number])[]): number {
  let twice = 0
  ring.forEach(([x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length]!
    twice += x * nextY - nextX * y
  })
  return Math.abs(twice) / 2
}
