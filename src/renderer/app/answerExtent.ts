import type { AlertArea } from '#shared/contract/alert'
import type { AnswerLayer, MapAnswer } from '#shared/contract/answerLayer'
import type { GeoPoint } from '#shared/contract/geo'

/** Where to look to see an answer: its middle and the box around it. Undefined for one that is all over the city, as water is, or nowhere. */
export function answerExtent({ layers }: MapAnswer): { centre: GeoPoint; area: AlertArea } | undefined {
  if (layers.some(({ kind }) => kind === 'depth')) return undefined
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lonDeg, latDeg] of layers.flatMap(placesOf)) {
    west = Math.min(west, lonDeg)
    east = Math.max(east, lonDeg)
    south = Math.min(south, latDeg)
    north = Math.max(north, latDeg)
  }
  if (west > east) return undefined
  const box: [number, number][] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return {
    centre: { lonDeg: (west + east) / 2, latDeg: (south + north) / 2 },
    area: { description: '', polygons: [box], circles: [], geocodes: [] },
  }
}

function placesOf(layer: AnswerLayer): readonly (readonly [number, number])[] {
  const at = ({ lonDeg, latDeg }: GeoPoint): readonly [number, number] => [lonDeg, latDeg]
  switch (layer.kind) {
    case 'area':
      return layer.rings.flat()
    case 'route':
      return layer.line
    case 'roads':
      return layer.lines.flat()
    case 'sight':
      return [at(layer.from), at(layer.until)]
    case 'points':
      return layer.places.map(({ place }) => at(place))
    case 'ring':
      return [at(layer.centre)]
    case 'depth':
      return []
  }
}
