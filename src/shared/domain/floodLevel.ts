import type { Alert, Severity } from '#shared/contract/alert'
import { severityOf } from './capSeverity'

// Levels are published in whole centimetres; counting in them keeps 5.17 - 4 from becoming 1.1699999.
/** Metres as whole centimetres, rounded half up. */
export function toCentimetres(valueM: number): number {
  return Math.round(valueM * 100)
}

/** Highest warning level reached: 0 below the first, 1 for BĐ1 and so on. A level is reached when the water stands at it or above. */
export function levelOf(valueM: number, levelsM: readonly number[]): number {
  const valueCm = toCentimetres(valueM)
  return levelsM.filter((levelM) => valueCm >= toCentimetres(levelM)).length
}

/** Where a value stands against the warning level that bulletins name for it. */
export type Margin = {
  /** 1 for BĐ1. */
  level: number
  /** Centimetres above that level; negative below it. */
  aboveCm: number
}

/**
 * The margin a bulletin states: against the nearest warning level, and half way between two against the lower one, which the water
 * has passed. The rule is drawn from the bulletins of October 2020: 3.70 m with levels 2/3/4 is "below BĐ3 0.30", 2.94 m is
 * "below BĐ2 0.06", and 5.03 m with levels 3/4.5/6 is "above BĐ2 0.53".
 */
export function marginOf(valueM: number, levelsM: readonly number[]): Margin {
  const margins = levelsM.map((levelM, index) => ({ level: index + 1, aboveCm: toCentimetres(valueM) - toCentimetres(levelM) }))
  const nearest = margins.toSorted((one, other) => Math.abs(one.aboveCm) - Math.abs(other.aboveCm) || one.level - other.level)[0]
  if (nearest === undefined) throw new RangeError('a gauge has at least one warning level')
  return nearest
}

/** How grave a level is, in CAP's words and in the room's. */
export type FloodSeverity = Pick<Alert, 'capSeverity' | 'urgency'> & { severity: Severity }

/** Height above the last warning level from which a flood counts as extreme. */
export const extremeAboveLastLevelM = 1

/**
 * How grave a reached warning level is: the first Moderate and Expected, those between Severe and Expected, the last Severe and
 * Immediate, a metre above the last Extreme and Immediate. The product's default, not a legal scale.
 */
export function floodSeverity(level: number, valueM: number, levelsM: readonly number[]): FloodSeverity {
  const judged = judge(level, valueM, levelsM)
  return { ...judged, severity: severityOf({ ...judged, certainty: 'Observed' }) }
}

function judge(level: number, valueM: number, levelsM: readonly number[]): Pick<Alert, 'capSeverity' | 'urgency'> {
  const last = levelsM.at(-1)
  if (level < 1 || last === undefined) return { capSeverity: 'Minor', urgency: 'Expected' }
  if (level < levelsM.length) return { capSeverity: level === 1 ? 'Moderate' : 'Severe', urgency: 'Expected' }
  const extreme = toCentimetres(valueM) >= toCentimetres(last + extremeAboveLastLevelM)
  return { capSeverity: extreme ? 'Extreme' : 'Severe', urgency: 'Immediate' }
}
