import { describe, expect, it } from 'vitest'
import { createFindings } from './capFindings'

describe('createFindings', () => {
  it('has no failure when nothing was refused, whatever was ignored', () => {
    const findings = createFindings()
    findings.warn('alert/x', 3, 'was ignored')
    expect([findings.failure(), findings.warnings()]).toEqual([undefined, ['alert/x (line 3): was ignored']])
  })

  it('lists one problem, and twenty with the count of the others', () => {
    const findings = createFindings()
    findings.refuse('alert/a', 1, 'is missing')
    expect(findings.failure()?.failure.message).toBe('the CAP message has 1 problem: alert/a (line 1): is missing')
    for (let line = 2; line <= 25; line += 1) findings.refuse('alert/b', line, 'is bad')
    const { message, details } = findings.failure()!.failure
    expect(message.match(/\(line \d+\)/g)).toHaveLength(20)
    expect(message).toMatch(/^the CAP message has 25 problems: .*; and 5 more$/)
    expect(details).toEqual({ problems: 25 })
  })

  it('stays within the length of a failure message', () => {
    const findings = createFindings()
    for (let line = 1; line <= 20; line += 1) findings.refuse('alert/b', line, 'x'.repeat(300))
    const { message } = findings.failure()!.failure
    expect(message.length).toBeLessThanOrEqual(2_000)
    expect(message).toMatch(/; and 15 more$/)
  })
})
