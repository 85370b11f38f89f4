import { describe, expect, it } from 'vitest'
import { dispositions as contractDispositions } from '#shared/contract/alert'
import { buildAlertState, builtAtMs } from '#test/builders/alertBuilder'
import { assignment, boxesOf, canHandle, correctionOf, dispositions, needsLook, peopleIn, shelfMinutes } from './handlingForm'

const by = (name: string) => ({ atMs: builtAtMs, by: name })
const correction = { severity: 'high' as const, headline: 'Ngập sâu', areaDescription: null }
const original = { severity: 'medium' as const, headlines: ['Ngập đường Hoàng Diệu'], areaDescriptions: [] }

describe('what can be done with an alert', () => {
  it('is everything while it is open, and a note always', () => {
    const open = buildAlertState()
    const closed = buildAlertState({ closed: { ...by('Lan'), disposition: 'false', words: '' } })
    const over = buildAlertState({ acknowledged: by('Lan'), cleared: { atMs: 1, reason: 'expired' } })
    const can = (state: typeof open) => (['assign', 'close', 'amend', 'note'] as const).filter((form) => canHandle(form, state))
    expect([can(open), can(closed), can(over)]).toEqual([['assign', 'close', 'amend', 'note'], ['note'], ['note']])
  })

  it('has every disposition of the contract', () => {
    expect(dispositions).toEqual(contractDispositions)
  })
})

describe('correcting', () => {
  it('begins with the correction in force, and takes it back where a box is emptied', () => {
    const state = buildAlertState({ alert: { severity: 'high' }, amended: { ...by('Lan'), reason: 'đo lại', correction, original } })
    const boxes = boxesOf(state)
    expect(boxes).toEqual({ severity: 'high', headline: 'Ngập sâu', areaDescription: '' })
    expect(correctionOf(boxes, state)).toEqual(correction)
    expect(correctionOf({ severity: '', headline: ' ', areaDescription: '' }, state)).toEqual({
      severity: null,
      headline: null,
      areaDescription: null,
    })
  })

  it('corrects nothing where the source says the same', () => {
    const boxes = { severity: 'medium' as const, headline: 'Ngập đường Hoàng Diệu', areaDescription: ' Phường 1 ' }
    expect(correctionOf(boxes, buildAlertState())).toEqual({ severity: null, headline: null, areaDescription: 'Phường 1' })
  })
})

it('assigns the version that is shown', () => {
  expect(assignment(buildAlertState({ version: 4 }), null)).toEqual({
    type: 'alert.assign',
    input: { id: 'alert-1', expectedVersion: 4, to: null },
  })
})

it('offers the names of those who have done something, without oneself', () => {
  const states = [
    buildAlertState({ acknowledged: by('Minh'), assigned: { ...by('Lan'), to: { id: null, name: 'Đội 1' } } }),
    buildAlertState({ notes: { count: 1, latest: { ...by('An'), text: 'x', attachments: [] } } }),
  ]
  expect(peopleIn(states, 'Minh')).toEqual(['An', 'Đội 1', 'Lan'])
})

describe('setting aside', () => {
  const by = { atMs: builtAtMs, by: 'Lan' }

  it('offers the usual lengths within the limit, and the limit', () => {
    expect(shelfMinutes(20 * 60_000)).toEqual([5, 15, 20])
    expect(shelfMinutes(0)).toEqual([])
  })

  it('offers only what the alert can still become', () => {
    const shown = (state: Parameters<typeof canHandle>[1]) =>
      (['acknowledgeWith', 'shelve', 'outOfService', 'escalate', 'reopen'] as const).filter((form) => canHandle(form, state))
    expect(shown(buildAlertState())).toEqual(['acknowledgeWith', 'shelve', 'outOfService', 'escalate'])
    expect(shown(buildAlertState({ cleared: { atMs: 1, reason: 'expired' } }))).toEqual(['acknowledgeWith', 'escalate'])
    expect(shown(buildAlertState({ closed: { ...by, disposition: 'false', words: '' } }))).toEqual(['reopen'])
    expect(shown(buildAlertState({ acknowledged: by, cleared: { atMs: 1, reason: 'expired' } }))).toEqual([])
  })

  it('says once for each version that it has looked', () => {
    const seen = [{ ...by, byId: 'me', version: 2 }]
    expect(needsLook(buildAlertState({}), 'me')).toBe(true)
    expect(needsLook(buildAlertState({ version: 2, seen }), 'me')).toBe(false)
    expect(needsLook(buildAlertState({ version: 2, seen }), 'another')).toBe(true)
    expect(needsLook(buildAlertState({ version: 3, contentVersion: 3, seen }), 'me')).toBe(true)
    expect(needsLook(buildAlertState({ acknowledged: by }), 'me')).toBe(false)
  })
})
