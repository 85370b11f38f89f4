import type { GeoPoint } from './geo'

/**
 * What an answer to a question puts on the city, and what a question may ask of the hand. Colours stand for the kind of answer and are
 * never those of severities; a label says what the colour means. Made in a window's worker and drawn in the same window: it crosses no
 * network, so it is typed and not parsed.
 */

type LonLat = readonly [lonDeg: number, latDeg: number]

/** `water` and `plume` for what spreads, `reach` for what can be reached, `route` for a way, `sight` for what is seen, `measure` for the rest. */
export type AnswerTone = 'water' | 'plume' | 'reach' | 'route' | 'sight' | 'measure'

/** Rings closed or open; the second and later ones of an area are holes. */
export type AnswerLayer =
  | { kind: 'area'; id: string; tone: AnswerTone; rings: readonly (readonly LonLat[])[]; label?: string }
  /** Water by depth on the posts of a grid, row by row from the north-west, posts on the edges of the box; 0 or NaN where it is dry. */
  | {
      kind: 'depth'
      id: string
      westDeg: number
      southDeg: number
      eastDeg: number
      northDeg: number
      columns: number
      rows: number
      depthM: Float32Array
      label?: string
    }
  | { kind: 'route'; id: string; tone: AnswerTone; line: readonly LonLat[]; label?: string }
  /** Pieces of road; `share` 0 to 1 for each makes it paler the farther it is (minutes of the limit), absent for all alike. */
  | { kind: 'roads'; id: string; tone: AnswerTone; lines: readonly (readonly LonLat[])[]; share?: readonly number[]; label?: string }
  /** A line of sight; a blocked one is broken and ends in a cross. Heights in metres above the ground. */
  | { kind: 'sight'; id: string; from: GeoPoint; fromHeightM: number; until: GeoPoint; clear: boolean; label?: string }
  | { kind: 'ring'; id: string; tone: AnswerTone; centre: GeoPoint; radiusM: number; label?: string }
  | { kind: 'points'; id: string; tone: AnswerTone; places: readonly { place: GeoPoint; label?: string }[] }

/** Everything an answer shows: drawn layers, the water level that buildings are coloured by, and buildings outlined by their ids. */
export type MapAnswer = {
  layers: readonly AnswerLayer[]
  /** Metres above the height datum; null for no flood. */
  floodLevelM: number | null
  buildingIds: readonly string[]
}

/** What the hand is asked for: one place, the corners of an area, or of a line. Enter or a double click ends it, Escape gives it up. */
export type PointingTask = 'point' | 'polygon' | 'line'

/** What the hand pointed at. A polygon has at least three corners, and is not closed; a line at least two. */
export type Pointed = { task: PointingTask; places: readonly GeoPoint[] }
