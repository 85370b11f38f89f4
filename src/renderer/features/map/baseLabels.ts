import type { WardFeature } from '#shared/contract/baseMap'
import type { GeoPoint } from '#shared/contract/geo'
import type { Language } from '#shared/contract/ipc'
import type { BaseMap, Shape } from './baseMap'
import { offsetPlace, toWorld, worldOf, type World } from './ellipsoid'
import { flatGround, type GroundHeights } from './groundHeights'

/** A name of the base map with the places it may be written at, best first. */
export type BaseLabel = {
  kind: 'ward' | 'river' | 'shield' | 'landmark' | 'bridge' | 'place'
  text: string
  /** Written only when a pixel covers no more than this. */
  maximumMetresPerPixel: number
  anchors: World[]
  /** How often it is repeated, and how far apart. */
  repeats: number
  spacingPx: number
}

const wardStepsM = [0, -900, 900, -1_800, 1_800].flatMap((northM) => [0, -1_200, 1_200].map((eastM) => [eastM, northM] as const))

// The farther down the ranks, the closer one must be: metres a pixel may cover at most.
const closenessOfRank = [0, 60, 24, 14, 9, 6, 4, 3, 2, 1]

/** All names of a base map in the order they claim their place: wards, rivers, shields, then points by rank. */
export function baseLabelsOf(map: BaseMap, language: Language, groundM: GroundHeights = flatGround): BaseLabel[] {
  const wards = map.wards.map(({ feature, shape }): BaseLabel => {
    const text = feature.properties.name[language].toLocaleUpperCase(language)
    return { kind: 'ward', text, maximumMetresPerPixel: 40, anchors: wardAnchors(feature, shape), repeats: 1, spacingPx: 0 }
  })
  const rivers = joined(
    map.rivers.flatMap(({ shape, feature }) => {
      const text = feature.properties.name?.[language]
      return text === undefined ? [] : [{ text, anchors: spread(shape.world) }]
    }),
  ).map(({ text, anchors }): BaseLabel => ({ kind: 'river', text, maximumMetresPerPixel: 45, anchors, repeats: 2, spacingPx: 420 }))
  const shields = joined(map.roads.flatMap(({ shape, ref }) => (ref === null ? [] : [{ text: ref, anchors: spread(shape.world) }]))).map(
    ({ text, anchors }): BaseLabel => ({ kind: 'shield', text, maximumMetresPerPixel: 60, anchors, repeats: 3, spacingPx: 340 }),
  )
  const points = map.points
    .toSorted((a, b) => a.properties.rank - b.properties.rank)
    .flatMap(({ properties, geometry }): BaseLabel[] => {
      if (properties.name === null) return []
      const [lonDeg, latDeg] = geometry.coordinates
      const maximumMetresPerPixel = closenessOfRank[properties.rank] ?? 1
      const anchors = [toWorld(lonDeg, latDeg, groundM(lonDeg, latDeg))]
      return [{ kind: properties.kind, text: properties.name[language], maximumMetresPerPixel, anchors, repeats: 1, spacingPx: 0 }]
    })
  return [...wards, ...rivers, ...shields, ...points]
}

// Where its name belongs, then around it within the ward, for when something live stands there.
function wardAnchors({ properties }: WardFeature, { degrees }: Shape): World[] {
  const [lonDeg, latDeg] = properties.labelAt
  const around = wardStepsM.map(([eastM, northM]) => offsetPlace({ lonDeg, latDeg }, eastM, northM))
  return around.filter((place) => isInside(place, degrees)).map(worldOf)
}

function isInside({ lonDeg, latDeg }: GeoPoint, ring: Shape['degrees']): boolean {
  let inside = false
  ring.forEach(([lon, lat], index) => {
    const [nextLon, nextLat] = ring[(index + 1) % ring.length]!
    if (lat > latDeg !== nextLat > latDeg && lonDeg < lon + ((latDeg - lat) / (nextLat - lat)) * (nextLon - lon)) inside = !inside
  })
  return inside
}

// Points between the corners of a line, the middle of it first, so that a name does not sit at an end or on a crossing.
function spread(line: readonly World[]): World[] {
  const middles = line.slice(1).map((until, index): World => {
    const from = line[index]!
    return [(from[0] + until[0]) / 2, (from[1] + until[1]) / 2, (from[2] + until[2]) / 2]
  })
  const middle = (middles.length - 1) / 2
  return middles
    .map((anchor, index) => ({ anchor, off: Math.abs(index - middle) }))
    .toSorted((a, b) => a.off - b.off)
    .map(({ anchor }) => anchor)
}

function joined(named: { text: string; anchors: World[] }[]): { text: string; anchors: World[] }[] {
  const byText = new Map<string, World[][]>()
  for (const { text, anchors } of named) byText.set(text, [...(byText.get(text) ?? []), anchors])
  return [...byText].map(([text, stretches]) => ({ text, anchors: interleaved(stretches) }))
}

// One anchor of each stretch in turn: a road in pieces gets its shields spread over them.
function interleaved(stretches: World[][]): World[] {
  const longest = Math.max(...stretches.map(({ length }) => length))
  return Array.from({ length: longest }, (_, index) => stretches.flatMap((stretch) => stretch.slice(index, index + 1))).flat()
}
