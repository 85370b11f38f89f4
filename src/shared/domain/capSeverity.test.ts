import { describe, expect, it } from 'vitest'
import { capCertainty, capSeverity, capUrgency, severities } from '#shared/contract/alert'
import { severityOf } from './capSeverity'

describe('severityOf', () => {
  it.each([
    ['Extreme', 'Immediate', 'Observed', 'critical'],
    ['Extreme', 'Expected', 'Likely', 'critical'],
    ['Extreme', 'Past', 'Observed', 'high'],
    ['Extreme', 'Future', 'Possible', 'medium'],
    ['Extreme', 'Immediate', 'Unlikely', 'low'],
    ['Severe', 'Immediate', 'Observed', 'critical'],
    ['Severe', 'Immediate', 'Likely', 'critical'],
    ['Severe', 'Immediate', 'Possible', 'medium'],
    ['Severe', 'Immediate', 'Unknown', 'high'],
    ['Severe', 'Expected', 'Observed', 'high'],
    ['Severe', 'Expected', 'Possible', 'medium'],
    ['Moderate', 'Immediate', 'Observed', 'high'],
    ['Moderate', 'Expected', 'Observed', 'medium'],
    ['Minor', 'Immediate', 'Observed', 'medium'],
    ['Minor', 'Expected', 'Observed', 'low'],
    ['Minor', 'Past', 'Observed', 'low'],
    ['Unknown', 'Unknown', 'Unknown', 'medium'],
    ['Unknown', 'Past', 'Likely', 'low'],
  ] as const)('%s, %s, %s is %s', (capSeverityValue, urgency, certainty, expected) => {
    expect(severityOf({ capSeverity: capSeverityValue, urgency, certainty })).toBe(expected)
  })

  it('never ranks a graver CAP severity below a lesser one with the same urgency and certainty', () => {
    const gravestFirst = ['Extreme', 'Severe', 'Moderate', 'Minor'] as const
    expect([...capSeverity.options].toSorted()).toEqual([...gravestFirst, 'Unknown'].toSorted())
    for (const urgency of capUrgency.options) {
      for (const certainty of capCertainty.options) {
        const ranks = gravestFirst.map((each) => severities.indexOf(severityOf({ capSeverity: each, urgency, certainty })))
        expect(ranks).toEqual(ranks.toSorted((one, other) => one - other))
      }
    }
  })
})
