import { distanceM } from '#analysis/localPlane'
import type { Column } from '#analysis/columns'
import { roadClasses, type RoadGraphMeta } from '#shared/contract/cityParts'
import { clipText } from '#shared/contract/text'
import type { DraftRoad, ImportProblem } from '#city/import/draft'
import { SourceRefused } from '#city/import/sourceRefused'
import { largestPart, looseParts, strongParts, type Arcs } from './strongParts'

/** Free flow in km/h where a road says nothing: estimates for a Vietnamese town, below the legal limits. */
const usualKmh: Readonly<Record<DraftRoad['class'], number>> = {
  motorway: 90,
  trunk: 60,
  primary: 50,
  secondary: 45,
  tertiary: 40,
  residential: 30,
  service: 15,
  path: 10,
}
// Keys of places stay exact integers within this many degrees.
const widestDeg = 9
const perDegree = 1e7

/** A stretch of road from junction to junction, in the direction in which it is driven. */
type Stretch = { from: number; to: number; road: DraftRoad; line: readonly number[] }

export type RoadNetwork = { meta: RoadGraphMeta; columns: Record<string, Column>; problems: ImportProblem[] }

/**
 * The road graph of a city folder. Lines are connected where they share a place; between junctions a road is one arc each way it is
 * driven. Junctions outside the largest strongly connected part are marked and reported part by part: nothing must be routed there.
 * Throws SourceRefused when the roads are spread over more than a city.
 */
export function makeRoadNetwork(
  roads: readonly DraftRoad[],
  provenance: Pick<RoadGraphMeta, 'source' | 'licence' | 'synthetic'>,
): RoadNetwork {
  const problems: ImportProblem[] = []
  const junctions = junctionsOf(roads)
  const stretches = stretchesOf(roads, junctions, problems)
  stretches.sort((a, b) => a.from - b.from)
  const arcs = arcsOf(stretches, junctions.lonDeg.length)
  const component = componentOf(arcs, junctions, problems)
  if (stretches.length === 0) problems.push(whole('roads-none', NaN, NaN, {}))

  const ways: RoadGraphMeta['ways'] = []
  const wayOf = new Map<string, number>()
  const arcWay = Uint32Array.from(stretches, ({ road }) => {
    const key = `${road.id ?? ''}\n${road.id === null ? road.index : ''}`
    const known = wayOf.get(key)
    if (known !== undefined) return known
    const text = (value: string | null, most: number): string | null => (value === null ? null : clipText(value, most))
    wayOf.set(key, ways.length)
    return ways.push({ id: clipText(road.id ?? `road-${road.index}`, 80), name: text(road.name, 200), ref: text(road.ref, 40) }) - 1
  })
  const lengthsM = stretches.map(({ line }) => lengthOf(line))
  const shapeStart = startsOf(stretches.map(({ line }) => line.length / 2))
  const places = stretches.flatMap(({ line }) => line)
  const columns = {
    lonDeg: junctions.lonDeg,
    latDeg: junctions.latDeg,
    arcStart: arcs.start,
    arcTarget: arcs.target,
    arcSeconds: Float32Array.from(stretches, ({ road }, arc) => lengthsM[arc]! / ((road.speedKmh ?? usualKmh[road.class]) / 3.6)),
    arcLengthM: Float32Array.from(lengthsM),
    arcClass: Uint8Array.from(stretches, ({ road }) => roadClasses.indexOf(road.class)),
    arcBridge: Uint8Array.from(stretches, ({ road }) => (road.bridge ? 1 : 0)),
    arcWay,
    shapeStart,
    shapeLonDeg: Float64Array.from({ length: places.length / 2 }, (_, at) => places[at * 2]!),
    shapeLatDeg: Float64Array.from({ length: places.length / 2 }, (_, at) => places[at * 2 + 1]!),
    component,
  }
  const meta = { kind: 'road-graph', schema: 1, junctions: junctions.lonDeg.length, arcs: stretches.length, ways, ...provenance } as const
  return { meta, columns, problems }
}

type Junctions = {
  lonDeg: Float64Array<ArrayBuffer>
  latDeg: Float64Array<ArrayBuffer>
  at: (lonDeg: number, latDeg: number) => number | undefined
}

