import type { roadClasses } from '#shared/contract/cityParts'
import { streetLinesOf } from './blocks'
import { chanceOf, noiseOf } from './chance'
import { type Facts, fromBankM } from './facts'
import { links } from './inventions'
import { type DrawnLine, networkOf, type Street } from './network'
import { distanceM, subdivided, towards, type Place } from './plane'
import type { Townscape } from './townscape'

/** A road of the city. Main roads are facts; all others are invented and have no name. */
export type Road = {
  id: string
  class: (typeof roadClasses)[number]
  ref: string | null
  name: string | null
  isSynthetic: boolean
}
export type CityStreet = Street<Road> & { isBridge: boolean }

/** Kerb to kerb, as drawn and as houses keep away from it. */
export const roadHalfWidthM: Record<Road['class'], number> = {
  motorway: 12,
  trunk: 10,
  primary: 8,
  secondary: 7,
  tertiary: 5,
  residential: 3.5,
  service: 3,
  path: 1.5,
}

const classOfFact = { motorway: 'motorway', trunk: 'trunk', bypass: 'primary' } as const

/** Every street of the city between two junctions, in one connected net; only main roads cross a river. */
export function streetsOf(facts: Facts, townscape: Townscape): CityStreet[] {
  const main: DrawnLine<Road>[] = [
    ...facts.roads.map(({ id, line, class: roadClass, ref, name }) => ({
      line,
      rank: 0,
      road: { id, class: classOfFact[roadClass], ref, name, isSynthetic: false },
    })),
    ...links.map(({ id, line, class: roadClass }) => ({
      line,
      rank: 0,
      road: { id, class: roadClass, ref: null, name: null, isSynthetic: true },
    })),
  ]
  const bend = bendOf()
  const minor = streetLinesOf(facts, townscape).map(({ line, class: roadClass }, index) => ({
    line: subdivided(line, 60).map(bend),
    rank: roadClass === 'tertiary' ? 1 : 2,
    road: { id: `duong-${index + 1}`, class: roadClass, ref: null, name: null, isSynthetic: true },
  }))
  const chance = chanceOf('streets')
  const grounds = [...facts.landmarks.values()].map(({ place }) => place)
  const keep = (from: Place, to: Place, { rank }: DrawnLine<Road>): boolean => {
    const luck = chance()
    const middle = towards(from, to, 0.5)
    // Landmarks keep the ground they stand on.
    if (grounds.some((place) => distanceM(place, middle) < 62)) return false
    // Density is 0 in water and within 25 m of it.
    const density = Math.min(townscape.densityAt(from), townscape.densityAt(middle), townscape.densityAt(to))
    return rank === 1 ? density > 0.06 && luck < 0.72 + density : density > 0.07 && luck < 0.55 + 0.75 * density
  }
  const streets = networkOf(
    [...main, ...minor],
    keep,
    (a, b) => (a.class === 'motorway') !== (b.class === 'motorway') && !joinsMotorway(a, b),
  )
  return streets.map((street) => ({ ...street, isBridge: street.road.class !== 'residential' && crossesWater(facts, street.line) }))
}

/** People drive onto the motorway where QL.9 meets it, and where the southern bypass was led to it. */
function joinsMotorway(a: Road, b: Road): boolean {
  return [a.id, b.id].some((id) => id === 'ql9-north' || id === 'noi-ql9-nam-ct01')
}

/** Streets are not quite straight: everything invented is shifted by the same smooth field, so that what met still meets. */
function bendOf(): (place: Place) => Place {
  const east = [noiseOf('streets: bend east', 430), noiseOf('streets: sway east', 1_300)] as const
  const north = [noiseOf('streets: bend north', 430), noiseOf('streets: sway north', 1_300)] as const
  return ([x, y]) => [x + 26 * east[0](x, y) + 85 * east[1](x, y), y + 26 * north[0](x, y) + 85 * north[1](x, y)]
}

function crossesWater(facts: Facts, line: readonly Place[]): boolean {
  return subdivided(line, 15).some((place) => fromBankM(facts, place) < 0)
}
