import type { BuildingUse } from '#shared/contract/cityParts'
import { chanceOf, type Chance } from './chance'
import { type Facts, fromBankM } from './facts'
import { cornersOf, FreeGround, type Plan } from './lots'
import { distanceM, lengthM, towards, type Place } from './plane'
import { type LargeSite, largeSites } from './sites'
import { type CityStreet, roadHalfWidthM } from './streets'
import type { Townscape } from './townscape'

export type CityBuilding = {
  id: string
  name: string | null
  use: BuildingUse
  /** Counter-clockwise, in metres, without the closing point. */
  ring: Place[]
  heightM: number
  levels: number
  people: number | null
  groundM: number
  ward: string | null
}

/** Permanent residents of the old city at the end of 2023, which the houses share out by their floors. */
const residents = 102_478

/** Buildings along the streets: the large and the known ones first, then house by house. All of them invented in shape and height. */
export function buildingsOf(
  facts: Facts,
  townscape: Townscape,
  streets: readonly CityStreet[],
  groundAt: (xM: number, yM: number) => number,
): { buildings: CityBuilding[]; sites: LargeSite[] } {
  const ground = new FreeGround(streets, (place) => fromBankM(facts, place) < 14)
  const sites = largeSites(facts, townscape, ground)
  const houses = [...housesAlong(streets, townscape, ground)]
  const planned = [...sites.flatMap(({ parts }) => parts), ...houses]
  const homes = planned.filter(({ use }) => use === 'residential' || use === 'commercial')
  const floorM2 = (plan: Plan): number => plan.lot.frontageM * plan.lot.depthM * plan.levels * (plan.use === 'residential' ? 1 : 0.45)
  const residentsPerM2 = residents / homes.reduce((sum, plan) => sum + floorM2(plan), 0)
  const buildings = planned.map((plan, index): CityBuilding => {
    const ring = cornersOf(plan.lot)
    const middle = towards(ring[0]!, ring[2]!, 0.5)
    const isHome = plan.use === 'residential' || plan.use === 'commercial'
    return {
      id: `dh-${String(index + 1).padStart(5, '0')}`,
      name: plan.name,
      use: plan.use,
      ring,
      heightM: rounded(plan.heightM),
      levels: plan.levels,
      people: isHome ? rounded(floorM2(plan) * residentsPerM2) : null,
      groundM: rounded(groundAt(...middle)),
      ward: townscape.wardOf(middle) ?? null,
    }
  })
  return { buildings, sites }
}

/** Walks along both sides of every street and builds where there is room; how close, how wide and how high follows the density. */
function* housesAlong(streets: readonly CityStreet[], townscape: Townscape, ground: FreeGround): Generator<Plan> {
  // Main roads first, so that shops have their corners.
  const rank = { motorway: 9, trunk: 0, primary: 1, secondary: 2, tertiary: 3, residential: 4, service: 5, path: 6 } as const
  const order = streets.toSorted((a, b) => rank[a.road.class] - rank[b.road.class])
  const chance = chanceOf('houses')
  for (const street of order) {
    if (street.road.class === 'motorway') continue
    const isMain = rank[street.road.class] <= 1
    for (const side of [1, -1] as const) {
      const walk = placesAlong(street.line)
      for (let alongM = 4; alongM < walk.lengthM - 3;) {
        const { place, direction } = walk.at(alongM)
        const density = townscape.densityAt(place)
        const house = houseOf(density, isMain, chance)
        alongM += house.frontageM / 2
        const at = walk.at(alongM)
        const inwards: Place = [-at.direction[1] * side, at.direction[0] * side]
        const setBackM = roadHalfWidthM[street.road.class] + house.setBackM
        const front: Place = [at.place[0] + inwards[0] * setBackM, at.place[1] + inwards[1] * setBackM]
        const lot = { front, inwards, frontageM: house.frontageM, depthM: house.depthM }
        const isBuilt = density > 0.03 && chance() < house.likelihood && lengthM(...direction) > 0 && ground.take(lot, house.gapM / 2)
        if (isBuilt)
          yield {
            lot,
            use: isMain && chance() < 0.6 ? 'commercial' : house.use,
            levels: house.levels,
            heightM: house.levels * 3.3 + house.roofM,
            name: null,
          }
        alongM += house.frontageM / 2 + (isBuilt ? house.gapM : 3)
      }
    }
  }
}

type House = {
  frontageM: number
  depthM: number
  setBackM: number
  gapM: number
  levels: number
  roofM: number
  likelihood: number
  use: BuildingUse
}

/** A tube house where it is dense, a house in its garden where it is not. */
function houseOf(density: number, isMain: boolean, chance: Chance): House {
  const luck = chance()
  const use = luck < 0.03 ? 'office' : density > 0.45 && luck < 0.16 ? 'commercial' : 'residential'
  if (isMain && density > 0.3)
    return {
      frontageM: 4.6 + 3.2 * chance(),
      depthM: 15 + 12 * chance(),
      setBackM: 3.5,
      gapM: chance() < 0.12 ? 4 : 0.1,
      levels: 2 + Math.floor(chance() * chance() * (density > 0.6 ? 7 : 5)),
      roofM: 1.2 * chance(),
      likelihood: 0.78,
      use,
    }
  if (density > 0.42)
    return {
      frontageM: 4.8 + 3.6 * chance(),
      depthM: 12 + 9 * chance(),
      setBackM: 1.5 + 1.5 * chance(),
      gapM: chance() < 0.35 ? 3 + 9 * chance() : 0.1,
      levels: 1 + Math.floor(chance() * (density > 0.7 ? 4 : 3.2)),
      roofM: 1.4 * chance(),
      likelihood: 0.42 + 0.26 * density,
      use,
    }
  return {
    frontageM: 6.5 + 6 * chance(),
    depthM: 8 + 6 * chance(),
    setBackM: 3 + 7 * chance(),
    gapM: 6 + 46 * chance() * (1 - density),
    levels: chance() < 0.3 + density * 0.5 ? 2 : 1,
    roofM: 1 + 1.6 * chance(),
    likelihood: 0.22 + 0.5 * density,
    use: luck < 0.02 ? 'other' : 'residential',
  }
}

/** Places by distance along a line. */
function placesAlong(line: readonly Place[]): { lengthM: number; at: (alongM: number) => { place: Place; direction: Place } } {
  const ends: number[] = [0]
  for (let i = 0; i + 1 < line.length; i++) ends.push(ends[i]! + distanceM(line[i]!, line[i + 1]!))
  return {
    lengthM: ends.at(-1)!,
    at(alongM) {
      let i = 0
      while (i + 2 < ends.length && ends[i + 1]! < alongM) i++
      const from = line[i]!
      const to = line[i + 1]!
      const segmentM = ends[i + 1]! - ends[i]!
      return {
        place: towards(from, to, segmentM === 0 ? 0 : (alongM - ends[i]!) / segmentM),
        direction: segmentM === 0 ? [0, 0] : [(to[0] - from[0]) / segmentM, (to[1] - from[1]) / segmentM],
      }
    },
  }
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10
}
