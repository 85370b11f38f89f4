import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { cityModelOf } from '#analysis/cityModel'
import type { CityBytes, CityModel } from '#analysis/cityModel'
import { encodeColumns } from '#analysis/columns'
import { connectivityField } from '#analysis/floodField'
import { valueAt } from '#analysis/heightGrid'
import type { HeightGrid } from '#analysis/heightGrid'
import type { GeoPoint } from '#shared/contract/geo'
import { buildingsFile } from '../../test/builders/buildings'
import { roadsFile } from '../../test/builders/roads'

const box = { westDeg: 107.01, southDeg: 16.733, eastDeg: 107.16, northDeg: 16.872, columns: 641, rows: 617 }
const buildingCount = 30_000
/** Junctions along a side of the square net of streets: 87 x 86 x 2 streets, both ways, are 29,928 arcs. */
const junctionsAside = 87
const provenance = { source: 'bench', licence: 'bench', synthetic: true }

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A place within the inner part of the box. */
export function somewhere(random: () => number): GeoPoint {
  return {
    lonDeg: box.westDeg + (0.1 + 0.8 * random()) * (box.eastDeg - box.westDeg),
    latDeg: box.southDeg + (0.1 + 0.8 * random()) * (box.northDeg - box.southDeg),
  }
}

/** Ground with a river through the middle, levees beside it, and hills. */
export function benchGrid(): { grid: HeightGrid; riverbed: number[] } {
  const random = chance(7)
  const riverbed: number[] = []
  const heightsM = Float32Array.from({ length: box.columns * box.rows }, (_, post) => {
    const [column, row] = [post % box.columns, Math.floor(post / box.columns)]
    const away = Math.abs(row - box.rows / 2 - 40 * Math.sin(column / 60))
    if (away < 4) {
      riverbed.push(post)
      return -3
    }
    const levee = away < 8 ? 3 : 1
    const bank = column % 90 === 0 || row % 80 === 0 ? 2 : 0
    return levee + bank + away / 60 + 1.5 * Math.sin(column / 17) * Math.cos(row / 23) + random()
  })
  return { grid: { ...box, heightsM }, riverbed }
}

/** A city of full size; its buildings are real outlines where the sample of them is at hand. */
export function benchCity(footprints: string): { city: CityModel; realFootprints: boolean } {
  const { grid, riverbed } = benchGrid()
  const thresholdM = connectivityField(grid, riverbed) as Float32Array<ArrayBuffer>
  const sample = join(footprints, 'city30k-synthetic-layout.geojson.gz')
  const realFootprints = existsSync(sample)
  const random = chance(11)
  const places = realFootprints ? middlesOf(sample) : Array.from({ length: buildingCount }, () => ({ place: somewhere(random), sizeM: 10 }))
  const buildings = places.slice(0, buildingCount).map(({ place, sizeM }) => {
    const groundM = valueAt(grid, grid.heightsM, place.lonDeg, place.latDeg)
    const floodM = valueAt(grid, thresholdM, place.lonDeg, place.latDeg)
    return { place, sizeM, groundM, floodM, heightM: 4 + 10 * random(), people: Math.round(6 * random()) }
  })
  const junctions = Array.from({ length: junctionsAside ** 2 }, (_, index) => {
    const [column, row] = [index % junctionsAside, Math.floor(index / junctionsAside)]
    return {
      lonDeg: box.westDeg + (0.05 + (0.9 * (column + 0.4 * random())) / junctionsAside) * (box.eastDeg - box.westDeg),
      latDeg: box.southDeg + (0.05 + (0.9 * (row + 0.4 * random())) / junctionsAside) * (box.northDeg - box.southDeg),
    }
  })
  const roads = junctions.flatMap((_, index) => [
    ...(index % junctionsAside < junctionsAside - 1 ? [{ from: index, to: index + 1, mps: 6 + 10 * random() }] : []),
    ...(index + junctionsAside < junctions.length ? [{ from: index, to: index + junctionsAside, mps: 6 + 10 * random() }] : []),
  ])
  const cameras = Array.from({ length: 60 }, (_, index) => ({
    id: `cam-${index}`,
    name: { vi: `Camera ${index}`, en: `Camera ${index}` },
    place: junctions[Math.floor(random() * junctions.length)],
    mountHeightM: 8,
    headingDeg: 360 * random(),
    pitchDeg: -10,
    horizontalFieldOfViewDeg: 90,
    rangeM: 300,
    steerable: index % 3 === 0,
    ...provenance,
  }))
  const files: Record<string, Uint8Array<ArrayBuffer>> = {
    buildings: buildingsFile(buildings),
    terrain: encodeColumns(
      { kind: 'terrain', schema: 1, ...box, noDataDm: -32768, heightDatum: 'bench', accuracyM: 1, ...provenance },
      { heightDm: Int16Array.from(grid.heightsM, (heightM) => Math.round(heightM * 10)) },
    ),
    floodField: encodeColumns(
      {
        kind: 'flood-field',
        schema: 1,
        columns: box.columns,
        rows: box.rows,
        model: 'bench',
        gaugeZeroM: 0,
        terrainSha256: '0'.repeat(64),
        ...provenance,
      },
      { thresholdM },
    ),
    roads: roadsFile(junctions, roads),
    cameras: new TextEncoder().encode(JSON.stringify({ schema: 1, cameras })),
  }
  const bytes = Object.fromEntries(
    Object.entries(files).map(([input, each]) => [input, { bytes: each, sha256: '0'.repeat(64) }]),
  ) as CityBytes
  return { city: cityModelOf(bytes), realFootprints }
}

/** The middles of the sample's buildings and how wide they are: the sample lies around Đông Hà. */
function middlesOf(file: string): { place: GeoPoint; sizeM: number }[] {
  const { features } = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as {
    features: { geometry: { type: string; coordinates: [number, number][][] } }[]
  }
  return features.flatMap(({ geometry }) => {
    const ring = geometry.type === 'Polygon' ? geometry.coordinates[0] : undefined
    if (ring === undefined) return []
    const lons = ring.map(([lonDeg]) => lonDeg)
    const lats = ring.map(([, latDeg]) => latDeg)
    const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)]
    return [
      { place: { lonDeg: (west + east) / 2, latDeg: (south + north) / 2 }, sizeM: Math.sqrt((east - west) * (north - south)) * 108_000 },
    ]
  })
}
