import { Cells } from './cells'
import { crossing, distanceM, towards, type Place } from './plane'

/** Lines as they were drawn: they may cross each other anywhere. `rank` 0 is a main road, which is never moved or left out. */
export type DrawnLine<T> = { line: readonly Place[]; rank: number; road: T }
/** A piece of street from one junction to the next. `from` and `to` number the junctions. */
export type Street<T> = { from: number; to: number; line: Place[]; road: T }

const joinM = 9

/**
 * Cuts all lines where they meet and gives the streets between junctions. Pieces that `keep` refuses, short dead ends, and whatever
 * does not hang together with the first line are left out. A line that `passesOver` another is not joined to it where they cross.
 */
export function networkOf<T>(
  drawn: readonly DrawnLine<T>[],
  keep: (from: Place, to: Place, drawn: DrawnLine<T>) => boolean,
  passesOver: (a: T, b: T) => boolean,
): Street<T>[] {
  const pieces = cutAtCrossings(drawn, passesOver).filter(({ from, to, of }) => of.rank === 0 || keep(from, to, of))
  const junctions = new Junctions()
  const edges: Edge<T>[] = []
  const known = new Set<string>()
  // The lowest rank first: its places are where the others join.
  for (const { from, to, of } of pieces.toSorted((a, b) => a.of.rank - b.of.rank)) {
    const a = junctions.at(from)
    const b = junctions.at(to)
    const key = a < b ? `${a}-${b}` : `${b}-${a}`
    if (a === b || known.has(key)) continue
    known.add(key)
    edges.push({ from: a, to: b, of })
  }
  const connected = largestPart(withoutStubs(edges, junctions.places))
  return joined(connected, junctions.places)
}

type Piece<T> = { from: Place; to: Place; of: DrawnLine<T> }
type Edge<T> = { from: number; to: number; of: DrawnLine<T> }

function cutAtCrossings<T>(drawn: readonly DrawnLine<T>[], passesOver: (a: T, b: T) => boolean): Piece<T>[] {
  type Segment = Piece<T> & { cuts: number[] }
  const segments: Segment[] = drawn.flatMap((of) => of.line.slice(1).map((to, i) => ({ from: of.line[i]!, to, of, cuts: [] as number[] })))
  const cells = new Cells<Segment>(120)
  for (const segment of segments) {
    for (const other of cells.near([segment.from, segment.to], 0)) {
      if (passesOver(segment.of.road, other.of.road)) continue
      const at = crossing(segment.from, segment.to, other.from, other.to)
      if (at === undefined) continue
      segment.cuts.push(at.ab)
      other.cuts.push(at.cd)
    }
    cells.add(segment, [segment.from, segment.to])
  }
  return segments.flatMap(({ from, to, of, cuts }) => {
    const parts = [0, ...cuts.toSorted((a, b) => a - b), 1]
    return parts
      .slice(1)
      .flatMap((part, i) => (part > parts[i]! ? [{ from: towards(from, to, parts[i]!), to: towards(from, to, part), of }] : []))
  })
}

/** Places that are as good as the same become one junction: the first of them. */
class Junctions {
  readonly places: Place[] = []
  readonly #cells = new Cells<number>(joinM * 2)

  at(place: Place): number {
    let best = -1
    for (const each of this.#cells.near([place], joinM))
      if (distanceM(this.places[each]!, place) < (best < 0 ? joinM : distanceM(this.places[best]!, place))) best = each
    if (best >= 0) return best
    this.places.push(place)
    this.#cells.add(this.places.length - 1, [place])
    return this.places.length - 1
  }
}

/** Without dead ends shorter than 35 m, and what becomes one by that; main roads may end anywhere. */
function withoutStubs<T>(edges: readonly Edge<T>[], places: readonly Place[]): Edge<T>[] {
  let left = [...edges]
  for (;;) {
    const degree = degrees(left)
    const kept = left.filter(
      ({ from, to, of }) => of.rank === 0 || (degree.get(from)! > 1 && degree.get(to)! > 1) || distanceM(places[from]!, places[to]!) > 35,
    )
    if (kept.length === left.length) return left
    left = kept
  }
}

function largestPart<T>(edges: readonly Edge<T>[]): Edge<T>[] {
  const around = new Map<number, number[]>()
  for (const { from, to } of edges) {
    around.set(from, [...(around.get(from) ?? []), to])
    around.set(to, [...(around.get(to) ?? []), from])
  }
  let best = new Set<number>()
  const seen = new Set<number>()
  for (const start of around.keys()) {
    if (seen.has(start)) continue
    const part = new Set([start])
    for (const junction of part) for (const next of around.get(junction)!) part.add(next)
    for (const junction of part) seen.add(junction)
    if (part.size > best.size) best = part
  }
  return edges.filter(({ from }) => best.has(from))
}

/** Pieces of one road that meet where nothing else does become one street. */
function joined<T>(edges: readonly Edge<T>[], places: readonly Place[]): Street<T>[] {
  const degree = degrees(edges)
  const at = new Map<number, Edge<T>[]>()
  for (const edge of edges) for (const end of [edge.from, edge.to]) at.set(end, [...(at.get(end) ?? []), edge])
  const isPassed = (junction: number): boolean => {
    const [a, b] = at.get(junction)!
    return degree.get(junction) === 2 && a!.of.road === b!.of.road
  }
  const used = new Set<Edge<T>>()
  const streets: Street<T>[] = []
  const walk = (edge: Edge<T>, from: number): void => {
    const junctions = [from]
    for (let next: Edge<T> | undefined = edge; next !== undefined;) {
      used.add(next)
      const end: number = next.from === junctions.at(-1) ? next.to : next.from
      junctions.push(end)
      next = isPassed(end) ? at.get(end)!.find((each) => !used.has(each)) : undefined
    }
    streets.push({ from, to: junctions.at(-1)!, line: junctions.map((junction) => places[junction]!), road: edge.of.road })
  }
  for (const edge of edges) {
    if (used.has(edge)) continue
    if (!isPassed(edge.from)) walk(edge, edge.from)
    else if (!isPassed(edge.to)) walk(edge, edge.to)
  }
  // What is left are rings that meet nothing.
  for (const edge of edges) if (!used.has(edge)) walk(edge, edge.from)
  return streets
}

function degrees<T>(edges: readonly Edge<T>[]): Map<number, number> {
  const degree = new Map<number, number>()
  for (const { from, to } of edges) for (const end of [from, to]) degree.set(end, (degree.get(end) ?? 0) + 1)
  return degree
}
