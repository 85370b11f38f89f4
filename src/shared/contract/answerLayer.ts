import type { GeoPoint } from './geo'

/**
 * What an answer about the city asks the map to draw. Made in a window's worker and drawn in the same window: plain data that crosses no
 * network, so typed and not parsed. Coordinates lie flat, [lonDeg, latDeg, lonDeg, latDeg, ...]. A tone names the meaning; the map has
 * the colours, and draws a word or a pattern beside them.
 */
export type AnswerTone = 'water' | 'route' | 'alternative' | 'closed' | 'reached' | 'seen' | 'hidden' | 'hazard' | 'area' | 'measure'

/** One step of a filled layer; the rings are closed, holes among them, filled by the even-odd rule. Bands lie on each other, lowest first. */
export type AnswerBand = { label: string; strength: number; rings: readonly Float64Array[] }

export type AnswerLayer =
  | { kind: 'bands'; id: string; tone: AnswerTone; bands: readonly AnswerBand[] }
  | { kind: 'lines'; id: string; tone: AnswerTone; dashed: boolean; lines: readonly { label: string; lonLatDeg: Float64Array }[] }
  | { kind: 'points'; id: string; tone: AnswerTone; points: readonly { id: string; label: string; place: GeoPoint }[] }
  | { kind: 'rings'; id: string; tone: AnswerTone; rings: readonly { label: string; centre: GeoPoint; radiusM: number }[] }
  /** Water at this level, in metres above the height datum: buildings take the colour of their depth. */
  | { kind: 'water-level'; id: string; levelM: number }

/** What the map is to ask of the pointer (and of the keys: the cross in the middle, Space sets, Enter ends, Escape gives up). */
export type MapPicking = 'none' | 'point' | 'line' | 'area'
