import type { DraftBuilding, DraftPolygon, DraftRoad } from '#city/import/draft'
import { type DemoCity, piecesOf } from './demoCity'
import { positionOf, type Place } from './plane'

/** The city's buildings as an importer would get them from a source. */
export function draftBuildingsOf({ buildings }: DemoCity): DraftBuilding[] {
  return buildings.map(({ id, name, use, ring, heightM, levels, people, groundM, ward }, index) => ({
    index,
    id,
    name,
    polygons: [[flat(ring)]],
    height: heightM,
    levels,
    use,
    groundM,
    people,
    ward,
  }))
}

/** The city's streets as an importer would get them from a source, bridges in pieces of their own. */
export function draftRoadsOf({ facts, streets }: DemoCity): DraftRoad[] {
  return piecesOf(facts, streets).map(({ road, line, isBridge }, index) => ({
    index,
    id: road.id,
    name: road.name,
    ref: road.ref,
    class: road.class,
    oneWay: 0,
    speedKmh: null,
    bridge: isBridge,
    line: flat(line),
  }))
}

/** Outer ring of each ward as the importer's polygons. */
export function wardPolygonsOf({ facts }: DemoCity): { code: string; polygons: DraftPolygon[] }[] {
  return facts.wards.map(({ code, ring }) => ({ code, polygons: [[flat(ring)]] }))
}

function flat(places: readonly Place[]): number[] {
  return places.flatMap(positionOf)
}
