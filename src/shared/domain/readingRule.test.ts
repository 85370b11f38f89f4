import { describe, expect, it } from 'vitest'
import type { Reading } from '#shared/contract/reading'
import { readingRule, type ReadingRule, type RuleCondition } from '#shared/contract/readingRule'
import { dryRun, ruleWants, type ExpressionInput } from './readingRule'

const minuteMs = 60_000
const words = { vi: 'x', en: 'x' }

function rule(when: RuleCondition, changes: Partial<ReadingRule> = {}): ReadingRule {
  return readingRule.parse({
    id: 'r',
    name: words,
    instruction: words,
    live: true,
    when,
    onDelayS: 0,
    offDelayS: 0,
    hours: null,
    severity: 'medium',
    category: 'Met',
    urgency: 'Expected',
    version: 1,
    changedBy: 'Trưởng ca',
    changedAtMs: 0,
    ...changes,
  })
}
const reading = (minute: number, valueM: number, gaugeId = 'g'): Reading => ({
  gaugeId,
  valueM,
  observedAtMs: minute * minuteMs,
  basis: 'observed',
  source: 's',
  peak: false,
  drillId: null,
})
const world = (
  levels: readonly (readonly [minute: number, valueM: number])[],
  expression: (input: ExpressionInput) => boolean = () => false,
) => ({
  series: new Map([['g', levels.map(([minute, valueM]) => reading(minute, valueM))]]),
  hourAt: (timeMs: number) => Math.floor(timeMs / 3_600_000) % 24,
  expression,
})
const above = (deadBandM = 0): RuleCondition => ({ kind: 'above', gaugeId: 'g', levelM: 2, deadBandM })
/** Minutes at which the alert begins and ends. */
const told = (of: ReadingRule, ...levels: (readonly [number, number])[]) =>
  dryRun(of, world(levels)).map(({ raisedAtMs, endedAtMs }) => [raisedAtMs / minuteMs, endedAtMs === null ? null : endedAtMs / minuteMs])

describe('a rule about readings', () => {
  it('raises at a level, and ends below its dead band only', () => {
    const levels = [
      [0, 1.9],
      [10, 2],
      [20, 1.95],
      [30, 2.1],
      [40, 1.8],
      [50, 2],
    ] as const
    expect(told(rule(above()), ...levels)).toEqual([
      [10, 20],
      [30, 40],
      [50, null],
    ])
    expect(told(rule(above(0.1)), ...levels)).toEqual([
      [10, 40],
      [50, null],
    ])
    expect(told(rule({ kind: 'below', gaugeId: 'g', levelM: 1.9, deadBandM: 0.15 }), ...levels)).toEqual([
      [0, 30],
      [40, null],
    ])
  })

  it('waits until it has held for so long, and until it has been gone for so long', () => {
    const levels = [
      [0, 1],
      [10, 3],
      [20, 1],
      [30, 3],
      [40, 3],
      [50, 3],
      [60, 1],
      [70, 3],
      [80, 1],
      [90, 1],
      [100, 1],
    ] as const
    expect(told(rule(above(), { onDelayS: 900, offDelayS: 900 }), ...levels)).toEqual([[50, 100]])
  })

  it('comes of time alone, too', () => {
    const held = rule(above(), { onDelayS: 900 })
    const known = world([
      [0, 1],
      [10, 3],
    ])
    expect(ruleWants(held, known, 24 * minuteMs, false)).toBe(false)
    expect(ruleWants(held, known, 25 * minuteMs, false)).toBe(true)
    const missing = rule({ kind: 'missing', gaugeId: 'g', forS: 1_800 })
    expect(ruleWants(missing, known, 39 * minuteMs, false)).toBe(false)
    expect(ruleWants(missing, known, 40 * minuteMs, false)).toBe(true)
    expect(ruleWants(missing, world([]), 40 * minuteMs, false)).toBe(false)
  })

  it('sees how fast it rises, from the lowest in the time', () => {
    const rise = rule({ kind: 'rise', gaugeId: 'g', byM: 0.5, withinS: 3_600 })
    expect(told(rise, [0, 1], [30, 1.3], [60, 1.5], [90, 1.7], [200, 1.8])).toEqual([[60, 90]])
    expect(told(rise, [0, 2], [30, 1], [60, 1.5])).toEqual([[60, null]])
  })

  it('keeps to its hours, over midnight as well', () => {
    const night = rule(above(), { hours: { fromHour: 22, untilHour: 5 } })
    const at = (hour: number) => ruleWants(night, world([[0, 3]]), (24 + hour) * 60 * minuteMs, false)
    expect([21, 22, 23, 0, 4, 5].map(at)).toEqual([false, true, true, true, true, false])
  })

  it('asks an expression, and leaves everything as it is where that cannot be answered', () => {
    const asked = rule({ kind: 'expression', cel: 'ignored' })
    const seen: ExpressionInput[] = []
    const known = world(
      [
        [0, 1],
        [60, 1.5],
        [90, 1.75],
      ],
      (input) => seen.push(input) > 0,
    )
    expect(ruleWants(asked, known, 120 * minuteMs, false)).toBe(true)
    expect(seen).toEqual([
      { levelM: new Map([['g', 1.75]]), risePerHourM: new Map([['g', 0.25]]), ageS: new Map([['g', 1_800]]), hour: 2n },
    ])
    const unknown = world([[0, 1]], () => {
      throw new Error('no such gauge')
    })
    expect([false, true].map((isRaised) => ruleWants(asked, unknown, minuteMs, isRaised))).toEqual([false, true])
  })
})
