import type { BaseMapFile, WardsFile } from '#shared/contract/baseMap'
import { type CityBuilding, buildingsOf } from './buildings'
import { camerasOf, facilitiesOf } from './facilities'
import { factsOf, fromBankM, type Facts } from './facts'
import { subdivided, type Place } from './plane'
import type { LargeSite } from './sites'
import { type CityStreet, type Road, streetsOf } from './streets'
import { groundOf, heightsDmOf } from './terrain'
import { townscapeOf } from './townscape'

/** The whole demo city in metres, before it is written as files. The same facts give the same city, bit for bit. */
export type DemoCity = {
  facts: Facts
  streets: CityStreet[]
  buildings: CityBuilding[]
  sites: LargeSite[]
  heightsDm: Int16Array<ArrayBuffer>
  facilities: ReturnType<typeof facilitiesOf>
  cameras: ReturnType<typeof camerasOf>
}

export function demoCityOf(baseMap: BaseMapFile, wards: WardsFile): DemoCity {
  const facts = factsOf(baseMap, wards)
  const townscape = townscapeOf(facts)
  const groundAt = groundOf(facts)
  const streets = streetsOf(facts, townscape)
  const { buildings, sites } = buildingsOf(facts, townscape, streets, groundAt)
  return {
    facts,
    streets,
    buildings,
    sites,
    heightsDm: heightsDmOf(groundAt),
    facilities: facilitiesOf(sites, groundAt),
    cameras: camerasOf(facts, streets, townscape),
  }
}

/** Pieces of the streets, cut at the banks, so that only what is over water is called a bridge. Neighbouring pieces share a place. */
export function piecesOf(facts: Facts, streets: readonly CityStreet[]): { road: Road; line: Place[]; isBridge: boolean }[] {
  return streets.flatMap(({ road, line, isBridge }) => {
    if (!isBridge) return [{ road, line, isBridge }]
    const places = subdivided(line, 15)
    const isWet = places.map((place) => fromBankM(facts, place) < 12)
    const pieces: { road: Road; line: Place[]; isBridge: boolean }[] = []
    places.slice(1).forEach((place, i) => {
      const over = isWet[i]! || isWet[i + 1]!
      const last = pieces.at(-1)
      if (last?.isBridge === over) last.line.push(place)
      else pieces.push({ road, line: [places[i]!, place], isBridge: over })
    })
    return pieces.map((piece) => ({
      ...piece,
      line: piece.isBridge ? [piece.line[0]!, piece.line.at(-1)!] : withoutSteps(piece.line, line),
    }))
  })
}

/** Only the ends and what were points of the street before it was cut into steps. */
function withoutSteps(places: readonly Place[], own: readonly Place[]): Place[] {
  return places.filter((place, i) => i === 0 || i === places.length - 1 || own.some(([x, y]) => x === place[0] && y === place[1]))
}
