import { describe, expect, it } from 'vitest'
import { readRules } from './ruleFile'

const rule = {
  id: 'night',
  name: { vi: 'a', en: 'a' },
  instruction: { vi: '', en: '' },
  live: true,
  when: { kind: 'expression', cel: 'levelM["dong-ha"] > 2.0' },
  onDelayS: 0,
  offDelayS: 0,
  hours: { fromHour: 22, untilHour: 5 },
  severity: 'low',
  category: 'Met',
  urgency: 'Future',
  version: 1,
  changedBy: 'A',
  changedAtMs: 0,
}
const read = (value: unknown) => readRules('r.json', () => (typeof value === 'string' ? value : JSON.stringify(value)))
const file = (...rules: object[]) => ({ schema: 1, rules })

describe('the file of rules', () => {
  it('gives its rules with their expressions', () => {
    const { rules, problem } = read(file(rule))
    expect(problem).toBeNull()
    const input = { levelM: new Map([['dong-ha', 2.5]]), risePerHourM: new Map(), ageS: new Map(), hour: 1n }
    expect(rules.map(({ rule: { id }, expression }) => [id, expression(input)])).toEqual([['night', true]])
  })

  it('may be absent', () => {
    const absent = (): never => {
      throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
    }
    expect(readRules('r.json', absent)).toEqual({ rules: [], problem: null })
  })

  it.each([
    ['{', 'not JSON'],
    [file({ ...rule, severity: 'huge' }), 'severity'],
    [file({ ...rule, when: { kind: 'expression', cel: 'hour' } }), 'rule night: gives int, not a truth value'],
    [file(rule, rule), 'two rules are called night'],
    [file({ ...rule, hint: 1 }), 'hint'],
  ])('gives none of its rules when one thing is wrong: %#', (value, why) => {
    const { rules, problem } = read(value)
    expect(rules).toEqual([])
    expect(problem).toContain(why)
  })
})
