import { writeFileSync } from 'node:fs'

/** A footprint of a source file as a test draws it; places are steps of 1e-4 degrees (about 11 m) from 107.1, 16.82. */
export type Footprint = { type: 'Feature'; id?: unknown; geometry: unknown; properties: Record<string, unknown> }

export const position = (x: number, y: number): [number, number] => [round(107.1 + x * 1e-4), round(16.82 + y * 1e-4)]

/** A closed ring through these corners. */
export const outline = (...corners: [number, number][]): number[][] => [...corners, corners[0]!].map(([x, y]) => position(x, y))

/** A house with everything a house needs: a square of `size` steps with its south-west corner at `x`, `y`. */
export function house(x: number, y: number, properties: Record<string, unknown> = {}, size = 1): Footprint {
  const ring = outline([x, y], [x + size, y], [x + size, y + size], [x, y + size])
  return footprint(`h${x}-${y}`, { type: 'Polygon', coordinates: [ring] }, properties)
}

export function footprint(id: unknown, geometry: unknown, properties: Record<string, unknown> = {}): Footprint {
  return { type: 'Feature', id, geometry, properties: { height: 6, levels: 2, use: 'nha_o', ground: 3, ...properties } }
}

/** `count` houses in rows, none like another. */
export function houses(count: number): Footprint[] {
  const inRow = Math.max(40, Math.ceil(Math.sqrt(count)))
  return Array.from({ length: count }, (_, index) =>
    house(
      (index % inRow) * 2,
      Math.floor(index / inRow) * 2,
      { height: 3 + (index % 17), name: index % 5 === 0 ? `Nhà số ${index}` : null },
      1 + (index % 7) / 10,
    ),
  )
}

/** A GeoJSON feature collection on disk. */
export function writeFootprints(path: string, features: readonly unknown[], members: Record<string, unknown> = {}): string {
  writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', ...members, features }))
  return path
}

function round(deg: number): number {
  return Math.round(deg * 1e7) / 1e7
}
