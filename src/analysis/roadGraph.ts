import { roadGraphMeta } from '#shared/contract/cityParts'
import type { RoadGraphMeta } from '#shared/contract/cityParts'
import type { GeoPoint } from '#shared/contract/geo'
import { columnOf } from './columns'
import type { ColumnsFile } from './columns'
import { localPlane } from './localPlane'

/**
 * Arcs by junction: those of junction `j` are `arc[start[j]]` to `arc[start[j + 1] - 1]`, each with the junction at its other end.
 * Forwards they are the arcs that leave, backwards those that arrive.
 */
export type Adjacency = { start: Uint32Array; arc: Uint32Array; other: Uint32Array }

/** A city's roads, ready to be searched. */
export type RoadGraph = {
  meta: RoadGraphMeta
  lonDeg: Float64Array
  latDeg: Float64Array
  arcSource: Uint32Array
  arcTarget: Uint32Array
  /** Float64, though the file has Float32: sums of the two kinds do not compare. */
  arcSeconds: Float64Array
  arcLengthM: Float64Array
  arcClass: Uint8Array
  arcBridge: Uint8Array
  arcWay: Uint32Array
  /** The same piece of road the other way; -1 on a one-way road. */
  arcTwin: Int32Array
  shapeStart: Uint32Array
  shapeLonDeg: Float64Array
  shapeLatDeg: Float64Array
  component: Uint8Array
  forwards: Adjacency
  backwards: Adjacency
  /** No arc is faster. */
  fastestMps: number
}

/** The road graph that a file holds. Throws an Error that says what does not fit. */
export function roadGraphOf(file: ColumnsFile): RoadGraph {
  const meta = roadGraphMeta.parse(file.meta)
  const { junctions, arcs } = meta
  const arcStart = columnOf(file, 'arcStart', 'u32')
  const arcTarget = columnOf(file, 'arcTarget', 'u32')
  const columns = {
    lonDeg: columnOf(file, 'lonDeg', 'f64'),
    latDeg: columnOf(file, 'latDeg', 'f64'),
    arcTarget,
    arcSeconds: Float64Array.from(columnOf(file, 'arcSeconds', 'f32')),
    arcLengthM: Float64Array.from(columnOf(file, 'arcLengthM', 'f32')),
    arcClass: columnOf(file, 'arcClass', 'u8'),
    arcBridge: columnOf(file, 'arcBridge', 'u8'),
    arcWay: columnOf(file, 'arcWay', 'u32'),
    shapeStart: columnOf(file, 'shapeStart', 'u32'),
    shapeLonDeg: columnOf(file, 'shapeLonDeg', 'f64'),
    shapeLatDeg: columnOf(file, 'shapeLatDeg', 'f64'),
    component: columnOf(file, 'component', 'u8'),
  }
  for (const name of ['lonDeg', 'latDeg', 'component'] as const) expectLength(name, columns[name], junctions)
  for (const name of ['arcTarget', 'arcSeconds', 'arcLengthM', 'arcClass', 'arcBridge', 'arcWay'] as const) {
    expectLength(name, columns[name], arcs)
  }
  expectStarts('arcStart', arcStart, junctions, arcs)
  expectStarts('shapeStart', columns.shapeStart, arcs, columns.shapeLonDeg.length)
  expectLength('shapeLatDeg', columns.shapeLatDeg, columns.shapeLonDeg.length)
  let fastestMps = 1
  for (let arc = 0; arc < arcs; arc += 1) {
    if (arcTarget[arc]! >= junctions) throw new Error(`roads: arc ${arc} leads to junction ${arcTarget[arc]} of ${junctions}`)
    if (columns.arcWay[arc]! >= meta.ways.length)
      throw new Error(`roads: arc ${arc} is of way ${columns.arcWay[arc]} of ${meta.ways.length}`)
    if (columns.shapeStart[arc + 1]! - columns.shapeStart[arc]! < 2) throw new Error(`roads: arc ${arc} has no shape`)
    if (!(columns.arcSeconds[arc]! > 0)) throw new Error(`roads: arc ${arc} takes ${columns.arcSeconds[arc]} s`)
    fastestMps = Math.max(fastestMps, columns.arcLengthM[arc]! / columns.arcSeconds[arc]!)
  }
  const arcSource = new Uint32Array(arcs)
  for (let junction = 0; junction < junctions; junction += 1) arcSource.fill(junction, arcStart[junction], arcStart[junction + 1])
  const forwards = { start: arcStart, arc: Uint32Array.from({ length: arcs }, (_, arc) => arc), other: arcTarget }
  return {
    meta,
    ...columns,
    arcSource,
    arcTwin: twinsOf(arcStart, arcSource, arcTarget, columns.arcWay, columns.arcLengthM),
    forwards,
    backwards: reversed(junctions, arcSource, arcTarget),
    fastestMps,
  }
}

