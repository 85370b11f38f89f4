import type { Reading } from '#shared/contract/reading'
import type { ReadingRule, RuleCondition } from '#shared/contract/readingRule'

/** Readings by gauge, oldest first; forecasts are none. */
export type ReadingSeries = ReadonlyMap<string, readonly Reading[]>

/** What an expression may ask about a moment: by gauge, the last level, its change over an hour, and its age. */
export type ExpressionInput = {
  levelM: Map<string, number>
  risePerHourM: Map<string, number>
  ageS: Map<string, number>
  hour: bigint
}
/** Whether an expression holds; throws when it cannot be said. */
export type Expression = (input: ExpressionInput) => boolean

type World = {
  series: ReadingSeries
  /** Hour of the city's day at a time, 0 to 23. */
  hourAt(timeMs: number): number
  /** The rule's expression, compiled; unused by the other kinds. */
  expression: Expression
}

/** 'between': neither holds nor is gone; what was, stays. */
type Held = 'holds' | 'gone' | 'between'

/**
 * Whether a rule's alert should be there at a moment. It depends on the readings alone, and on whether it is there already: a gateway that was
 * away comes to the same.
 */
export function ruleWants(rule: ReadingRule, world: World, atMs: number, isRaised: boolean): boolean {
  const held = heldAt(rule, world, atMs)
  if (!isRaised) return held === 'holds' && hasLasted(rule, world, atMs, rule.onDelayS, 'holds')
  return !(held === 'gone' && hasLasted(rule, world, atMs, rule.offDelayS, 'gone'))
}

/** When a rule would have raised and ended its alert, looked at whenever there was a reading. Epoch milliseconds. */
export function dryRun(rule: ReadingRule, world: World): { raisedAtMs: number; endedAtMs: number | null }[] {
  const alerts: { raisedAtMs: number; endedAtMs: number | null }[] = []
  for (const atMs of timesIn(world.series, -Infinity, Infinity)) {
    const open = alerts.at(-1)?.endedAtMs === null ? alerts.at(-1) : undefined
    const isWanted = ruleWants(rule, world, atMs, open !== undefined)
    if (isWanted && open === undefined) alerts.push({ raisedAtMs: atMs, endedAtMs: null })
    else if (!isWanted && open !== undefined) open.endedAtMs = atMs
  }
  return alerts
}

/** The last reading of a gauge at a moment. */
export function lastReading(series: ReadingSeries, gaugeId: string, atMs: number): Reading | undefined {
  return series.get(gaugeId)?.findLast((reading) => reading.observedAtMs <= atMs)
}

function hasLasted(rule: ReadingRule, world: World, atMs: number, delayS: number, what: Held): boolean {
  if (delayS === 0) return true
  const sinceMs = atMs - delayS * 1_000
  // Between two readings nothing is known to have changed, so that the moment of each, and that of the beginning, decide.
  return [sinceMs, ...timesIn(world.series, sinceMs, atMs)].every((timeMs) => heldAt(rule, world, timeMs) === what)
}

function timesIn(series: ReadingSeries, fromMs: number, untilMs: number): number[] {
  const times = new Set<number>()
  for (const readings of series.values())
    for (const { observedAtMs } of readings) if (observedAtMs > fromMs && observedAtMs <= untilMs) times.add(observedAtMs)
  return [...times].toSorted((a, b) => a - b)
}

function heldAt({ when, hours }: ReadingRule, world: World, atMs: number): Held {
  if (hours !== null && !isWithin(hours, world.hourAt(atMs))) return 'gone'
  if (when.kind === 'expression') return heldByExpression(world, atMs)
  return heldByGauge(when, world.series, atMs)
}

/** An expression about a gauge that has said nothing yet cannot be answered: what was, stays. */
function heldByExpression(world: World, atMs: number): Held {
  try {
    return world.expression(inputAt(world, atMs)) ? 'holds' : 'gone'
  } catch {
    return 'between'
  }
}

function heldByGauge(when: Exclude<RuleCondition, { kind: 'expression' }>, series: ReadingSeries, atMs: number): Held {
  const last = lastReading(series, when.gaugeId, atMs)
  switch (when.kind) {
    // What was never heard is not missing: it is not connected, and the desk says so.
    case 'missing':
      return last !== undefined && atMs - last.observedAtMs >= when.forS * 1_000 ? 'holds' : 'gone'
    case 'rise': {
      if (last === undefined) return 'gone'
      const before = (series.get(when.gaugeId) ?? []).filter(
        ({ observedAtMs }) => observedAtMs <= last.observedAtMs && observedAtMs >= atMs - when.withinS * 1_000,
      )
      const lowest = Math.min(...before.map(({ valueM }) => valueM))
      return before.length >= 2 && last.valueM - lowest >= when.byM ? 'holds' : 'gone'
    }
    case 'above':
      if (last === undefined) return 'between'
      return last.valueM >= when.levelM ? 'holds' : last.valueM < when.levelM - when.deadBandM ? 'gone' : 'between'
    case 'below':
      if (last === undefined) return 'between'
      return last.valueM <= when.levelM ? 'holds' : last.valueM > when.levelM + when.deadBandM ? 'gone' : 'between'
  }
}

function inputAt({ series, hourAt }: World, atMs: number): ExpressionInput {
  const input: ExpressionInput = { levelM: new Map(), risePerHourM: new Map(), ageS: new Map(), hour: BigInt(hourAt(atMs)) }
  for (const gaugeId of series.keys()) {
    const last = lastReading(series, gaugeId, atMs)
    if (last === undefined) continue
    input.levelM.set(gaugeId, last.valueM)
    input.ageS.set(gaugeId, (atMs - last.observedAtMs) / 1_000)
    const hourAgo = lastReading(series, gaugeId, atMs - 3_600_000)
    if (hourAgo !== undefined) input.risePerHourM.set(gaugeId, last.valueM - hourAgo.valueM)
  }
  return input
}

function isWithin({ fromHour, untilHour }: { fromHour: number; untilHour: number }, hour: number): boolean {
  return fromHour <= untilHour ? hour >= fromHour && hour < untilHour : hour >= fromHour || hour < untilHour
}
