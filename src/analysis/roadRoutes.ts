import type { GeoPoint } from '#shared/contract/geo'
import { localPlane } from './localPlane'
import type { AccessDrive, RoadAccess } from './roadAccess'
import { arrivalsAt, bothWays, departuresFrom, quickestByJunction } from './roadAccess'
import { arcLine } from './roadGraph'
import type { RoadGraph } from './roadGraph'
import { arcsTo, shortestTree, shortestWay } from './shortestPaths'
import type { PathTree } from './shortestPaths'

/** A piece of an arc that is driven, between two shares of its length. */
export type DrivenPiece = { arc: number; fromShare: number; untilShare: number }
/** A way by road: how long in seconds and metres, and over which pieces. */
export type RoadWay = { seconds: number; lengthM: number; pieces: readonly DrivenPiece[] }

/** The fastest way between two points on roads, over arcs that are not `closed`; undefined when there is none. */
export function fastestWay(graph: RoadGraph, from: RoadAccess, to: RoadAccess, closed?: Uint8Array): RoadWay | undefined {
  const departures = quickestByJunction(departuresFrom(graph, from, closed))
  const arrivals = quickestByJunction(arrivalsAt(graph, to, closed))
  const direct = directWay(graph, from, to, closed)
  const goal = arcLine(graph, to.arc, to.share, to.share)[0]!
  const plane = localPlane({ lonDeg: goal[0], latDeg: goal[1] })
  const found = shortestWay(
    graph.forwards,
    graph.arcSeconds,
    [...departures.values()].map(({ junction, seconds }) => ({ junction, seconds, origin: 0 })),
    new Map([...arrivals].map(([junction, { seconds }]) => [junction, seconds])),
    // Lengths of arcs are rounded to Float32, so the straight line counts a little less than it is.
    (junction) => {
      const eastM = (graph.lonDeg[junction]! - goal[0]) * plane.metresPerLonDeg
      const northM = (graph.latDeg[junction]! - goal[1]) * plane.metresPerLatDeg
      return (0.999 * Math.hypot(eastM, northM)) / graph.fastestMps
    },
    closed,
  )
  if (found === undefined || (direct !== undefined && direct.seconds <= found.seconds)) return direct
  const arrival = arrivals.get(found.junction)!
  const arcs = arcsTo(found.tree, found.junction, graph.arcSource)
  const first = departures.get(arcs.length > 0 ? graph.arcSource[arcs[0]!]! : found.junction)!
  return wayOf(graph, [first, ...arcs.map((arc) => ({ arc, fromShare: 0, untilShare: 1 })), arrival])
}

/** How fast each of some units is at a place, by road; undefined for those that no way leads from. One search for all of them. */
export function timesTo(
  graph: RoadGraph,
  to: RoadAccess,
  units: readonly (RoadAccess | undefined)[],
  closed?: Uint8Array,
): (RoadWay | undefined)[] {
  const arrivals = quickestByJunction(arrivalsAt(graph, to, closed))
  const starts = [...arrivals.values()].map(({ junction, seconds }) => ({ junction, seconds, origin: 0 }))
  const tree = shortestTree(graph.backwards, graph.arcSeconds, starts, closed)
  return units.map((unit) => {
    if (unit === undefined) return undefined
    const direct = directWay(graph, unit, to, closed)
    let best: { seconds: number; drive: AccessDrive } | undefined
    for (const drive of departuresFrom(graph, unit, closed)) {
      const seconds = drive.seconds + tree.seconds[drive.junction]!
      if (seconds < (best?.seconds ?? Infinity)) best = { seconds, drive }
    }
    if (best === undefined || (direct !== undefined && direct.seconds <= best.seconds)) return direct
    return wayOf(graph, [best.drive, ...towards(graph, tree, best.drive.junction, arrivals)])
  })
}

/** What is reached within a time: every piece of road with the share of the time it takes, and the seconds to each junction. */
export function reachWithin(
  graph: RoadGraph,
  from: RoadAccess,
  limitSeconds: number,
  closed?: Uint8Array,
): { tree: PathTree; pieces: (DrivenPiece & { share: number })[] } {
  const tree = shortestTree(
    graph.forwards,
    graph.arcSeconds,
    departuresFrom(graph, from, closed).map((drive) => ({ ...drive, origin: 0 })),
    closed,
    limitSeconds,
  )
  const pieces: (DrivenPiece & { share: number })[] = []
  for (const { arc, share } of bothWays(graph, from, closed)) {
    const untilShare = Math.min(1, share + limitSeconds / graph.arcSeconds[arc]!)
    if (untilShare > share) pieces.push({ arc, fromShare: share, untilShare, share: 0 })
  }
  for (let arc = 0; arc < graph.meta.arcs; arc += 1) {
    const seconds = tree.seconds[graph.arcSource[arc]!]!
    if (seconds >= limitSeconds || closed?.[arc] === 1) continue
    pieces.push({
      arc,
      fromShare: 0,
      untilShare: Math.min(1, (limitSeconds - seconds) / graph.arcSeconds[arc]!),
      share: seconds / limitSeconds,
    })
  }
  return { tree, pieces }
}

