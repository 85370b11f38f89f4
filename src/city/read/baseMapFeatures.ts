import type { BaseMapFeature, BaseMapFile } from '#shared/contract/baseMap'
import { clipText } from '#shared/contract/text'
import type { DraftGround, DraftPolygon, DraftRoad, DraftWater, ImportProblem } from '#city/import/draft'
import { withoutMarks } from './plainNames'

type RoadProperties = Extract<BaseMapFeature['properties'], { kind: 'road' }>
type Position = [number, number]

const mostFeatures = 50_000
const mostPoints = 20_000
/** Drawn widths of rivers whose sources say none, in metres. */
const usualRiverM = 20
/** The most important first: they stay when not all roads fit. */
const drawnFirst: readonly DraftRoad['class'][] = [
  'motorway',
  'trunk',
  'primary',
  'secondary',
  'tertiary',
  'residential',
  'service',
  'path',
]

/** `basemap.geojson` from what lies on the ground. Every way is one feature, named as its source names it; land and water come first. */
export function makeBaseMap(
  { roads, water, ground }: { roads: readonly DraftRoad[]; water: readonly DraftWater[]; ground: readonly DraftGround[] },
  { source, synthetic }: { source: string; synthetic: boolean },
): { file: BaseMapFile; problems: ImportProblem[] } {
  const features: BaseMapFeature[] = []
  const problems: ImportProblem[] = []
  const provenance = (id: string, name: string | null) => ({
    id,
    name: name === null ? null : { vi: clipText(name, 200), en: clipText(withoutMarks(name), 200) },
    source: clipText(source, 500),
    certainty: synthetic ? 'illustrative' : 'as its source has it',
    illustrative: synthetic,
  })
  ground.forEach(({ kind, name, line, polygons }, index) => {
    for (const [part, polygon] of polygons.entries()) {
      const coordinates = ringsOf(polygon)
      if (coordinates.length === 0 || kind === 'rail') continue
      features.push({
        type: 'Feature',
        properties: { kind, ...provenance(`ground-${index}-${part}`, name) },
        geometry: { type: 'Polygon', coordinates },
      })
    }
    if (line === null || kind !== 'rail') return
    for (const [piece, coordinates] of piecesOf(line).entries())
      features.push({
        type: 'Feature',
        properties: { kind, ...provenance(`rail-${index}-${piece}`, name) },
        geometry: { type: 'LineString', coordinates },
      })
  })
  water.forEach(({ kind, name, line, polygons, widthM }, index) => {
    if (line !== null)
      for (const [piece, coordinates] of piecesOf(line).entries()) {
        const properties = {
          kind: 'river',
          ...provenance(`water-${index}-${piece}`, name),
          widthM: Math.min(5_000, widthM ?? usualRiverM),
        } as const
        features.push({ type: 'Feature', properties, geometry: { type: 'LineString', coordinates } })
      }
    for (const [part, polygon] of polygons.entries()) {
      const coordinates = ringsOf(polygon)
      if (coordinates.length === 0) continue
      const properties = { kind: kind === 'sea' ? 'sea' : 'lake', ...provenance(`area-${index}-${part}`, name) } as const
      features.push({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates } })
    }
  })
  if (features.length > mostFeatures) features.length = mostFeatures
  const room = mostFeatures - features.length
  const inOrder = roads
    .map((road, index) => ({ road, index }))
    .toSorted((a, b) => drawnFirst.indexOf(a.road.class) - drawnFirst.indexOf(b.road.class))
  const drawn = inOrder
    .flatMap(({ road, index }) => piecesOf(road.line).map((coordinates, piece) => ({ road, index, piece, coordinates })))
    .slice(0, room)
  for (const { road, index, piece, coordinates } of drawn) {
    const ref = road.ref === null ? null : clipText(road.ref, 40)
    const properties: RoadProperties = { kind: 'road', ...provenance(`road-${index}-${piece}`, road.name), class: road.class, ref }
    features.push({ type: 'Feature', properties, geometry: { type: 'LineString', coordinates } })
  }
  if (drawn.length < roads.length)
    problems.push({
      code: 'base-map-thinned',
      index: null,
      id: null,
      lonDeg: NaN,
      latDeg: NaN,
      detail: { drawn: drawn.length, of: roads.length },
    })
  return { file: { type: 'FeatureCollection', features }, problems }
}

function piecesOf(line: readonly number[]): Position[][] {
  const places = placesOf(line)
  const pieces: Position[][] = []
  for (let at = 0; at + 1 < places.length; at += mostPoints - 1) pieces.push(places.slice(at, at + mostPoints))
  return pieces
}

function ringsOf(polygon: DraftPolygon): Position[][] {
  return polygon
    .map(closedRing)
    .filter((ring) => ring.length >= 4 && ring.length <= mostPoints)
    .slice(0, 50)
}

function closedRing(ring: readonly number[]): Position[] {
  const places = placesOf(ring)
  const [first, last] = [places[0], places.at(-1)]
  if (first !== undefined && last !== undefined && (first[0] !== last[0] || first[1] !== last[1])) places.push([first[0], first[1]])
  return places
}

function placesOf(line: readonly number[]): Position[] {
  const rounded = (deg: number): number => Math.round(deg * 1e6) / 1e6
  return Array.from({ length: line.length / 2 }, (_, at) => [rounded(line[at * 2]!), rounded(line[at * 2 + 1]!)])
}
