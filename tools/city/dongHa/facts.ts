import type { BaseMapFile, WardsFile } from '#shared/contract/baseMap'
import { nearestOn, placeOf, type Place } from './plane'

/** What is known of the city, in metres: everything else is made to fit it. */
export type Facts = {
  rivers: { id: string; line: Place[]; halfWidthM: number }[]
  /** The Hiếu from west to east in one piece; the city centre is on its right. */
  hieu: Place[]
  roads: { id: string; line: Place[]; class: 'motorway' | 'trunk' | 'bypass'; ref: string | null; name: string | null }[]
  wards: { code: string; ring: Place[] }[]
  landmarks: Map<string, Landmark>
}
export type Landmark = { id: string; place: Place; name: { vi: string; en: string } | null; source: string; certainty: string }

/** Facts of the base map and the wards that the repository carries. */
export function factsOf(baseMap: BaseMapFile, wards: WardsFile): Facts {
  const facts: Facts = { rivers: [], hieu: [], roads: [], wards: [], landmarks: new Map() }
  for (const { geometry, properties } of baseMap.features) {
    if (properties.kind === 'river' && geometry.type === 'LineString')
      facts.rivers.push({ id: properties.id, line: geometry.coordinates.map(placeOf), halfWidthM: properties.widthM / 2 })
    if (properties.kind === 'road' && geometry.type === 'LineString' && isMainRoad(properties.class))
      facts.roads.push({
        id: properties.id,
        line: geometry.coordinates.map(placeOf),
        class: properties.class,
        ref: properties.ref,
        name: properties.name?.vi ?? null,
      })
    if (geometry.type === 'Point') {
      const { id, name, source, certainty } = properties
      facts.landmarks.set(id, { id, place: placeOf(geometry.coordinates), name, source, certainty })
    }
  }
  facts.hieu = ['song-hieu-cam-lo', 'song-hieu-trung-luu', 'song-hieu-ha-luu'].flatMap((id) => {
    const river = facts.rivers.find((each) => each.id === id)
    if (river === undefined) throw new Error(`the base map has no river ${id}`)
    return river.line
  })
  facts.hieu = facts.hieu.filter((place, i, all) => !turnsBack(all[i - 1], place, all[i + 1]))
  facts.wards = wards.features.map(({ properties, geometry }) => ({
    code: properties.code,
    ring: geometry.coordinates[0]!.map(placeOf),
  }))
  return facts
}

/** Distance to the nearest bank in metres: negative in the water. */
export function fromBankM(facts: Pick<Facts, 'rivers'>, place: Place): number {
  return Math.min(...facts.rivers.map(({ line, halfWidthM }) => nearestOn(line, place).distanceM - halfWidthM))
}

/** Where two pieces meet the line may step back: beside such a point it has no left and right. */
function turnsBack(before: Place | undefined, place: Place, after: Place | undefined): boolean {
  if (before === undefined || after === undefined) return false
  return (place[0] - before[0]) * (after[0] - place[0]) + (place[1] - before[1]) * (after[1] - place[1]) <= 0
}

function isMainRoad(roadClass: string): roadClass is 'motorway' | 'trunk' | 'bypass' {
  return roadClass === 'motorway' || roadClass === 'trunk' || roadClass === 'bypass'
}
