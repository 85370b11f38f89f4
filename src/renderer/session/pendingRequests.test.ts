import type { AnyRequest } from '#shared/contract/feed'
import type { OutboxEntry } from '#shared/contract/stationPort'
import { describe, expect, it } from 'vitest'
import { isStillPending, pendingByAlert, withAnswer, withoutRequest, withoutWord, withRequest, type OwnRequests } from './pendingRequests'

const none: OwnRequests = new Map()
const acknowledge = (id: string): AnyRequest => ({ type: 'alert.acknowledge', input: { id, expectedVersion: 1, note: '' } })
const note = (text: string): AnyRequest => ({ type: 'alert.note', input: { id: 'a', text, attachments: [] } })
const listed = (...entries: OutboxEntry[]) => new Map(entries.map((each) => [each.key, each]))
/** The request to show for alert a, the last of its kind. */
const shown = (own: OwnRequests, ...entries: OutboxEntry[]) =>
  pendingByAlert(own, listed(...entries))
    .get('a')
    ?.at(-1)
const entry = (key: string, state: 'waiting' | 'refused', madeAtMs = 5, id = 'a'): OutboxEntry => ({
  key,
  type: 'alert.acknowledge',
  input: { id, expectedVersion: 1, note: '' },
  madeAtMs,
  state,
  failure: state === 'refused' ? { code: 'already-acknowledged', message: 'x', details: { by: 'Trực ban 2' } } : null,
})

describe('requests on their way', () => {
  it('are sending until the station says more, and are over when the fact of the accepted version is there', () => {
    const made = withRequest(none, 'k', acknowledge('a'), 5, 'sending')
    expect(shown(made)?.state).toBe('sending')
    const accepted = withAnswer(made, { kind: 'answer', key: 'k', result: { ok: true, value: { version: 2, seq: 9 } } })
    const request = shown(accepted)
    expect(isStillPending(request!, { version: 1, acknowledged: null })).toBe(true)
    expect(isStillPending(request!, { version: 2, acknowledged: null })).toBe(false)
  })

  it('wait while they are in the outbox, and are sending again when they have left it', () => {
    const made = withAnswer(withRequest(none, 'k', acknowledge('a'), 5, 'sending'), { kind: 'answer', key: 'k', result: { ok: 'waiting' } })
    expect(shown(made, entry('k', 'waiting'))?.state).toBe('waiting')
    expect(shown(made)?.state).toBe('sending')
  })

  it('show a refusal that came at once as well as one that the outbox tells', () => {
    const failure = { code: 'stale-version' as const, message: 'changed' }
    const refused = withAnswer(withRequest(none, 'k', acknowledge('a'), 5, 'sending'), {
      kind: 'answer',
      key: 'k',
      result: { ok: false, failure },
    })
    expect(shown(refused)).toMatchObject({ state: 'refused', failure })
    expect(shown(none, entry('o', 'refused'))).toMatchObject({ state: 'refused', key: 'o' })
    expect(pendingByAlert(withoutRequest(refused, 'k'), listed()).size).toBe(0)
  })

  it('show the newest of several about one alert', () => {
    const made = withRequest(none, 'newer', acknowledge('a'), 9, 'sending')
    expect(shown(made, entry('older', 'refused', 5))?.key).toBe('newer')
  })

  it('stand beside each other where one does not replace the other', () => {
    const close: AnyRequest = { type: 'alert.close', input: { id: 'a', expectedVersion: 1, disposition: 'false', words: '' } }
    const made = [acknowledge('a'), note('một'), close, note('hai'), acknowledge('a')]
    const own = made.reduce<OwnRequests>((before, asked, index) => withRequest(before, `k${index}`, asked, index, 'sending'), none)
    expect(
      pendingByAlert(own, listed())
        .get('a')
        ?.map(({ key }) => key),
    ).toEqual(['k1', 'k2', 'k3', 'k4'])
    const lost = withoutWord(own, listed())
    // Made again, a lost note stays beside the other one until somebody puts it away.
    expect([...withRequest(lost, 'again', note('hai'), 9, 'sending').keys()]).toEqual(['k0', 'k1', 'k2', 'k3', 'k4', 'again'])
  })

  it('are lost when a station that starts afresh neither keeps nor answered them, and can be made again', () => {
    const unacknowledged = { version: 1, acknowledged: null }
    const made = withRequest(withRequest(none, 'k', acknowledge('a'), 5, 'sending'), 'kept', acknowledge('b'), 6, 'sending')
    const afresh = withoutWord(made, listed(entry('kept', 'waiting', 5, 'b')))
    const lost = shown(afresh)
    expect(lost?.state).toBe('lost')
    expect(afresh.get('kept')?.state).toBe('sending')
    expect(isStillPending(lost!, unacknowledged)).toBe(true)
    expect(isStillPending(lost!, { version: 2, acknowledged: { atMs: 1, by: 'Trực ban 2' } })).toBe(false)
    expect([...withRequest(afresh, 'again', acknowledge('a'), 7, 'sending').keys()]).toEqual(['kept', 'again'])
  })

  it('are not lost once they are answered, and an answer that comes late is believed', () => {
    const made = withRequest(none, 'k', acknowledge('a'), 5, 'sending')
    const answer = { kind: 'answer', key: 'k', result: { ok: true, value: { version: 2, seq: 9 } } } as const
    expect(withoutWord(withAnswer(made, answer), listed()).get('k')).toMatchObject({ state: 'sending', acceptedVersion: 2 })
    expect(withAnswer(withoutWord(made, listed()), answer).get('k')).toMatchObject({ state: 'sending', acceptedVersion: 2 })
  })

  it('are bounded, and answers to others are ignored', () => {
    let own = none
    for (let i = 0; i < 250; i++) own = withRequest(own, `k${i}`, acknowledge(`a${i}`), i, 'sending')
    expect(own.size).toBe(200)
    expect(own.has('k0')).toBe(false)
    expect(withAnswer(own, { kind: 'answer', key: 'foreign', result: { ok: 'waiting' } })).toBe(own)
  })
})
