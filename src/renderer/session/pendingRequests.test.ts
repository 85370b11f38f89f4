import type { OutboxEntry } from '#shared/contract/stationPort'
import { describe, expect, it } from 'vitest'
import { isStillPending, pendingByAlert, withAnswer, withoutRequest, withRequest, type OwnRequests } from './pendingRequests'

const none: OwnRequests = new Map()
const entry = (key: string, state: 'waiting' | 'refused', madeAtMs = 5): OutboxEntry => ({
  key,
  type: 'alert.acknowledge',
  input: { id: 'a', expectedVersion: 1, note: '' },
  madeAtMs,
  state,
  failure: state === 'refused' ? { code: 'already-acknowledged', message: 'x', details: { by: 'Trực ban 2' } } : null,
})

describe('requests on their way', () => {
  it('are sending until the station says more, and are over when the fact of the accepted version is there', () => {
    const made = withRequest(none, 'k', 'a', 5)
    expect(pendingByAlert(made, []).get('a')?.state).toBe('sending')
    const accepted = withAnswer(made, { kind: 'answer', key: 'k', result: { ok: true, value: { version: 2, seq: 9 } } })
    const request = pendingByAlert(accepted, []).get('a')
    expect(isStillPending(request, 1)).toBe(true)
    expect(isStillPending(request, 2)).toBe(false)
  })

  it('wait while they are in the outbox, and are sending again when they have left it', () => {
    const made = withAnswer(withRequest(none, 'k', 'a', 5), { kind: 'answer', key: 'k', result: { ok: 'waiting' } })
    expect(pendingByAlert(made, [entry('k', 'waiting')]).get('a')?.state).toBe('waiting')
    expect(pendingByAlert(made, []).get('a')?.state).toBe('sending')
  })

  it('show a refusal that came at once as well as one that the outbox tells', () => {
    const failure = { code: 'stale-version' as const, message: 'changed' }
    const refused = withAnswer(withRequest(none, 'k', 'a', 5), { kind: 'answer', key: 'k', result: { ok: false, failure } })
    expect(pendingByAlert(refused, []).get('a')).toMatchObject({ state: 'refused', failure })
    expect(pendingByAlert(none, [entry('o', 'refused')]).get('a')).toMatchObject({ state: 'refused', key: 'o' })
    expect(pendingByAlert(withoutRequest(refused, 'k'), []).size).toBe(0)
  })

  it('show the newest of several about one alert', () => {
    const made = withRequest(none, 'newer', 'a', 9)
    expect(pendingByAlert(made, [entry('older', 'refused', 5)]).get('a')?.key).toBe('newer')
  })

  it('are bounded, and answers to others are ignored', () => {
    let own = none
    for (let i = 0; i < 250; i++) own = withRequest(own, `k${i}`, `a${i}`, i)
    expect(own.size).toBe(200)
    expect(own.has('k0')).toBe(false)
    expect(withAnswer(own, { kind: 'answer', key: 'foreign', result: { ok: 'waiting' } })).toBe(own)
  })
})
