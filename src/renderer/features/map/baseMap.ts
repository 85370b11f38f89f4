import type { BaseMapFeature, BaseMapFile, WardFeature, WardsFile } from '#shared/contract/baseMap'
import type { CityManifest } from '#shared/contract/city'
import { loadColumns } from './columnsFiles'
import { cityStreetsOf, type StreetLines } from './cityStreets'
import { worldLine, type World } from './ellipsoid'

type LonLat = readonly [number, number]
type RoadClass = Extract<BaseMapFeature['properties'], { kind: 'road' }>['class']

/** A line or ring in both frames it is drawn in: degrees for tiles, earth-fixed metres for a perspective. */
export type Shape = { degrees: readonly LonLat[]; world: readonly World[]; west: number; south: number; east: number; north: number }

/** The ground of a city, ready to be drawn. */
export type BaseMap = {
  /** Parks and woods, and built-up land. */
  land: { shape: Shape; kind: 'green' | 'built-up' }[]
  seas: Shape[]
  wards: { shape: Shape; feature: WardFeature }[]
  rivers: { shape: Shape; widthM: number; illustrative: boolean; feature: BaseMapFeature }[]
  rails: Shape[]
  roads: { shape: Shape; class: RoadClass; ref: string | null }[]
  /** Minor streets of the road graph, class by class; none where the base map has minor roads of its own. */
  streets: { class: StreetLines['class']; shapes: Shape[] }[]
  points: Extract<BaseMapFeature, { geometry: { type: 'Point' } }>[]
}

/** Ground of a city whose files could not be read: plain land, and live marks still stand on it. */
export const emptyBaseMap: BaseMap = { land: [], seas: [], wards: [], rivers: [], rails: [], roads: [], streets: [], points: [] }

/** Reads the city's base map and wards from its folder; both were checked against their schema when the city was opened. */
export async function loadBaseMap(city: CityManifest, cityPath: string, signal: AbortSignal): Promise<BaseMap> {
  const folder = cityPath.endsWith('/') ? cityPath : `${cityPath}/`
  const [base, wards] = await Promise.all([
    loadJson<BaseMapFile>(`${folder}${city.files.basemap}`, signal),
    loadJson<WardsFile>(`${folder}${city.files.wards}`, signal),
  ])
  const map = prepareBaseMap(base, wards)
  const { roads } = city.files
  if (roads !== undefined && !map.roads.some(({ class: roadClass }) => minorRoads.has(roadClass))) {
    try {
      map.streets = streetShapes(cityStreetsOf(await loadColumns(`${folder}${roads}`, signal)))
    } catch (error) {
      // The city without its minor streets is still a map.
      if (!signal.aborted) console.error('minor streets', error)
    }
  }
  return map
}

const minorRoads: ReadonlySet<RoadClass> = new Set<RoadClass>(['secondary', 'tertiary', 'residential', 'service', 'path'])

/** Streets as they are drawn. */
export function streetShapes(streets: readonly StreetLines[]): BaseMap['streets'] {
  return streets.map(({ class: streetClass, lines }) => ({ class: streetClass, shapes: lines.map((line) => shapeOf(line)) }))
}

/** The files' features sorted into layers, each with its extent and earth-fixed positions. */
export function prepareBaseMap(base: BaseMapFile, wards: WardsFile): BaseMap {
  const map: BaseMap = { land: [], seas: [], wards: [], rivers: [], rails: [], roads: [], streets: [], points: [] }
  for (const feature of wards.features) map.wards.push({ shape: shapeOf(feature.geometry.coordinates[0] ?? []), feature })
  for (const feature of base.features) {
    if (feature.geometry.type === 'Point') map.points.push(feature as BaseMap['points'][number])
    else if (feature.properties.kind === 'green' || feature.properties.kind === 'built-up')
      map.land.push({ shape: shapeOf((feature.geometry.coordinates as LonLat[][])[0] ?? []), kind: feature.properties.kind })
    else if (feature.geometry.type === 'Polygon') map.seas.push(shapeOf(feature.geometry.coordinates[0] ?? []))
    else if (feature.properties.kind === 'river') {
      const { widthM, illustrative } = feature.properties
      map.rivers.push({ shape: shapeOf(rounded(feature.geometry.coordinates)), widthM, illustrative, feature })
    } else if (feature.properties.kind === 'rail') {
      map.rails.push(shapeOf(feature.geometry.coordinates))
    } else if (feature.properties.kind === 'road') {
      map.roads.push({ shape: shapeOf(feature.geometry.coordinates), class: feature.properties.class, ref: feature.properties.ref })
    }
  }
  return map
}

// A simplified bank would show its corners: each is cut twice (Chaikin), the ends stay.
function rounded(line: readonly LonLat[]): LonLat[] {
  const cut = (corners: readonly LonLat[]): LonLat[] => [
    corners[0]!,
    ...corners.slice(1).flatMap((until, index): LonLat[] => {
      const from = corners[index]!
      const along = (share: number): LonLat => [from[0] + (until[0] - from[0]) * share, from[1] + (until[1] - from[1]) * share]
      return [along(0.25), along(0.75)]
    }),
    corners.at(-1)!,
  ]
  return cut(cut(line))
}

function shapeOf(degrees: readonly LonLat[]): Shape {
  const lons = degrees.map(([lonDeg]) => lonDeg)
  const lats = degrees.map(([, latDeg]) => latDeg)
  return {
    degrees,
    world: worldLine(degrees),
    west: Math.min(...lons),
    south: Math.min(...lats),
    east: Math.max(...lons),
    north: Math.max(...lats),
  }
}

async function loadJson<T>(url: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(url, { signal })
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`)
  return (await response.json()) as T
}
