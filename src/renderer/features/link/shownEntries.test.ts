import { describe, expect, it } from 'vitest'
import type { FailureCode } from '#shared/contract/result'
import type { OutboxEntry } from '#shared/contract/stationPort'
import { mostListed, shownOf, versionForAgain } from './shownEntries'

const entry = (code: FailureCode | null, type: 'alert.acknowledge' | 'alert.close' = 'alert.close'): OutboxEntry => ({
  key: 'k',
  ...(type === 'alert.close'
    ? { type, input: { id: 'a', expectedVersion: 1, disposition: 'false', words: '' } }
    : { type, input: { id: 'a', expectedVersion: 1, note: '' } }),
  madeAtMs: 1,
  state: code === null ? 'waiting' : 'refused',
  failure: code === null ? null : { code, message: '', details: { found: 7 } },
})

describe('a list of requests', () => {
  it('ends somewhere, and says how many more there are', () => {
    const many = Array.from({ length: mostListed + 3 }, () => entry(null))
    expect([shownOf(many).entries.length, shownOf(many).more, shownOf(many.slice(0, 2)).more]).toEqual([mostListed, 3, 0])
  })
})

describe('making a refused request once more', () => {
  it('is on the version that is shown, else on the one that the gateway found', () => {
    expect([versionForAgain(entry('already-assigned'), 9), versionForAgain(entry('already-assigned'), undefined)]).toEqual([9, 7])
  })

  it('is not offered where it would come to nothing', () => {
    const cases = [entry(null), entry('already-over'), entry('already-closed'), entry('already-acknowledged', 'alert.acknowledge')]
    expect(cases.map((each) => versionForAgain(each, 9))).toEqual(cases.map(() => undefined))
    expect(versionForAgain(entry('already-acknowledged'), 9)).toBe(9)
  })
})
