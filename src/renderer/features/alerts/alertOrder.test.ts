import type { AlertState } from '#shared/contract/alert'
import { severities } from '#shared/contract/alert'
import { buildAlertState } from '#test/builders/alertBuilder'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareAlerts, indexInQueue, mergeAlerts } from './alertOrder'

const anyState = (id: number, raisedSeq = id) =>
  fc
    .record({ severity: fc.constantFrom(...severities), isCleared: fc.boolean(), isAcknowledged: fc.boolean() })
    .map(({ severity, isCleared, isAcknowledged }) =>
      buildAlertState({
        alert: { id: `alert-${id}`, severity },
        raisedSeq,
        cleared: isCleared ? { atMs: 1, reason: 'expired' } : null,
        acknowledged: isAcknowledged ? { atMs: 1, by: 'Trực ban' } : null,
      }),
    )
const anyStates = (from: number) =>
  fc.integer({ min: 0, max: 25 }).chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => anyState(from + i + 1))))

const title = (state: AlertState) => state.alert.id

describe('order of the queue', () => {
  it('puts what needs an operator first, then the more severe, then the newer', () => {
    const acknowledged = buildAlertState({ alert: { id: 'acknowledged', severity: 'critical' }, acknowledged: { atMs: 1, by: 'x' } })
    const cleared = buildAlertState({ alert: { id: 'cleared', severity: 'critical' }, cleared: { atMs: 1, reason: 'expired' } })
    const low = buildAlertState({ alert: { id: 'low', severity: 'low' }, raisedSeq: 9 })
    const older = buildAlertState({ alert: { id: 'older', severity: 'high' }, raisedSeq: 2 })
    const newer = buildAlertState({ alert: { id: 'newer', severity: 'high' }, raisedSeq: 3 })
    const critical = buildAlertState({ alert: { id: 'critical', severity: 'critical' }, raisedSeq: 1 })
    const ordered = [acknowledged, cleared, low, older, newer, critical].toSorted(compareAlerts)
    expect(ordered.map(title)).toEqual(['critical', 'newer', 'older', 'low', 'cleared', 'acknowledged'])
  })

  it('merged batch by batch is the same as sorted whole', () => {
    fc.assert(
      fc.property(anyStates(0), anyStates(100), fc.array(fc.nat(), { maxLength: 10 }), (standing, added, leaving) => {
        const queue = standing.toSorted(compareAlerts)
        const gone = new Set(queue.filter((_, index) => leaving.includes(index)))
        const merged = mergeAlerts(queue, gone, added)
        expect(merged).toEqual([...queue.filter((state) => !gone.has(state)), ...added].toSorted(compareAlerts))
      }),
    )
  })

  it('finds every state of a queue where it stands, and no other', () => {
    fc.assert(
      fc.property(anyStates(0), (states) => {
        const queue = states.toSorted(compareAlerts)
        queue.forEach((state, index) => expect(indexInQueue(queue, state)).toBe(index))
        expect(indexInQueue(queue, buildAlertState({ alert: { id: 'elsewhere' }, raisedSeq: 7_000 }))).toBe(-1)
      }),
    )
  })

  it('keeps the very same array when a batch changes nothing', () => {
    const queue = [buildAlertState()]
    expect(mergeAlerts(queue, new Set(), [])).toBe(queue)
  })
})
