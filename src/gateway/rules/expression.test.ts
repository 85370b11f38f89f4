import { describe, expect, it } from 'vitest'
import type { ExpressionInput } from '#shared/domain/readingRule'
import { compileExpression } from './expression'

const input: ExpressionInput = {
  levelM: new Map([
    ['dong-ha', 2.6],
    ['thach-han', 4],
  ]),
  risePerHourM: new Map([['dong-ha', 0.3]]),
  ageS: new Map([['dong-ha', 60]]),
  hour: 23n,
}
const ask = (cel: string): boolean => {
  const compiled = compileExpression(cel)
  if (!compiled.ok) throw new Error(compiled.failure.message)
  return compiled.value(input)
}

describe('expressions of rules', () => {
  it('ask for levels, their rise, their age and the hour, of several gauges at once', () => {
    expect(ask('levelM["dong-ha"] > 2.5 && levelM["thach-han"] > 3.0')).toBe(true)
    expect(ask('levelM["dong-ha"] > 2.5 && risePerHourM["dong-ha"] >= 0.5')).toBe(false)
    expect(ask('(hour >= 22 || hour < 5) && ageS["dong-ha"] < 600.0')).toBe(true)
    expect(ask('"cam-lo" in levelM')).toBe(false)
    expect(() => ask('levelM["cam-lo"] > 1.0')).toThrow()
  })

  it.each([
    ['levelM["dong-ha"]', 'not a truth value'],
    ['levelM["dong-ha"] >', ''],
    ['process.exit()', ''],
    ['wind > 3.0', 'wind'],
    [`hour > ${'1'.repeat(500)}`, 'longer than 500'],
    [
      Array.from({ length: 120 }, () => 'hour>1')
        .join('||')
        .slice(0, 400),
      '',
    ],
    ['levelM.all(a, levelM.all(b, levelM.all(c, a == b && b == c)))', 'more than two loops'],
  ])('refuses %s', (cel, why) => {
    const compiled = compileExpression(cel)
    expect(compiled.ok).toBe(false)
    if (!compiled.ok) expect(compiled.failure.message).toContain(why)
  })
})
