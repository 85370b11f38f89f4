import { severities as contractSeverities } from '#shared/contract/alert'
import { expect, it } from 'vitest'
import { severities, severityRank } from './severityRank'

it('ranks the severities as the contract lists them, highest first', () => {
  expect(severities).toEqual([...contractSeverities])
  expect(contractSeverities.map((severity) => severityRank[severity])).toEqual([0, 1, 2, 3])
})