/** Ends of lines, and places that more than one line, or one line twice, goes through. */
function junctionsOf(roads: readonly DraftRoad[]): Junctions {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { line } of roads)
    for (let at = 0; at < line.length; at += 2) {
      west = Math.min(west, line[at]!)
      east = Math.max(east, line[at]!)
      south = Math.min(south, line[at + 1]!)
      north = Math.max(north, line[at + 1]!)
    }
  if (east - west > widestDeg || north - south > widestDeg) throw new SourceRefused('roads-too-wide', { limitDeg: widestDeg })
  const width = Math.ceil((east - west) * perDegree) + 2
  const keyOf = (lonDeg: number, latDeg: number): number =>
    Math.round((latDeg - south) * perDegree) * width + Math.round((lonDeg - west) * perDegree)

  const uses = new Map<number, number>()
  const use = (line: readonly number[], at: number, times: number): void => {
    const key = keyOf(line[at]!, line[at + 1]!)
    uses.set(key, (uses.get(key) ?? 0) + times)
  }
  for (const { line } of roads) for (let at = 0; at < line.length; at += 2) use(line, at, at === 0 || at === line.length - 2 ? 2 : 1)
  const indexOf = new Map<number, number>()
  const lonDeg: number[] = []
  const latDeg: number[] = []
  for (const { line } of roads)
    for (let at = 0; at < line.length; at += 2) {
      const key = keyOf(line[at]!, line[at + 1]!)
      if (uses.get(key)! < 2 || indexOf.has(key)) continue
      indexOf.set(key, lonDeg.length)
      lonDeg.push(line[at]!)
      latDeg.push(line[at + 1]!)
    }
  return { lonDeg: Float64Array.from(lonDeg), latDeg: Float64Array.from(latDeg), at: (lon, lat) => indexOf.get(keyOf(lon, lat)) }
}

function stretchesOf(roads: readonly DraftRoad[], junctions: Junctions, problems: ImportProblem[]): Stretch[] {
  const stretches: Stretch[] = []
  for (const road of roads) {
    let line: number[] = []
    let from: number | undefined
    for (let at = 0; at < road.line.length; at += 2) {
      line.push(road.line[at]!, road.line[at + 1]!)
      const to = junctions.at(road.line[at]!, road.line[at + 1]!)
      if (to === undefined) continue
      if (from !== undefined) {
        if (lengthOf(line) > 0) addBothWays(stretches, { from, to, road, line })
        else problems.push({ code: 'road-zero-length', index: road.index, id: road.id, lonDeg: line[0]!, latDeg: line[1]!, detail: {} })
      }
      from = to
      line = [road.line[at]!, road.line[at + 1]!]
    }
  }
  return stretches
}

function addBothWays(stretches: Stretch[], { from, to, road, line }: Stretch): void {
  if (road.oneWay !== -1) stretches.push({ from, to, road, line })
  if (road.oneWay === 1) return
  const back: number[] = []
  for (let at = line.length - 2; at >= 0; at -= 2) back.push(line[at]!, line[at + 1]!)
  stretches.push({ from: to, to: from, road, line: back })
}

function arcsOf(stretches: readonly Stretch[], junctions: number): Arcs {
  const counts = Array.from({ length: junctions }, () => 0)
  for (const { from } of stretches) counts[from]! += 1
  return { start: startsOf(counts), target: Uint32Array.from(stretches, ({ to }) => to) }
}

function startsOf(counts: readonly number[]): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(counts.length + 1)
  counts.forEach((count, index) => (starts[index + 1] = starts[index]! + count))
  return starts
}

/** 1 for the junctions of the largest strongly connected part; the others are told of, part by part. */
function componentOf(arcs: Arcs, { lonDeg, latDeg }: Junctions, problems: ImportProblem[]): Uint8Array<ArrayBuffer> {
  const strong = strongParts(arcs)
  const { largest } = largestPart(strong.part, strong.count)
  const loose = looseParts(arcs)
  const main = loose.part[strong.part.indexOf(largest)]
  // Traps are put together as they hang on the network: a dead end of five one-way streets is one trap, not five.
  const outside = looseParts(arcsWithin(arcs, (node) => strong.part[node] !== largest))
  const { sizes } = largestPart(outside.part, outside.count)
  const told = new Set<number>()
  outside.part.forEach((part, junction) => {
    if (strong.part[junction] === largest || told.has(part)) return
    told.add(part)
    const code = loose.part[junction] === main ? 'road-trap' : 'road-part-isolated'
    problems.push(whole(code, lonDeg[junction]!, latDeg[junction]!, { junctions: sizes[part]! }))
  })
  return Uint8Array.from(strong.part, (part) => (part === largest ? 1 : 0))
}

function arcsWithin({ start, target }: Arcs, isKept: (node: number) => boolean): Arcs {
  const kept: number[] = []
  const starts = new Uint32Array(start.length)
  for (let node = 0; node + 1 < start.length; node += 1) {
    if (isKept(node)) for (let arc = start[node]!; arc < start[node + 1]!; arc += 1) if (isKept(target[arc]!)) kept.push(target[arc]!)
    starts[node + 1] = kept.length
  }
  return { start: starts, target: Uint32Array.from(kept) }
}

function lengthOf(line: readonly number[]): number {
  let lengthM = 0
  for (let at = 2; at < line.length; at += 2)
    lengthM += distanceM({ lonDeg: line[at - 2]!, latDeg: line[at - 1]! }, { lonDeg: line[at]!, latDeg: line[at + 1]! })
  return lengthM
}

function whole(code: ImportProblem['code'], lonDeg: number, latDeg: number, detail: ImportProblem['detail']): ImportProblem {
  return { code, index: null, id: null, lonDeg, latDeg, detail }
}
