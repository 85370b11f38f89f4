import { severities } from '#shared/domain/severityRank'
import { describe, expect, it } from 'vitest'
import { notesOf, repeatEveryMs, toneDue, type LastTone } from './alertTone'

const none = { open: 0, unacknowledged: 0 }
const quiet = { critical: none, high: none, medium: none, low: none }
const one = { open: 1, unacknowledged: 1 }
const critical: LastTone = { severity: 'critical', atMs: 1_000, newestSeq: 5 }

describe('the tone of the queue', () => {
  it('is silence while nothing waits, also what is open and acknowledged', () => {
    expect(toneDue(quiet, 9, undefined, 0)).toBeUndefined()
    expect(toneDue({ ...quiet, high: { open: 3, unacknowledged: 0 } }, 9, undefined, 0)).toBeUndefined()
  })

  it('is that of the highest that waits, at once for what is new', () => {
    const counts = { ...quiet, critical: one, low: one }
    expect(toneDue(counts, 5, undefined, 0)).toBe('critical')
    expect(toneDue(counts, 6, critical, 1_001)).toBe('critical')
    expect(toneDue({ ...quiet, low: one }, 6, critical, 1_001)).toBe('low')
  })

  it('comes again in its interval until somebody acknowledges; the lowest does not', () => {
    const counts = { ...quiet, critical: one }
    expect([10_999, 11_000].map((nowMs) => toneDue(counts, 5, critical, nowMs))).toEqual([undefined, 'critical'])
    expect(toneDue({ ...quiet, low: one }, 5, { ...critical, severity: 'low' }, 10_000_000)).toBeUndefined()
  })

  it('comes at once when what waits becomes graver', () => {
    expect(toneDue({ ...quiet, high: one }, 5, { ...critical, severity: 'medium' }, 1_001)).toBe('high')
  })

  it('differs between severities, and the graver the more often', () => {
    expect(new Set(severities.map((severity) => notesOf[severity].length)).size).toBe(4)
    expect(severities.map((severity) => repeatEveryMs[severity])).toEqual([10_000, 30_000, 120_000, null])
  })
})
