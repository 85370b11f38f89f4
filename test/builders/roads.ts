import { decodeColumns, encodeColumns } from '#analysis/columns'
import { distanceM } from '#analysis/localPlane'
import type { RoadGraph } from '#analysis/roadGraph'
import { roadGraphOf } from '#analysis/roadGraph'
import type { GeoPoint } from '#shared/contract/geo'

/** A road between two junctions, as a test draws it. */
export type DrawnRoad = {
  from: number
  to: number
  oneWay?: boolean
  bridge?: boolean
  name?: string
  mps?: number
  seconds?: number
  via?: readonly GeoPoint[]
}

/** The bytes of a road graph file with these junctions and roads. */
export function roadsFile(junctions: readonly GeoPoint[], roads: readonly DrawnRoad[]): Uint8Array<ArrayBuffer> {
  const arcs = roads.flatMap((road, way) => {
    const line = [junctions[road.from]!, ...(road.via ?? []), junctions[road.to]!]
    const there = { source: road.from, target: road.to, line, way, road }
    return road.oneWay === true ? [there] : [there, { source: road.to, target: road.from, line: [...line].reverse(), way, road }]
  })
  arcs.sort((a, b) => a.source - b.source)
  const lengths = arcs.map(({ line }) => line.slice(1).reduce((sum, place, index) => sum + distanceM(line[index]!, place), 0))
  const starts = (counts: number[]): Uint32Array<ArrayBuffer> => {
    let sum = 0
    return Uint32Array.from([0, ...counts.map((count) => (sum += count))])
  }
  const points = arcs.flatMap(({ line }) => line)
  return encodeColumns(
    {
      kind: 'road-graph',
      schema: 1,
      junctions: junctions.length,
      arcs: arcs.length,
      ways: roads.map(({ name }, index) => ({ id: `w${index}`, name: name ?? null, ref: null })),
      source: 'test',
      licence: 'test',
      synthetic: true,
    },
    {
      lonDeg: Float64Array.from(junctions, ({ lonDeg }) => lonDeg),
      latDeg: Float64Array.from(junctions, ({ latDeg }) => latDeg),
      arcStart: starts(junctions.map((_, junction) => arcs.filter(({ source }) => source === junction).length)),
      arcTarget: Uint32Array.from(arcs, ({ target }) => target),
      arcSeconds: Float32Array.from(arcs, ({ road }, index) => road.seconds ?? Math.max(lengths[index]!, 0.1) / (road.mps ?? 10)),
      arcLengthM: Float32Array.from(lengths),
      arcClass: new Uint8Array(arcs.length).fill(5),
      arcBridge: Uint8Array.from(arcs, ({ road }) => (road.bridge === true ? 1 : 0)),
      arcWay: Uint32Array.from(arcs, ({ way }) => way),
      shapeStart: starts(arcs.map(({ line }) => line.length)),
      shapeLonDeg: Float64Array.from(points, ({ lonDeg }) => lonDeg),
      shapeLatDeg: Float64Array.from(points, ({ latDeg }) => latDeg),
      component: new Uint8Array(junctions.length).fill(1),
    },
  )
}

/** The same, read. */
export function roadGraph(junctions: readonly GeoPoint[], roads: readonly DrawnRoad[]): RoadGraph {
  return roadGraphOf(decodeColumns(roadsFile(junctions, roads)))
}
