import type { AnswerLayer } from '#shared/contract/answerLayer'
import type { QuestionOf, ResultOf } from '#shared/contract/cityAnswer'
import type { Language } from '#shared/contract/ipc'
import { facilityRowOf, longestList } from './cityHits'
import type { CityModel } from './cityModel'
import { reachAreas } from './reachArea'
import { arrivalsAt, closedArcs } from './roadAccess'
import type { RoadAccess } from './roadAccess'
import { floodedArcs } from './roadFlood'
import { arcLine } from './roadGraph'
import type { RoadGraph } from './roadGraph'
import { fastestWay, legsOf, lineOf, reachWithin, roadLengthM, timesTo } from './roadRoutes'
import type { RoadWay } from './roadRoutes'
import type { PathTree } from './shortestPaths'
import { Unanswered } from './unanswered'

type AreaRings = ReturnType<typeof reachAreas>[number]['areas'][number]
type RoadCity = CityModel & { roads: NonNullable<CityModel['roads']> }
type RoadAnswer<K extends 'route' | 'nearest' | 'reach'> = { result: ResultOf<K>; layers: AnswerLayer[] }

/** The fastest way between two places that avoids what is closed and flooded, beside the way if nothing were. */
export function answerRoute(city: RoadCity, question: QuestionOf<'route'>): RoadAnswer<'route'> {
  const { graph, index } = city.roads
  const closed = closedOf(city, question)
  const [from, to] = [index.nearest(question.from, closed), index.nearest(question.to, closed)]
  if (from === undefined || to === undefined) throw new Unanswered('off-road', from === undefined ? 'from' : 'to')
  const way = fastestWay(graph, from, to, closed)
  if (way === undefined) throw new Unanswered('no-way', '')
  const [openFrom, openTo] = [index.nearest(question.from), index.nearest(question.to)]
  const open = openFrom && openTo && fastestWay(graph, openFrom, openTo)
  const undisturbed = open !== undefined && !isSameWay(open, way) ? open : null
  return {
    result: {
      kind: 'route',
      way: wayRow(graph, way),
      undisturbed: undisturbed && wayRow(graph, undisturbed),
      fromOffRoadM: from.offRoadM,
      toOffRoadM: to.offRoadM,
    },
    layers: [
      ...(undisturbed
        ? [{ kind: 'roads' as const, id: 'undisturbed', tone: 'measure' as const, lines: [lineOf(graph, undisturbed)] }]
        : []),
      { kind: 'route', id: 'way', tone: 'route', line: lineOf(graph, way) },
      ...closureMarks(question),
      {
        kind: 'points',
        id: 'ends',
        tone: 'route',
        places: [
          { place: question.from, label: 'A' },
          { place: question.to, label: 'B' },
        ],
      },
    ],
  }
}

/** The units that are at a place first, by road. */
export function answerNearest(city: RoadCity, question: QuestionOf<'nearest'>, language: Language): RoadAnswer<'nearest'> {
  const { graph, index } = city.roads
  const closed = closedOf(city, question)
  const to = index.nearest(question.place, closed)
  if (to === undefined) throw new Unanswered('off-road', 'place')
  const accesses = question.among.map(({ place }) => index.nearest(place, closed))
  const reached = timesTo(graph, to, accesses, closed).flatMap((way, row) =>
    way === undefined ? [] : [{ way, unit: question.among[row]!, offRoadM: accesses[row]!.offRoadM }],
  )
  const first = reached.sort((a, b) => a.way.seconds - b.way.seconds).slice(0, question.most)
  return {
    result: {
      kind: 'nearest',
      units: first.map(({ way, unit, offRoadM }) => ({ ...unit, seconds: way.seconds, lengthM: way.lengthM, offRoadM })),
      unreachable: question.among.length - reached.length,
      offRoadM: to.offRoadM,
    },
    layers: [
      ...first.map(({ way, unit }, rank): AnswerLayer => {
        const line = lineOf(graph, way)
        return rank === 0
          ? { kind: 'route', id: `way-${unit.id}`, tone: 'route', line }
          : { kind: 'roads', id: `way-${unit.id}`, tone: 'reach', lines: [line] }
      }),
      ...closureMarks(question),
      {
        kind: 'points',
        id: 'units',
        tone: 'route',
        places: first.map(({ unit }, rank) => ({ place: unit.place, label: `${rank + 1}. ${unit.name[language]}` })),
      },
    ],
  }
}

