// Makes a city's wards.geojson out of the full-resolution outlines of github.com/thanglequoc/vietnamese-provinces-database
// (json/geojson/44_quang_tri): node tools/city/simplifyWards.mjs <folder with the ward files> [<output file>]
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** @typedef {[number, number]} Position [lonDeg, latDeg] */

const metresPerDegree = 111_195
const toleranceM = 40

const wards = [
  {
    file: '19333_dong_ha.geojson',
    code: '19333',
    name: { vi: 'Phường Đông Hà', en: 'Đông Hà Ward' },
    areaKm2: 38.05,
    labelAt: [107.0725, 16.8335],
  },
  {
    file: '19351_nam_dong_ha.geojson',
    code: '19351',
    name: { vi: 'Phường Nam Đông Hà', en: 'Nam Đông Hà Ward' },
    areaKm2: 35.04,
    labelAt: [107.0925, 16.7995],
  },
]

/**
 * Rings with fewer points, so that a stretch two rings share stays the same stretch in both: each ring is cut where sharing begins
 * and ends, and each piece is simplified by itself, always from the same end.
 * @param {Position[][]} rings closed rings
 * @param {number} tolerance metres a dropped point may lie off the line
 * @returns {Position[][]}
 */
export function simplifyTogether(rings, tolerance) {
  const keys = rings.map((ring) => ring.slice(0, -1).map(keyOf))
  const users = new Map()
  keys.forEach((ring, index) => ring.forEach((key) => users.set(key, (users.get(key) ?? new Set()).add(index))))
  const shared = (key) => users.get(key).size > 1
  return rings.map((ring, index) => {
    const open = ring.slice(0, -1)
    const cuts = open.flatMap((_, i) => {
      const previous = keys[index][(i + open.length - 1) % open.length]
      const next = keys[index][(i + 1) % open.length]
      return shared(keys[index][i]) && !(shared(previous) && shared(next)) ? [i] : []
    })
    if (cuts.length === 0) cuts.push(0, Math.floor(open.length / 2))
    const simplified = cuts.flatMap((from, which) => {
      const until = cuts[(which + 1) % cuts.length]
      const length = (until - from + open.length) % open.length || open.length
      const piece = Array.from({ length: length + 1 }, (_, step) => open[(from + step) % open.length])
      const backwards = keyOf(piece[0]) > keyOf(piece.at(-1))
      const kept = simplifyLine(backwards ? piece.toReversed() : piece, tolerance)
      return (backwards ? kept.toReversed() : kept).slice(0, -1)
    })
    return [...simplified, simplified[0]]
  })
}

/**
 * Douglas-Peucker.
 * @param {Position[]} line
 * @param {number} tolerance metres
 * @returns {Position[]}
 */
export function simplifyLine(line, tolerance) {
  const kept = new Set([0, line.length - 1])
  const open = [[0, line.length - 1]]
  while (open.length > 0) {
    const [from, until] = open.pop()
    let worst = tolerance
    let worstAt = -1
    for (let i = from + 1; i < until; i++) {
      const off = distanceM(line[i], line[from], line[until])
      if (off > worst) [worst, worstAt] = [off, i]
    }
    if (worstAt < 0) continue
    kept.add(worstAt)
    open.push([from, worstAt], [worstAt, until])
  }
  return line.filter((_, i) => kept.has(i))
}

/**
 * Area of a ring on a plane that fits a city.
 * @param {Position[]} ring closed
 * @returns {number} km2
 */
export function areaOf(ring) {
  const scale = Math.cos((ring[0][1] * Math.PI) / 180)
  let twice = 0
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = [(ring[i - 1][0] - ring[0][0]) * scale, ring[i - 1][1] - ring[0][1]]
    const [x2, y2] = [(ring[i][0] - ring[0][0]) * scale, ring[i][1] - ring[0][1]]
    twice += x1 * y2 - x2 * y1
  }
  return (Math.abs(twice) / 2) * (metresPerDegree / 1000) ** 2
}

function keyOf([lonDeg, latDeg]) {
  return `${lonDeg.toFixed(6)},${latDeg.toFixed(6)}`
}

function distanceM([x, y], [x1, y1], [x2, y2]) {
  const scale = Math.cos((y * Math.PI) / 180)
  const [dx, dy] = [(x2 - x1) * scale, y2 - y1]
  const [px, py] = [(x - x1) * scale, y - y1]
  const square = dx * dx + dy * dy
  const along = square === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / square))
  return Math.hypot(px - along * dx, py - along * dy) * metresPerDegree
}

function outerRing(file) {
  const parsed = JSON.parse(readFileSync(file, 'utf8'))
  const geometry = (parsed.features?.[0] ?? parsed).geometry
  return (geometry.type === 'MultiPolygon' ? geometry.coordinates[0][0] : geometry.coordinates[0]).map(([lon, lat]) => [lon, lat])
}

function main(folder, output) {
  const rings = simplifyTogether(
    wards.map(({ file }) => outerRing(resolve(folder, file))),
    toleranceM,
  )
  const features = wards.map(({ code, name, areaKm2, labelAt }, index) => ({
    type: 'Feature',
    properties: {
      code,
      validFrom: '2025-07-01',
      validTo: null,
      name,
      areaKm2,
      labelAt,
      source: 'github.com/thanglequoc/vietnamese-provinces-database @cd580632, json/geojson/44_quang_tri, simplified',
      licence:
        'repository MIT; geometry from the state map publisher without an explicit open licence: the city confirms before it relies on it',
      simplifiedToM: toleranceM,
    },
    geometry: { type: 'Polygon', coordinates: [rings[index].map(([lon, lat]) => [Number(lon.toFixed(5)), Number(lat.toFixed(5))])] },
  }))
  const text = features.map((feature) => `    ${JSON.stringify(feature)}`).join(',\n')
  writeFileSync(output, `{\n  "type": "FeatureCollection",\n  "features": [\n${text}\n  ]\n}\n`)
  for (const [index, ring] of rings.entries())
    console.log(`${wards[index].code}: ${ring.length} points, ${areaOf(ring).toFixed(2)} km2 (stated ${wards[index].areaKm2})`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [folder, output = 'resources/city/dong-ha/wards.geojson'] = process.argv.slice(2)
  if (folder === undefined) {
    console.error('usage: node tools/city/simplifyWards.mjs <folder with the ward files> [<output file>]')
    process.exit(64)
  }
  main(folder, output)
}
