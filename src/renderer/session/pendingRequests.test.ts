import type { OutboxEntry } from '#shared/contract/stationPort'
import { describe, expect, it } from 'vitest'
import { isStillPending, pendingByAlert, withAnswer, withoutRequest, withoutWord, withRequest, type OwnRequests } from './pendingRequests'

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
    const made = withRequest(none, 'k', 'a', 5, 'sending')
    expect(pendingByAlert(made, []).get('a')?.state).toBe('sending')
    const accepted = withAnswer(made, { kind: 'answer', key: 'k', result: { ok: true, value: { version: 2, seq: 9 } } })
    const request = pendingByAlert(accepted, []).get('a')
    expect(isStillPending(request, { version: 1, acknowledged: null })).toBe(true)
    expect(isStillPending(request, { version: 2, acknowledged: null })).toBe(false)
  })

  it('wait while they are in the outbox, and are sending again when they have left it', () => {
    const made = withAnswer(withRequest(none, 'k', 'a', 5, 'sending'), { kind: 'answer', key: 'k', result: { ok: 'waiting' } })
    expect(pendingByAlert(made, [entry('k', 'waiting')]).get('a')?.state).toBe('waiting')
    expect(pendingByAlert(made, []).get('a')?.state).toBe('sending')
  })

  it('show a refusal that came at once as well as one that the outbox tells', () => {
    const failure = { code: 'stale-version' as const, message: 'changed' }
    const refused = withAnswer(withRequest(none, 'k', 'a', 5, 'sending'), { kind: 'answer', key: 'k', result: { ok: false, failure } })
    expect(pendingByAlert(refused, []).get('a')).toMatchObject({ state: 'refused', failure })
    expect(pendingByAlert(none, [entry('o', 'refused')]).get('a')).toMatchObject({ state: 'refused', key: 'o' })
    expect(pendingByAlert(withoutRequest(refused, 'k'), []).size).toBe(0)
  })

  it('show the newest of several about one alert', () => {
    const made = withRequest(none, 'newer', 'a', 9, 'sending')
    expect(pendingByAlert(made, [entry('older', 'refused', 5)]).get('a')?.key).toBe('newer')
  })

  it('are lost when a station that starts afresh neither keeps nor answered them, and can be made again', () => {
    const unacknowledged = { version: 1, acknowledged: null }
    const made = withRequest(withRequest(none, 'k', 'a', 5, 'sending'), 'kept', 'b', 6, 'sending')
    const afresh = withoutWord(made, [{ ...entry('kept', 'waiting'), input: { id: 'b', expectedVersion: 1, note: '' } }])
    const lost = pendingByAlert(afresh, []).get('a')
    expect(lost?.state).toBe('lost')
    expect(afresh.get('kept')?.state).toBe('sending')
    expect(isStillPending(lost, unacknowledged)).toBe(true)
    expect(isStillPending(lost, { version: 2, acknowledged: { atMs: 1, by: 'Trực ban 2' } })).toBe(false)
    expect([...withRequest(afresh, 'again', 'a', 7, 'sending').keys()]).toEqual(['kept', 'again'])
  })

  it('are not lost once they are answered, and an answer that comes late is believed', () => {
    const made = withRequest(none, 'k', 'a', 5, 'sending')
    const answer = { kind: 'answer', key: 'k', result: { ok: true, value: { version: 2, seq: 9 } } } as const
    expect(withoutWord(withAnswer(made, answer), []).get('k')).toMatchObject({ state: 'sending', acceptedVersion: 2 })
    expect(withAnswer(withoutWord(made, []), answer).get('k')).toMatchObject({ state: 'sending', acceptedVersion: 2 })
  })

  it('are bounded, and answers to others are ignored', () => {
    let own = none
    for (let i = 0; i < 250; i++) own = withRequest(own, `k${i}`, `a${i}`, i, 'sending')
    expect(own.size).toBe(200)
    expect(own.has('k0')).toBe(false)
    expect(withAnswer(own, { kind: 'answer', key: 'foreign', result: { ok: 'waiting' } })).toBe(own)
  })
})
