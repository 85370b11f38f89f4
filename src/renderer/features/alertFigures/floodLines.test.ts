import { expect, it } from 'vitest'
import type { AlertGroup } from '#shared/domain/alertGroups'
import { buildAlertState } from '#test/builders/alertBuilder'
import { floodLinesOf, mostFrequent } from './floodLines'

const group = (id: string, severity: AlertGroup['severity'], folded = 0, unacknowledged = 1): AlertGroup => ({
  head: buildAlertState({ alert: { id } }),
  folded: Array.from({ length: folded }, (_, n) => ({
    state: buildAlertState({ alert: { id: `${id}-${n}` } }),
    why: { rule: 'same-kind' },
  })),
  severity,
  unacknowledged,
})
const ids = (groups: readonly AlertGroup[]): string[] => groups.map(({ head }) => head.alert.id)

it('puts at most twelve lines of what matters on top, and leaves nothing out unsaid', () => {
  const grave = Array.from({ length: 14 }, (_, n) => group(`g${n}`, n < 3 ? 'critical' : 'high'))
  const small = Array.from({ length: 70 }, (_, n) => group(`s${n}`, 'low', n === 5 ? 9 : 1))
  const seen = group('seen', 'critical', 0, 0)
  const lines = floodLinesOf([...grave, ...small, seen])
  expect(ids(lines.matters)).toEqual(ids(grave.slice(0, 12)))
  expect(ids(lines.others).slice(0, 3)).toEqual(['g12', 'g13', 's0'])
  expect({ inAll: lines.mattersInAll, shown: lines.others.length, hidden: lines.hidden }).toEqual({ inAll: 14, shown: 60, hidden: 13 })
  expect(lines.parent?.head.alert.id).toBe('s5')
})

it('counts names', () => {
  expect(mostFrequent(['b', 'a', '', 'b', 'c', 'd'])).toEqual([
    { name: 'b', n: 2 },
    { name: 'a', n: 1 },
    { name: 'c', n: 1 },
  ])
})
