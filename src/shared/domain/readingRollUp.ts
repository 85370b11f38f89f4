import type { Reading } from '#shared/contract/reading'

/** Lengths of the periods, in milliseconds. Periods begin at whole multiples of their length since 1970, so a day is a day of UTC. */
export const rollUpPeriods = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const
export type RollUpPeriod = keyof typeof rollUpPeriods

/** What a roll-up is about. A drill's readings and reality's, and what was read and what was interpolated, are never one roll-up. */
export type RollUpKey = {
  gaugeId: string
  drillId: string | null
  basis: 'observed' | 'interpolated'
  period: RollUpPeriod
  startMs: number
}

/** The readings of one gauge in one period: levels in metres, times of the readings themselves. The mean is `sumM / count`. */
export type RollUp = RollUpKey & {
  count: number
  minM: number
  maxM: number
  sumM: number
  /** The level of the latest reading by its own time; of two with the same time, the one that was recorded later. */
  lastM: number
  firstAtMs: number
  lastAtMs: number
}

/** The roll-ups that one reading is part of, as they are with it alone. A forecast is part of none: nobody measured it. */
export function rollUpsOf(reading: Reading): RollUp[] {
  const { gaugeId, drillId, basis, valueM, observedAtMs } = reading
  if (basis === 'forecast') return []
  return (Object.keys(rollUpPeriods) as RollUpPeriod[]).map((period) => ({
    gaugeId,
    drillId,
    basis,
    period,
    startMs: Math.floor(observedAtMs / rollUpPeriods[period]) * rollUpPeriods[period],
    count: 1,
    minM: valueM,
    maxM: valueM,
    sumM: valueM,
    lastM: valueM,
    firstAtMs: observedAtMs,
    lastAtMs: observedAtMs,
  }))
}

/** Two roll-ups of the same key as one; `later` holds what was recorded after `earlier`. */
export function joinRollUps(earlier: RollUp, later: RollUp): RollUp {
  return {
    ...earlier,
    count: earlier.count + later.count,
    minM: Math.min(earlier.minM, later.minM),
    maxM: Math.max(earlier.maxM, later.maxM),
    sumM: earlier.sumM + later.sumM,
    lastM: later.lastAtMs >= earlier.lastAtMs ? later.lastM : earlier.lastM,
    firstAtMs: Math.min(earlier.firstAtMs, later.firstAtMs),
    lastAtMs: Math.max(earlier.lastAtMs, later.lastAtMs),
  }
}

/** All roll-ups of some readings, in the order they were recorded. */
export function rollUp(readings: Iterable<Reading>): RollUp[] {
  const byKey = new Map<string, RollUp>()
  for (const reading of readings) {
    for (const one of rollUpsOf(reading)) {
      const key = JSON.stringify([one.gaugeId, one.drillId, one.basis, one.period, one.startMs])
      const before = byKey.get(key)
      byKey.set(key, before === undefined ? one : joinRollUps(before, one))
    }
  }
  return [...byKey.values()]
}