/** What can be reached by road within a time, with the ground around it for half of the time and for all. Buildings count by the junction nearest to them. */
export function answerReach(city: RoadCity, question: QuestionOf<'reach'>, language: Language): RoadAnswer<'reach'> {
  const { graph, index, junctionOfBuilding } = city.roads
  const closed = closedOf(city, question)
  const from = index.nearest(question.from, closed)
  if (from === undefined) throw new Unanswered('off-road', 'from')
  const limitSeconds = question.minutes * 60
  const { tree, pieces } = reachWithin(graph, from, limitSeconds, closed)
  let [buildings, people] = [0, 0]
  const table = city.buildings?.table
  if (table !== undefined) {
    for (let row = 0; row < table.meta.count; row += 1) {
      const junction = junctionOfBuilding[row]!
      if (junction < 0 || tree.seconds[junction]! > limitSeconds) continue
      buildings += 1
      if (table.people[row]! > 0) people += table.people[row]!
    }
  }
  const facilities = (city.facilities ?? [])
    .flatMap((facility) => {
      const access = index.nearest(facility.place, closed)
      const seconds = access === undefined ? Infinity : secondsAt(graph, tree, from, access, closed)
      return seconds <= limitSeconds ? [{ row: facilityRowOf(facility, null), seconds }] : []
    })
    .sort((a, b) => a.seconds - b.seconds)
  const drawn = pieces.filter(({ arc, untilShare }) => !(untilShare === 1 && graph.arcTwin[arc]! >= 0 && graph.arcTwin[arc]! < arc))
  const lines = drawn.map(({ arc, fromShare, untilShare, share }) => {
    const fromSeconds = share * limitSeconds
    const drivenSeconds = fromSeconds + (untilShare - fromShare) * graph.arcSeconds[arc]!
    // A whole road stands for both of its directions: its far end may be reached sooner from elsewhere.
    const untilSeconds = untilShare < 1 ? drivenSeconds : Math.min(drivenSeconds, tree.seconds[graph.arcTarget[arc]!]!)
    return { line: arcLine(graph, arc, fromShare, untilShare), fromSeconds, untilSeconds }
  })
  const [far, near] = reachAreas(lines, [limitSeconds, limitSeconds / 2])
  return {
    result: {
      kind: 'reach',
      roadM: roadLengthM(graph, pieces),
      areaM2: far!.areaM2,
      buildings,
      people,
      facilities: facilities.slice(0, longestList),
      offRoadM: from.offRoadM,
    },
    layers: [
      ...reachLayers(far!.areas, question.minutes, language),
      ...reachLayers(near!.areas, question.minutes / 2, language),
      {
        kind: 'roads',
        id: 'reached',
        tone: 'reach',
        lines: lines.map(({ line }) => line),
        share: drawn.map(({ share }) => share),
      },
      ...closureMarks(question),
      { kind: 'points', id: 'from', tone: 'reach', places: [{ place: question.from }] },
    ],
  }
}

/** One layer for each part of an area; the largest carries the words. */
function reachLayers(areas: readonly AreaRings[], minutes: number, language: Language): AnswerLayer[] {
  const largest = areas.toSorted((a, b) => (b[0]?.length ?? 0) - (a[0]?.length ?? 0))[0]
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(minutes)
  const label = language === 'vi' ? `${number} phút` : `${number} min`
  return areas.map((rings, index): AnswerLayer => {
    const layer = { kind: 'area', id: `within-${minutes}-${index}`, tone: 'reach', rings } as const
    return rings === largest ? { ...layer, label } : layer
  })
}

function closedOf(
  city: RoadCity,
  { floodLevelM, closures }: { floodLevelM: number | null; closures: QuestionOf<'route'>['closures'] },
): Uint8Array {
  const { graph, index, flood } = city.roads
  if (floodLevelM !== null && flood === undefined) throw new Unanswered('missing-data', 'floodField')
  return closedArcs(graph, index, closures, floodLevelM === null ? undefined : floodedArcs(flood!.closesAtM, floodLevelM))
}

function closureMarks({ closures }: { closures: QuestionOf<'route'>['closures'] }): AnswerLayer[] {
  return closures.length === 0
    ? []
    : [{ kind: 'points', id: 'closures', tone: 'measure', places: closures.map((place) => ({ place, label: '✕' })) }]
}

/** Seconds to a place from where a search has started; on the road of the start itself without going round by a junction. */
function secondsAt(graph: RoadGraph, tree: PathTree, from: RoadAccess, to: RoadAccess, closed: Uint8Array): number {
  if (to.arc === from.arc || to.arc === graph.arcTwin[from.arc]) return fastestWay(graph, from, to, closed)?.seconds ?? Infinity
  return arrivalsAt(graph, to, closed).reduce(
    (least, { junction, seconds }) => Math.min(least, tree.seconds[junction]! + seconds),
    Infinity,
  )
}

function wayRow(graph: RoadGraph, way: RoadWay): ResultOf<'route'>['way'] {
  const legs = legsOf(graph, way).map(({ name, ref, lengthM, seconds }) => ({ name, ref, lengthM, seconds }))
  return { seconds: way.seconds, lengthM: way.lengthM, legs: legs.slice(0, 2_000) }
}

function isSameWay(a: RoadWay, b: RoadWay): boolean {
  return a.pieces.length === b.pieces.length && a.pieces.every(({ arc }, index) => b.pieces[index]!.arc === arc)
}