/** Metres of road in some pieces; a road that is driven both ways counts once. */
export function roadLengthM(graph: RoadGraph, pieces: readonly DrivenPiece[]): number {
  const longest = new Map<number, [fromStart: DrivenPiece | undefined, fromEnd: DrivenPiece | undefined]>()
  for (const piece of pieces) {
    const twin = graph.arcTwin[piece.arc]!
    const isSecond = twin >= 0 && twin < piece.arc
    const key = isSecond ? twin : piece.arc
    const pair = longest.get(key) ?? [undefined, undefined]
    const side = isSecond ? 1 : 0
    if (pair[side] === undefined || piece.untilShare - piece.fromShare > pair[side].untilShare - pair[side].fromShare) pair[side] = piece
    longest.set(key, pair)
  }
  let sum = 0
  for (const [arc, [there, back]] of longest) {
    const spans = [
      ...(there === undefined ? [] : [[there.fromShare, there.untilShare] as const]),
      ...(back === undefined ? [] : [[1 - back.untilShare, 1 - back.fromShare] as const]),
    ].sort((a, b) => a[0] - b[0])
    let done = 0
    let share = 0
    for (const [from, until] of spans) {
      share += Math.max(0, until - Math.max(from, done))
      done = Math.max(done, until)
    }
    sum += graph.arcLengthM[arc]! * share
  }
  return sum
}

/** The line of a way. */
export function lineOf(graph: RoadGraph, way: RoadWay): [number, number][] {
  return way.pieces.flatMap(({ arc, fromShare, untilShare }) => arcLine(graph, arc, fromShare, untilShare))
}

/** What a driver is told: roads in order, neighbouring pieces of one road together. */
export function legsOf(
  graph: RoadGraph,
  way: RoadWay,
): { name: string | null; ref: string | null; lengthM: number; seconds: number; place: GeoPoint }[] {
  const legs: { name: string | null; ref: string | null; lengthM: number; seconds: number; place: GeoPoint }[] = []
  for (const { arc, fromShare, untilShare } of way.pieces) {
    const { name, ref } = graph.meta.ways[graph.arcWay[arc]!]!
    const lengthM = graph.arcLengthM[arc]! * (untilShare - fromShare)
    const seconds = graph.arcSeconds[arc]! * (untilShare - fromShare)
    const last = legs.at(-1)
    if (last !== undefined && last.name === name && last.ref === ref) {
      last.lengthM += lengthM
      last.seconds += seconds
    } else {
      const [lonDeg, latDeg] = arcLine(graph, arc, fromShare, fromShare)[0]!
      legs.push({ name, ref, lengthM, seconds, place: { lonDeg, latDeg } })
    }
  }
  return legs
}

/** Along one and the same piece of road, without a junction in between. */
function directWay(graph: RoadGraph, from: RoadAccess, to: RoadAccess, closed?: Uint8Array): RoadWay | undefined {
  const starts = bothWays(graph, from, closed)
  for (const end of bothWays(graph, to, closed)) {
    const start = starts.find(({ arc, share }) => arc === end.arc && share <= end.share)
    if (start !== undefined) return wayOf(graph, [{ arc: end.arc, fromShare: start.share, untilShare: end.share }])
  }
  return undefined
}

/** The pieces from a junction to the end that a search backwards has started at. */
function towards(graph: RoadGraph, tree: PathTree, junction: number, arrivals: ReadonlyMap<number, AccessDrive>): DrivenPiece[] {
  const pieces: DrivenPiece[] = []
  let at = junction
  for (let arc = tree.arcBy[at]!; arc >= 0; arc = tree.arcBy[at]!) {
    pieces.push({ arc, fromShare: 0, untilShare: 1 })
    at = graph.arcTarget[arc]!
  }
  return [...pieces, arrivals.get(at)!]
}

function wayOf(graph: RoadGraph, pieces: readonly DrivenPiece[]): RoadWay {
  let [seconds, lengthM] = [0, 0]
  for (const { arc, fromShare, untilShare } of pieces) {
    seconds += graph.arcSeconds[arc]! * (untilShare - fromShare)
    lengthM += graph.arcLengthM[arc]! * (untilShare - fromShare)
  }
  const driven = pieces.filter(({ fromShare, untilShare }) => untilShare > fromShare)
  return { seconds, lengthM, pieces: driven.map(({ arc, fromShare, untilShare }) => ({ arc, fromShare, untilShare })) }
}
