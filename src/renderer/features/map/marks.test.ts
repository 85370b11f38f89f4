import { describe, expect, it } from 'vitest'
import { compareMarks, isPressing, severityOrder, type AlertMark } from './marks'

const mark = (id: string, more: Partial<AlertMark> = {}): AlertMark => ({
  id,
  severity: 'medium',
  title: '',
  place: null,
  areas: [],
  acknowledged: false,
  cleared: false,
  drill: false,
  ...more,
})

describe('marks', () => {
  it('have their severities highest first', () => {
    expect(severityOrder).toEqual(['critical', 'high', 'medium', 'low'])
  })

  it('press only while critical, going on and unacknowledged', () => {
    expect(isPressing(mark('a', { severity: 'critical' }))).toBe(true)
    expect(isPressing(mark('a', { severity: 'critical', acknowledged: true }))).toBe(false)
    expect(isPressing(mark('a', { severity: 'critical', cleared: true }))).toBe(false)
    expect(isPressing(mark('a', { severity: 'high' }))).toBe(false)
  })

  it('are ordered by what matters', () => {
    const marks = [
      mark('cleared', { severity: 'critical', cleared: true }),
      mark('low', { severity: 'low' }),
      mark('b'),
      mark('a'),
      mark('taken', { acknowledged: true }),
      mark('held', { severity: 'critical', acknowledged: true }),
      mark('pressing', { severity: 'critical' }),
      mark('chosen', { severity: 'low', cleared: true }),
    ]
    expect(marks.toSorted((a, b) => compareMarks(a, b, 'chosen')).map(({ id }) => id)).toEqual([
      'chosen',
      'pressing',
      'held',
      'a',
      'b',
      'taken',
      'low',
      'cleared',
    ])
  })
})
