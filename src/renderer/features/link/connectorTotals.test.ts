import { describe, expect, it } from 'vitest'
import { connectorTotals } from './connectorTotals'

describe('connectorTotals', () => {
  it('sums what connectors did and counts those that failed', () => {
    const cap = { connector: 'cap', state: 'running' as const, accepted: 3, duplicates: 1, rejected: 2, lastRejection: null }
    const scenario = { ...cap, connector: 'scenario', state: 'failed' as const }
    expect(connectorTotals([cap, scenario])).toEqual({ accepted: 6, duplicates: 2, rejected: 4, failed: 1 })
    expect(connectorTotals([])).toEqual({ accepted: 0, duplicates: 0, rejected: 0, failed: 0 })
  })
})
