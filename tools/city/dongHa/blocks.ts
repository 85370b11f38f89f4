import { chanceOf } from './chance'
import type { Facts } from './facts'
import { crossing, distanceM, lengthM, nearestOn, placeOf, towards, type Place } from './plane'
import type { Townscape } from './townscape'

/** A line that may become a street: border of a neighbourhood, or one of the lines of its grid. */
export type StreetLine = { line: Place[]; class: 'tertiary' | 'residential' }

const neighbourhoodM = 620

/**
 * Neighbourhoods as cells around scattered centres, each filled with a grid that lies along the nearest main road: close to the centre
 * long narrow blocks, wider ones further out, and nothing where hardly anybody lives.
 */
export function streetLinesOf(facts: Facts, townscape: Townscape): StreetLine[] {
  const chance = chanceOf('neighbourhoods')
  const centres: Place[] = []
  const [west, south] = placeOf([107.03, 16.745])
  const [east, north] = placeOf([107.15, 16.862])
  let isOddRow = false
  for (let y = south; y < north; y += neighbourhoodM * 0.87) {
    isOddRow = !isOddRow
    for (let x = west; x < east; x += neighbourhoodM) {
      const place: Place = [x + (isOddRow ? neighbourhoodM / 2 : 0) + (chance() - 0.5) * 300, y + (chance() - 0.5) * 300]
      if (townscape.densityAt(place) > 0.035) centres.push(place)
    }
  }
  const lines: StreetLine[] = []
  centres.forEach((centre, index) => {
    const cell = cellAround(centre, centres)
    for (const [i, from] of cell.entries()) {
      const { place: to, neighbour } = cell[(i + 1) % cell.length]!
      // Shared borders once, from the side of the earlier centre.
      if (neighbour === undefined || index < neighbour) lines.push({ line: [from.place, to], class: 'tertiary' })
    }
    const density = townscape.densityAt(centre)
    const [alongM, acrossM] = density > 0.55 ? [165, 92] : density > 0.3 ? [210, 128] : density > 0.16 ? [280, 190] : [380, 280]
    const directions = directionAt(facts, centre)
    for (const [direction, spacingM] of [
      [directions, acrossM],
      [[-directions[1], directions[0]] as Place, alongM],
    ] as const)
      for (const line of gridLines(cell, centre, direction, spacingM, chance)) lines.push({ line, class: 'residential' })
  })
  return lines
}

type Corner = { place: Place; neighbour: number | undefined }

/** The places that are nearer to this centre than to any other, at most 520 m away: a convex ring with the neighbour beyond each side. */
function cellAround(centre: Place, centres: readonly Place[]): Corner[] {
  const reachM = neighbourhoodM * 0.84
  let ring: Corner[] = Array.from({ length: 8 }, (_, i) => {
    const angle = (Math.PI / 4) * i + 0.35
    return { place: [centre[0] + Math.cos(angle) * reachM, centre[1] + Math.sin(angle) * reachM] as const, neighbour: undefined }
  })
  centres.forEach((other, neighbour) => {
    if (other === centre || distanceM(other, centre) > reachM * 2.2) return
    const middle = towards(centre, other, 0.5)
    const beyond = ({ place }: Corner): number =>
      (place[0] - middle[0]) * (other[0] - centre[0]) + (place[1] - middle[1]) * (other[1] - centre[1])
    const kept: Corner[] = []
    ring.forEach((from, i) => {
      const to = ring[(i + 1) % ring.length]!
      const a = beyond(from)
      const b = beyond(to)
      if (a <= 0) kept.push(from)
      if (a > 0 !== b > 0) {
        const place = towards(from.place, to.place, a / (a - b))
        // Leaving, the new side lies along the bisector; coming back, the rest of the old side does.
        kept.push(a <= 0 ? { place, neighbour } : { place, neighbour: from.neighbour })
      }
    })
    ring = kept
  })
  return ring
}

/** Parallel lines through the cell, a little longer than it, so that they cross the streets on its border. */
function gridLines(cell: readonly Corner[], centre: Place, direction: Place, spacingM: number, chance: () => number): Place[][] {
  const normal: Place = [-direction[1], direction[0]]
  const reachM = neighbourhoodM
  const lines: Place[][] = []
  for (let offset = -reachM + chance() * spacingM; offset < reachM; offset += spacingM * (0.8 + 0.4 * chance())) {
    const middle: Place = [centre[0] + normal[0] * offset, centre[1] + normal[1] * offset]
    const from: Place = [middle[0] - direction[0] * reachM * 2, middle[1] - direction[1] * reachM * 2]
    const to: Place = [middle[0] + direction[0] * reachM * 2, middle[1] + direction[1] * reachM * 2]
    const parts = cell
      .flatMap(({ place }, i) => crossing(from, to, place, cell[(i + 1) % cell.length]!.place)?.ab ?? [])
      .toSorted((a, b) => a - b)
    const first = parts[0]
    const last = parts.at(-1)
    if (first === undefined || last === undefined) continue
    const overM = 14 / (reachM * 4)
    if ((last - first) * reachM * 4 > spacingM * 0.6) lines.push([towards(from, to, first - overM), towards(from, to, last + overM)])
  }
  return lines
}

/** Along the nearest main road or bank, whichever is nearer. */
function directionAt(facts: Facts, place: Place): Place {
  const lines = [...facts.roads.filter(({ class: roadClass }) => roadClass !== 'motorway').map(({ line }) => line), facts.hieu]
  const nearest = lines.map((line) => ({ line, at: nearestOn(line, place) })).toSorted((a, b) => a.at.distanceM - b.at.distanceM)[0]!
  const from = nearest.line[nearest.at.segment]!
  const to = nearest.line[nearest.at.segment + 1]!
  const length = lengthM(to[0] - from[0], to[1] - from[1])
  return [(to[0] - from[0]) / length, (to[1] - from[1]) / length]
}
