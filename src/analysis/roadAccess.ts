import type { GeoPoint } from '#shared/contract/geo'
import Flatbush from 'flatbush'
import { localPlane } from './localPlane'
import type { RoadGraph } from './roadGraph'

/** Where a place meets the roads: on which arc, at which share of its length, and how far off. */
export type RoadAccess = { arc: number; share: number; offRoadM: number }

/** Finds the road nearest to a place. */
export type RoadIndex = { nearest: (place: GeoPoint, closed?: Uint8Array) => RoadAccess | undefined }

/** Nobody walks farther than this to a road. */
const farthestM = 3_000

/**
 * An index over the arcs of the largest strongly connected part: from anywhere else a search would start on an island. Arcs that are
 * `closed` (1) are passed over, with their other direction where that is closed too.
 */
export function roadIndex(graph: RoadGraph): RoadIndex {
  const arcs: number[] = []
  for (let arc = 0; arc < graph.meta.arcs; arc += 1) {
    if (graph.component[graph.arcSource[arc]!] === 1 && graph.component[graph.arcTarget[arc]!] === 1) arcs.push(arc)
  }
  if (arcs.length === 0) return { nearest: () => undefined }
  const tree = new Flatbush(arcs.length)
  for (const arc of arcs) {
    const [start, end] = [graph.shapeStart[arc]!, graph.shapeStart[arc + 1]!]
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let point = start; point < end; point += 1) {
      west = Math.min(west, graph.shapeLonDeg[point]!)
      east = Math.max(east, graph.shapeLonDeg[point]!)
      south = Math.min(south, graph.shapeLatDeg[point]!)
      north = Math.max(north, graph.shapeLatDeg[point]!)
    }
    tree.add(west, south, east, north)
  }
  tree.finish()
  return {
    nearest: (place, closed) => {
      const plane = localPlane(place)
      for (let radiusM = 100; radiusM <= farthestM * 2; radiusM *= 3) {
        const withinM = Math.min(radiusM, farthestM)
        const [lonSpan, latSpan] = [withinM / plane.metresPerLonDeg, withinM / plane.metresPerLatDeg]
        let best: RoadAccess | undefined
        for (const found of tree.search(place.lonDeg - lonSpan, place.latDeg - latSpan, place.lonDeg + lonSpan, place.latDeg + latSpan)) {
          const arc = arcs[found]!
          if (closed?.[arc] === 1) continue
          const access = accessOn(graph, arc, place)
          if (access.offRoadM <= withinM && (best === undefined || access.offRoadM < best.offRoadM)) best = access
        }
        if (best !== undefined) return best
      }
      return undefined
    },
  }
}

/** The drive between a point on a road and a junction: over a piece of one arc, or over none where the point is the junction. */
export type AccessDrive = { junction: number; seconds: number; arc: number; fromShare: number; untilShare: number }

/** A point this close to the end of an arc, as a share of it, is the junction there. */
const endShare = 1e-9

/** Where leaving from a point on a road leads: the next junction ahead, and the one behind where the road goes both ways. */
export function departuresFrom(graph: RoadGraph, access: RoadAccess, closed?: Uint8Array): AccessDrive[] {
  return bothWays(graph, access, closed).flatMap(({ arc, share }) => {
    const ahead = { junction: graph.arcTarget[arc]!, seconds: graph.arcSeconds[arc]! * (1 - share), arc, fromShare: share, untilShare: 1 }
    return share > endShare ? [ahead] : [ahead, { junction: graph.arcSource[arc]!, seconds: 0, arc, fromShare: 0, untilShare: 0 }]
  })
}

/** From which junctions a point on a road is come to. */
export function arrivalsAt(graph: RoadGraph, access: RoadAccess, closed?: Uint8Array): AccessDrive[] {
  return bothWays(graph, access, closed).flatMap(({ arc, share }) => {
    const behind = { junction: graph.arcSource[arc]!, seconds: graph.arcSeconds[arc]! * share, arc, fromShare: 0, untilShare: share }
    return share < 1 - endShare ? [behind] : [behind, { junction: graph.arcTarget[arc]!, seconds: 0, arc, fromShare: 1, untilShare: 1 }]
  })
}

/** The quickest of some drives for each junction. */
export function quickestByJunction(drives: readonly AccessDrive[]): Map<number, AccessDrive> {
  const quickest = new Map<number, AccessDrive>()
  for (const drive of drives) {
    const known = quickest.get(drive.junction)
    if (known === undefined || drive.seconds < known.seconds) quickest.set(drive.junction, drive)
  }
  return quickest
}

/** The directions in which the road at a point may be driven. */
export function bothWays(graph: RoadGraph, { arc, share }: RoadAccess, closed?: Uint8Array): { arc: number; share: number }[] {
  const twin = graph.arcTwin[arc]!
  const ways =
    twin < 0
      ? [{ arc, share }]
      : [
          { arc, share },
          { arc: twin, share: 1 - share },
        ]
  return ways.filter((way) => closed?.[way.arc] !== 1)
}

/** The arcs that are closed (1) where closures were set: each closes the road nearest to it, both ways. */
export function closedArcs(graph: RoadGraph, index: RoadIndex, closures: readonly GeoPoint[], flooded?: Uint8Array): Uint8Array {
  const closed = flooded?.slice() ?? new Uint8Array(graph.meta.arcs)
  for (const place of closures) {
    // Among all roads, also those that are closed already: a closure must not jump to the next street.
    const access = index.nearest(place)
    if (access === undefined) continue
    for (const { arc } of bothWays(graph, access)) closed[arc] = 1
  }
  return closed
}

function accessOn(graph: RoadGraph, arc: number, place: GeoPoint): RoadAccess {
  const plane = localPlane(place)
  let alongM = 0
  let best = { atM: 0, offRoadM: Infinity }
  for (let point = graph.shapeStart[arc]!; point < graph.shapeStart[arc + 1]! - 1; point += 1) {
    const eastA = (graph.shapeLonDeg[point]! - place.lonDeg) * plane.metresPerLonDeg
    const northA = (graph.shapeLatDeg[point]! - place.latDeg) * plane.metresPerLatDeg
    const east = (graph.shapeLonDeg[point + 1]! - graph.shapeLonDeg[point]!) * plane.metresPerLonDeg
    const north = (graph.shapeLatDeg[point + 1]! - graph.shapeLatDeg[point]!) * plane.metresPerLatDeg
    const lengthM = Math.hypot(east, north)
    const part = lengthM === 0 ? 0 : Math.min(Math.max(-(eastA * east + northA * north) / lengthM ** 2, 0), 1)
    const offRoadM = Math.hypot(eastA + east * part, northA + north * part)
    if (offRoadM < best.offRoadM) best = { atM: alongM + lengthM * part, offRoadM }
    alongM += lengthM
  }
  return { arc, share: alongM === 0 ? 0 : Math.min(best.atM / alongM, 1), offRoadM: best.offRoadM }
}
