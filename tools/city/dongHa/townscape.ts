import { between } from './chance'
import { type Facts, fromBankM } from './facts'
import { isInside, nearestOn, placeOf, type Place, type Position } from './plane'

/**
 * How built-up a place is, from 0 (fields) to 1 (the market quarter). The weights are invented; the places they are hung on are facts:
 * Lê Duẩn, QL.9, the south bank, the station, and the villages that are known by name.
 */
export type Townscape = { densityAt(place: Place): number; wardOf(place: Place): string | undefined }

const quarters: readonly { at: Position; radiusM: number; weight: number; isNorth?: true }[] = [
  { at: [107.0995, 16.8215], radiusM: 1_150, weight: 1 },
  { at: [107.0925, 16.8165], radiusM: 1_250, weight: 0.72 },
  { at: [107.1085, 16.8145], radiusM: 1_050, weight: 0.8 },
  { at: [107.1165, 16.8065], radiusM: 1_000, weight: 0.62 },
  { at: [107.1045, 16.8045], radiusM: 1_000, weight: 0.5 },
  { at: [107.0835, 16.8425], radiusM: 900, weight: 0.62, isNorth: true },
  { at: [107.0705, 16.8385], radiusM: 800, weight: 0.36, isNorth: true },
  { at: [107.1085, 16.8405], radiusM: 850, weight: 0.42, isNorth: true },
  { at: [107.1165, 16.8455], radiusM: 650, weight: 0.32, isNorth: true },
  { at: [107.0785, 16.8125], radiusM: 900, weight: 0.42 },
  { at: [107.0965, 16.7905], radiusM: 900, weight: 0.36 },
  { at: [107.1275, 16.7995], radiusM: 850, weight: 0.4 },
  { at: [107.1255, 16.8155], radiusM: 800, weight: 0.3 },
  { at: [107.0625, 16.8135], radiusM: 700, weight: 0.24 },
]

export function townscapeOf(facts: Facts): Townscape {
  const centres = quarters.map(({ at, radiusM, weight, isNorth }) => ({ place: placeOf(at), radiusM, weight, isNorth: isNorth === true }))
  const main = facts.roads.filter(({ class: roadClass }) => roadClass === 'trunk')
  const wardOf = (place: Place): string | undefined => facts.wards.find(({ ring }) => isInside(ring, place))?.code
  return {
    wardOf,
    densityAt(place) {
      if (fromBankM(facts, place) < 25) return 0
      const fromTrunkM = Math.min(...main.map(({ line }) => nearestOn(line, place).distanceM))
      // Beyond the two wards only what lines the national roads is shown.
      const shown = wardOf(place) === undefined ? 0.6 * between(330, 140, fromTrunkM) : 1
      if (shown === 0) return 0
      const isNorth = nearestOn(facts.hieu, place).isLeft
      let density = 0
      for (const { place: centre, radiusM, weight, isNorth: ofNorth } of centres) {
        // A quarter ends at the river: the north bank has villages where the south bank has the market.
        if (isNorth !== ofNorth) continue
        const dx = centre[0] - place[0]
        const dy = centre[1] - place[1]
        density = Math.max(density, weight * Math.exp(-(dx * dx + dy * dy) / (2 * radiusM * radiusM * 0.42)))
      }
      return shown * Math.max(density, 0.34 * between(330, 90, fromTrunkM))
    },
  }
}