/** A piece of an arc's line, between two shares of its length, 0 to 1. */
export function arcLine(graph: RoadGraph, arc: number, fromShare = 0, untilShare = 1): [number, number][] {
  const line: [number, number][] = []
  for (let point = graph.shapeStart[arc]!; point < graph.shapeStart[arc + 1]!; point += 1) {
    line.push([graph.shapeLonDeg[point]!, graph.shapeLatDeg[point]!])
  }
  return fromShare <= 0 && untilShare >= 1 ? line : cutLine(line, fromShare, untilShare)
}

/** The place at a share of an arc's length. */
export function placeOnArc(graph: RoadGraph, arc: number, share: number): GeoPoint {
  const [lonDeg, latDeg] = arcLine(graph, arc, share, share)[0]!
  return { lonDeg, latDeg }
}

function cutLine(line: readonly [number, number][], fromShare: number, untilShare: number): [number, number][] {
  const plane = localPlane({ lonDeg: line[0]![0], latDeg: line[0]![1] })
  const lengths = line.slice(1).map(([lonDeg, latDeg], index) => {
    const [lonBefore, latBefore] = line[index]!
    return Math.hypot((lonDeg - lonBefore) * plane.metresPerLonDeg, (latDeg - latBefore) * plane.metresPerLatDeg)
  })
  const wholeM = lengths.reduce((sum, lengthM) => sum + lengthM, 0)
  const at = (share: number): { index: number; place: [number, number] } => {
    let restM = Math.min(Math.max(share, 0), 1) * wholeM
    for (let index = 0; index < lengths.length; index += 1) {
      const lengthM = lengths[index]!
      if (restM <= lengthM || index === lengths.length - 1) {
        const part = lengthM === 0 ? 0 : Math.min(restM / lengthM, 1)
        const [a, b] = [line[index]!, line[index + 1]!]
        return { index, place: [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part] }
      }
      restM -= lengthM
    }
    return { index: 0, place: line[0]! }
  }
  const from = at(fromShare)
  const until = at(untilShare)
  return [from.place, ...line.slice(from.index + 1, until.index + 1), until.place]
}

function twinsOf(start: Uint32Array, source: Uint32Array, target: Uint32Array, way: Uint32Array, lengthM: Float64Array): Int32Array {
  const twins = new Int32Array(target.length).fill(-1)
  for (let arc = 0; arc < target.length; arc += 1) {
    if (twins[arc]! >= 0) continue
    for (let back = start[target[arc]!]!; back < start[target[arc]! + 1]!; back += 1) {
      const isTwin = back !== arc && target[back] === source[arc] && way[back] === way[arc] && twins[back]! < 0
      if (isTwin && Math.abs(lengthM[back]! - lengthM[arc]!) < 0.5) {
        twins[arc] = back
        twins[back] = arc
        break
      }
    }
  }
  return twins
}

function reversed(junctions: number, source: Uint32Array, target: Uint32Array): Adjacency {
  const start = new Uint32Array(junctions + 1)
  for (const junction of target) start[junction + 1]! += 1
  for (let junction = 0; junction < junctions; junction += 1) start[junction + 1]! += start[junction]!
  const next = start.slice()
  const arcs = new Uint32Array(target.length)
  const other = new Uint32Array(target.length)
  for (let arc = 0; arc < target.length; arc += 1) {
    const slot = next[target[arc]!]!
    next[target[arc]!] = slot + 1
    arcs[slot] = arc
    other[slot] = source[arc]!
  }
  return { start, arc: arcs, other }
}

function expectLength(name: string, column: { length: number }, length: number): void {
  if (column.length !== length) throw new Error(`roads: ${name} has ${column.length} values for ${length}`)
}

function expectStarts(name: string, starts: Uint32Array, rows: number, end: number): void {
  expectLength(name, starts, rows + 1)
  for (let row = 0; row < rows; row += 1) if (starts[row]! > starts[row + 1]!) throw new Error(`roads: ${name} falls at ${row}`)
  if (starts[rows] !== end) throw new Error(`roads: ${name} ends at ${starts[rows]} of ${end}`)
}
