import type { AlertState } from '#shared/contract/alert'
import { buildAlertState, builtAtMs } from '#test/builders/alertBuilder'
import { describe, expect, it } from 'vitest'
import { bulkActions, isPlanReady, planBulk, undoBulk, type BulkAction } from './bulkPlan'

const by = { atMs: builtAtMs, by: 'Lan' }
const shelf = { ...by, untilMs: builtAtMs + 1, reason: '' }
const state = (id: string, changes: Omit<Partial<AlertState>, 'alert'> = {}) => buildAlertState({ alert: { id }, version: 3, ...changes })
const open = state('open')
const words = { reason: 'mưa chung', disposition: 'duplicate' as const, shelveMinutes: 30 }
const plan = (action: BulkAction, ...states: AlertState[]) => planBulk(action, states, words, builtAtMs, () => 600_000)
const ids = (states: readonly AlertState[]) => states.map(({ alert }) => alert.id)

describe('one action for several alerts', () => {
  it('is asked of those it can be done with, on the version that is shown; the others are named', () => {
    const done = state('done', { acknowledged: by })
    const { asked, leftOut } = plan('acknowledge', open, done)
    expect(asked.map(({ request }) => request)).toEqual([
      { type: 'alert.acknowledge', input: { id: 'open', expectedVersion: 3, note: '' } },
    ])
    expect(ids(leftOut)).toEqual(['done'])
  })

  it('shelves each for as long as its type allows, and leaves out what lies there already or may not', () => {
    const { asked, leftOut } = plan('shelve', open, state('shelved', { shelved: shelf }))
    const input = { id: 'open', expectedVersion: 3, untilMs: builtAtMs + 600_000, reason: 'mưa chung' }
    expect([asked[0]?.request, ids(leftOut)]).toEqual([{ type: 'alert.shelve', input }, ['shelved']])
    expect(planBulk('shelve', [open], words, builtAtMs, () => 0).asked).toEqual([])
  })

  it('needs a reason where the request does', () => {
    const ready = bulkActions.map((action) => isPlanReady(action, plan(action, open), { ...words, reason: ' ' }))
    expect(ready).toEqual([true, false, true, false])
    expect(isPlanReady('acknowledge', plan('acknowledge'), words)).toBe(false)
  })

  it.each([
    ['acknowledge', { acknowledged: by }, 'alert.reopen'],
    ['close', { closed: { ...by, disposition: 'false', words: '' } }, 'alert.reopen'],
    ['shelve', { shelved: shelf }, 'alert.unshelve'],
    ['outOfService', { outOfService: { ...by, reason: '' } }, 'alert.return-to-service'],
  ] as const)('%s can be taken back, of those that still stand so', (action, after, type) => {
    const asked = undoBulk(action, [state('a', { ...after, version: 4 }), open], 'hoàn tác')
    expect(asked).toMatchObject([{ type, input: { id: 'a', expectedVersion: 4 } }])
  })

  it('does not take back what is over', () => {
    expect(undoBulk('acknowledge', [state('a', { acknowledged: by, cleared: { atMs: 1, reason: 'expired' } })], 'x')).toEqual([])
  })
})
