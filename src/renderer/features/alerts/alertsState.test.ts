import type { AlertState } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'
import { isInQueue } from '#shared/domain/alertLifecycle'
import { buildAlert, buildAlertState } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareAlerts } from './alertOrder'
import { alertsFrom, applyAlertFacts, maximumQueue, noAlerts, type AlertsState } from './alertsState'

const raised = (id: string, severity: 'critical' | 'high' | 'medium' | 'low' = 'medium') =>
  buildFact('alert.raised', { alert: buildAlert({ id, severity }) })
const updated = (id: string, severity: 'critical' | 'low') => buildFact('alert.updated', { alert: buildAlert({ id, severity }) })
const cleared = (id: string) => buildFact('alert.cleared', { id, reason: 'expired' })
const acknowledged = (id: string) => buildFact('alert.acknowledged', { id, note: '' })
const ids = (state: AlertsState) => state.queue.map((each) => each.alert.id)

/** What the counts must be, counted anew. */
const recount = (queue: readonly AlertState[]) =>
  Object.fromEntries(
    (['critical', 'high', 'medium', 'low'] as const).map((severity) => {
      const of = queue.filter((state) => state.alert.severity === severity)
      return [severity, { open: of.length, unacknowledged: of.filter((state) => state.acknowledged === null).length }]
    }),
  )

describe('alerts of a window', () => {
  it('rise, sink when acknowledged, and leave when they are over as well', () => {
    let state = applyAlertFacts(noAlerts, [raised('a', 'low'), raised('b', 'critical')])
    expect(ids(state)).toEqual(['b', 'a'])
    state = applyAlertFacts(state, [acknowledged('b')])
    expect(ids(state)).toEqual(['a', 'b'])
    state = applyAlertFacts(state, [cleared('b'), cleared('a')])
    expect(ids(state)).toEqual(['a'])
    expect(state.total).toBe(1)
    expect(state.byId.get('b')?.cleared?.reason).toBe('expired')
  })

  it('never change in place', () => {
    const before = applyAlertFacts(noAlerts, [raised('a')])
    const copy = structuredClone(before)
    applyAlertFacts(before, [acknowledged('a'), raised('b')])
    expect(before).toEqual(copy)
  })

  it('fold to the same whether facts come one by one, in batches or sorted whole at the end', () => {
    const steps = fc.array(
      fc.tuple(fc.constantFrom('raise', 'rise', 'clear', 'acknowledge'), fc.integer({ min: 1, max: 12 }), fc.boolean()),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(steps, (plan) => {
        const facts: Fact[] = []
        const known = new Set<string>()
        for (const [what, n] of plan) {
          const id = `alert-${n}`
          if (!known.has(id)) {
            known.add(id)
            facts.push(raised(id, (['critical', 'high', 'medium', 'low'] as const)[n % 4]))
          } else if (what === 'rise') facts.push(updated(id, 'critical'))
          else if (what === 'clear') facts.push(cleared(id))
          else if (what === 'acknowledge') facts.push(acknowledged(id))
        }
        const oneByOne = facts.reduce((state, fact) => applyAlertFacts(state, [fact]), noAlerts)
        let batched = noAlerts
        let batch: Fact[] = []
        facts.forEach((fact, index) => {
          batch.push(fact)
          if (plan[index]?.[2] === true || index === facts.length - 1) {
            batched = applyAlertFacts(batched, batch)
            batch = []
          }
        })
        expect(batched.queue).toEqual(oneByOne.queue)
        expect(oneByOne.queue).toEqual([...oneByOne.byId.values()].filter(isInQueue).toSorted(compareAlerts))
        expect(oneByOne.counts).toEqual(recount(oneByOne.queue))
        expect(batched.counts).toEqual(oneByOne.counts)
        expect(batched.total).toBe(batched.queue.length)
      }),
    )
  })

  it('ask for the whole state again after a fact about an alert they were not given', () => {
    expect(applyAlertFacts(noAlerts, [acknowledged('unknown')]).outdated).toBe(true)
    const some = alertsFrom([buildAlertState()], 1)
    expect(applyAlertFacts(some, [cleared('unknown')])).toMatchObject({ outdated: true, total: 1 })
    expect(applyAlertFacts(some, [acknowledged('alert-1')]).outdated).toBe(false)
  })

  it('are bounded: the least important is dropped, the total still counts it', () => {
    const many = Array.from({ length: maximumQueue }, (_, i) =>
      buildAlertState({ alert: { id: `m${i}`, severity: 'low' }, raisedSeq: i + 1 }),
    )
    const state = applyAlertFacts(alertsFrom(many, many.length), [raised('new', 'critical')])
    expect(state.queue.length).toBe(maximumQueue)
    expect(state.byId.size).toBe(maximumQueue)
    expect(state.total).toBe(maximumQueue + 1)
    expect(ids(state)[0]).toBe('new')
    expect(state.byId.has('m0')).toBe(false)
    expect(state.counts).toEqual(recount(state.queue))
  })

  it('keep only so many that have left the queue', () => {
    let state = noAlerts
    for (let i = 0; i < 600; i++) state = applyAlertFacts(state, [raised(`a${i}`), acknowledged(`a${i}`), cleared(`a${i}`)])
    expect(state.queue).toEqual([])
    expect(state.byId.size).toBe(500)
    expect(state.byId.has('a599')).toBe(true)
  })
})
