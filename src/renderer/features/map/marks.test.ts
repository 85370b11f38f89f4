import { describe, expect, it } from 'vitest'
import { compareMarks, isPressing } from './marks'
import { alertMark } from './testing/mapBuilders'

describe('marks', () => {
  it('press only while critical, going on and unacknowledged', () => {
    expect(isPressing(alertMark('a', { severity: 'critical' }))).toBe(true)
    expect(isPressing(alertMark('a', { severity: 'critical', acknowledged: true }))).toBe(false)
    expect(isPressing(alertMark('a', { severity: 'critical', cleared: true }))).toBe(false)
    expect(isPressing(alertMark('a', { severity: 'high' }))).toBe(false)
  })

  it('are ordered by what matters', () => {
    const marks = [
      alertMark('cleared', { severity: 'critical', cleared: true }),
      alertMark('low', { severity: 'low' }),
      alertMark('b'),
      alertMark('a'),
      alertMark('taken', { acknowledged: true }),
      alertMark('held', { severity: 'critical', acknowledged: true }),
      alertMark('pressing', { severity: 'critical' }),
      alertMark('chosen', { severity: 'low', cleared: true }),
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
