import earcut from 'earcut'
import Flatbush from 'flatbush'
import { ringsOf, type BuildingRows } from './buildingRows'

/**
 * Pairs of buildings that share more than `share` of the smaller one's area, smaller first. Areas are exact: triangles of one are cut by
 * those of the other; only pairs whose boxes overlap that much are looked at.
 */
export function overlappingPairs(rows: BuildingRows, share = 0.8): [row: number, other: number][] {
  if (rows.count < 2) return []
  const index = new Flatbush(rows.count)
  const boxes = new Float64Array(rows.count * 4)
  for (let row = 0; row < rows.count; row += 1) {
    const box = boxOf(rows.places, rows.ringStart[rows.polygonStart[row]!]!, rows.ringStart[rows.polygonStart[row]! + 1]!)
    boxes.set(box, row * 4)
    index.add(...box)
  }
  index.finish()
  const triangles = new Map<number, Float64Array[]>()
  const trianglesOf = (row: number): Float64Array[] => {
    let found = triangles.get(row)
    if (found === undefined) {
      found = triangulated(ringsOf(rows, row))
      // Neighbours ask for the same ones; all of a city at once would not fit.
      if (triangles.size > 5_000) triangles.clear()
      triangles.set(row, found)
    }
    return found
  }
  const pairs: [number, number][] = []
  for (let row = 0; row < rows.count; row += 1) {
    const [west, south, east, north] = [boxes[row * 4]!, boxes[row * 4 + 1]!, boxes[row * 4 + 2]!, boxes[row * 4 + 3]!]
    const metres = 111_195 ** 2 * Math.cos((south * Math.PI) / 180)
    for (const other of index.search(west, south, east, north)) {
      const isSmaller = rows.areaM2[row]! < rows.areaM2[other]! || (rows.areaM2[row] === rows.areaM2[other] && row < other)
      if (other === row || !isSmaller) continue
      const width = Math.min(east, boxes[other * 4 + 2]!) - Math.max(west, boxes[other * 4]!)
      const height = Math.min(north, boxes[other * 4 + 3]!) - Math.max(south, boxes[other * 4 + 1]!)
      const needed = rows.areaM2[row]! * share
      if (width * height * metres < needed) continue
      let sharedM2 = 0
      for (const a of trianglesOf(row)) for (const b of trianglesOf(other)) sharedM2 += sharedArea(a, b) * metres
      if (sharedM2 >= needed) pairs.push([row, other])
    }
  }
  return pairs
}

function boxOf(places: Float64Array, from: number, to: number): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let at = from * 2; at < to * 2; at += 2) {
    box[0] = Math.min(box[0], places[at]!)
    box[1] = Math.min(box[1], places[at + 1]!)
    box[2] = Math.max(box[2], places[at]!)
    box[3] = Math.max(box[3], places[at + 1]!)
  }
  return box
}

function triangulated(rings: readonly Float64Array[]): Float64Array[] {
  const [lon0, lat0] = [rings[0]![0]!, rings[0]![1]!]
  const flat: number[] = []
  const holes: number[] = []
  for (const ring of rings) {
    if (flat.length > 0) holes.push(flat.length / 2)
    for (let at = 0; at < ring.length; at += 2) flat.push(ring[at]! - lon0, ring[at + 1]! - lat0)
  }
  const corners = earcut(flat, holes)
  const triangles: Float64Array[] = []
  for (let at = 0; at < corners.length; at += 3) {
    const triangle = new Float64Array(6)
    for (let corner = 0; corner < 3; corner += 1) {
      triangle[corner * 2] = flat[corners[at + corner]! * 2]! + lon0
      triangle[corner * 2 + 1] = flat[corners[at + corner]! * 2 + 1]! + lat0
    }
    triangles.push(triangle)
  }
  return triangles
}

/** Area that two triangles share, in the square of their unit: one cut by each side of the other (Sutherland and Hodgman, 1974). */
function sharedArea(a: Float64Array, b: Float64Array): number {
  let subject: number[] = [...a]
  const clockwise = (b[2]! - b[0]!) * (b[5]! - b[1]!) < (b[4]! - b[0]!) * (b[3]! - b[1]!)
  const sign = clockwise ? -1 : 1
  for (let side = 0; side < 6 && subject.length > 0; side += 2) {
    const [x1, y1, x2, y2] = [b[side]!, b[side + 1]!, b[(side + 2) % 6]!, b[(side + 3) % 6]!]
    const inward = (x: number, y: number): number => sign * ((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1))
    const kept: number[] = []
    for (let at = 0; at < subject.length; at += 2) {
      const next = (at + 2) % subject.length
      const [ax, ay, bx, by] = [subject[at]!, subject[at + 1]!, subject[next]!, subject[next + 1]!]
      const [from, to] = [inward(ax, ay), inward(bx, by)]
      if (from >= 0) kept.push(ax, ay)
      if (from >= 0 !== to >= 0) kept.push(ax + (from / (from - to)) * (bx - ax), ay + (from / (from - to)) * (by - ay))
    }
    subject = kept
  }
  let twice = 0
  for (let at = 2; at + 3 < subject.length; at += 2) {
    twice +=
      (subject[at]! - subject[0]!) * (subject[at + 3]! - subject[1]!) - (subject[at + 2]! - subject[0]!) * (subject[at + 1]! - subject[1]!)
  }
  return Math.abs(twice / 2)
}
