import { afterEach, describe, expect, it, vi } from 'vitest'
import { loadBaseMap, prepareBaseMap } from './baseMap'
import { baseLabelsOf } from './baseLabels'
import { toGeo } from './ellipsoid'
import { roadsFile } from '#test/builders/roads'
import { baseMapFile, city, wardsFile } from './testing/mapBuilders'

afterEach(() => vi.unstubAllGlobals())

describe('prepareBaseMap', () => {
  const map = prepareBaseMap(baseMapFile, wardsFile)

  it('sorts features into layers with their extents', () => {
    expect([map.seas, map.wards, map.rivers, map.roads, map.points].map(({ length }) => length)).toEqual([1, 1, 2, 1, 2])
    const { west, south, east, north } = map.wards[0]!.shape
    expect([west, south, east, north]).toEqual([107.05, 16.8, 107.12, 16.86])
    expect(map.rivers.map(({ illustrative }) => illustrative)).toEqual([false, true])
  })

  it('keeps land apart from water, and railways from roads', () => {
    const properties = { id: 'a', name: null, source: 'a test', certainty: 'a test', illustrative: true }
    const ring: [number, number][] = [
      [107, 16],
      [107.1, 16],
      [107.1, 16.1],
      [107, 16],
    ]
    const sorted = prepareBaseMap(
      {
        type: 'FeatureCollection',
        features: [
          { type: 'Feature', properties: { kind: 'green', ...properties }, geometry: { type: 'Polygon', coordinates: [ring] } },
          { type: 'Feature', properties: { kind: 'lake', ...properties }, geometry: { type: 'Polygon', coordinates: [ring] } },
          { type: 'Feature', properties: { kind: 'rail', ...properties }, geometry: { type: 'LineString', coordinates: ring } },
        ],
      },
      { type: 'FeatureCollection', features: [] },
    )
    expect([sorted.land.map(({ kind }) => kind), sorted.seas.length, sorted.rails.length, sorted.roads.length]).toEqual([
      ['green'],
      1,
      1,
      0,
    ])
  })

  it('rounds the corners of a river and keeps its ends, so that reaches still meet', () => {
    const [river, drawn] = map.rivers
    expect(river!.shape.degrees.length).toBeGreaterThan(5)
    expect(river!.shape.degrees[0]).toEqual([107.1, 16.82])
    expect(drawn!.shape.degrees.at(-1)).toEqual([107.1, 16.82])
    expect(river!.shape.degrees).not.toContainEqual([107.12, 16.82])
    expect(map.roads[0]!.shape.degrees).toHaveLength(4)
  })
})

describe('loadBaseMap', () => {
  it('reads the two files the manifest names, below the path it is given', async () => {
    const asked: string[] = []
    vi.stubGlobal('fetch', (url: string) => {
      asked.push(url)
      return Promise.resolve(Response.json(url.endsWith('wards.geojson') ? wardsFile : baseMapFile))
    })
    const map = await loadBaseMap(city, '/city', new AbortController().signal)
    expect(asked).toEqual(['/city/basemap.geojson', '/city/wards.geojson'])
    expect(map.roads).toHaveLength(1)
  })

  it('says which file could not be had', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 404 })))
    await expect(loadBaseMap(city, '/city/', new AbortController().signal)).rejects.toThrow('/city/basemap.geojson: HTTP 404')
  })
})

describe('baseLabelsOf', () => {
  it('names wards, rivers once for all their reaches, shields, then points by rank, in the language asked for', () => {
    const map = prepareBaseMap(baseMapFile, wardsFile)
    expect(baseLabelsOf(map, 'vi').map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'ward PHƯỜNG ĐÔNG HÀ',
      'river Sông Hiếu',
      'shield QL.1',
      'bridge Cầu Đông Hà',
      'landmark Ga Đông Hà',
    ])
    expect(baseLabelsOf(map, 'en').map(({ text }) => text)).toContain('Đông Hà Station')
  })

  it('offers a ward other places for its name, all of them within the ward', () => {
    const [ward] = baseLabelsOf(prepareBaseMap(baseMapFile, wardsFile), 'vi')
    expect(ward!.anchors.length).toBeGreaterThan(5)
    const places = ward!.anchors.map(toGeo)
    expect(places[0]!.lonDeg).toBeCloseTo(107.08, 6)
    for (const { lonDeg, latDeg } of places) {
      expect(lonDeg > 107.05 && lonDeg < 107.12).toBe(true)
      expect(latDeg > 16.8 && latDeg < 16.86).toBe(true)
    }
  })

  it('offers earth-fixed places for each, those of every reach', () => {
    for (const { anchors } of baseLabelsOf(prepareBaseMap(baseMapFile, wardsFile), 'vi')) {
      expect(anchors.length).toBeGreaterThan(0)
      for (const anchor of anchors) expect(Math.hypot(...anchor) / 6_377_000).toBeCloseTo(1, 2)
    }
  })
})

describe('minor streets', () => {
  const roadsFrom = roadsFile([{ lonDeg: 107.1, latDeg: 16.8 }, { lonDeg: 107.11, latDeg: 16.8 }], [{ from: 0, to: 1 }]) // prettier-ignore
  const withRoads = { ...city, files: { ...city.files, roads: 'roads.columns.gz' } }
  const serve = (roads: () => Response) =>
    vi.stubGlobal('fetch', async (url: string) => {
      if (url.endsWith('roads.columns.gz')) return roads()
      return new Response(JSON.stringify(url.endsWith('wards.geojson') ? wardsFile : baseMapFile))
    })
  const packed = () => new Response(new Response(roadsFrom).body!.pipeThrough(new CompressionStream('gzip')))

  it('are those of the road graph, where the base map has none', async () => {
    serve(packed)
    const { streets } = await loadBaseMap(withRoads, '/city', new AbortController().signal)
    expect(streets.map((each) => [each.class, each.shapes.map(({ degrees }) => degrees)])).toEqual([
      ['residential', [[[107.1, 16.8], [107.11, 16.8]]]], // prettier-ignore
    ])
  })

  it('are left out, and the city is drawn, when their file cannot be read', async () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {})
    serve(() => new Response(null, { status: 404 }))
    const map = await loadBaseMap(withRoads, '/city', new AbortController().signal)
    expect([map.streets, map.roads.length, quiet.mock.calls.length]).toEqual([[], 1, 1])
    quiet.mockRestore()
  })
})
