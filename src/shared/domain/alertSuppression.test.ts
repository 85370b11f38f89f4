import { expect, test } from 'vitest'
import type { Alert, AlertState } from '#shared/contract/alert'
import { buildAlertState, buildText, builtAtMs } from '#test/builders/alertBuilder'
import { buildAlertType } from '#test/builders/alertTypeBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { applyAlertTypeFact } from './alertTypes'
import { suppressionChanges } from './alertSuppression'

const ofEvent = (event: string) => ({ connectors: [], events: [event], categories: [], levels: [] })
const table = applyAlertTypeFact(
  undefined,
  buildFact('alert-types.shipped', {
    edition: '1',
    types: [
      buildAlertType({ id: 'lu', matches: ofEvent('Lũ'), suppression: null }),
      buildAlertType({ id: 'ngap', matches: ofEvent('Ngập'), suppression: { whileTypeIds: ['lu'], withinM: 2_000 } }),
    ],
  }),
)
const by = { atMs: builtAtMs, by: '' }
const alert = (id: string, event: string, changes: Partial<Alert> = {}, state: Omit<Partial<AlertState>, 'alert'> = {}) =>
  buildAlertState({ alert: { id, texts: [buildText({ event })], ...changes }, ...state })
const flood = alert('flood', 'Lũ', { severity: 'high' })
const street = alert('street', 'Ngập')
const suppressed = { suppressed: { ...by, ruleId: 'type:ngap', reason: '' } }
const changes = (...states: AlertState[]) => suppressionChanges(states, table).map(({ kind, state }) => `${kind} ${state.alert.id}`)

test('a street under water needs no response of its own while the river floods near by', () => {
  expect(suppressionChanges([flood, street], table)).toEqual([{ kind: 'suppress', state: street, because: flood, ruleId: 'type:ngap' }])
  expect(changes(flood, alert('street', 'Ngập', {}, suppressed))).toEqual([])
})

test.each([
  ['it is far away', alert('street', 'Ngập', { place: { lonDeg: 107.13, latDeg: 16.82 } })],
  ['nobody knows where it is', alert('street', 'Ngập', { place: null })],
  ['it is graver than its cause', alert('street', 'Ngập', { severity: 'critical' })],
  ['it belongs to an exercise', alert('street', 'Ngập', { drillId: 'drill' })],
  ['its source has ended it', alert('street', 'Ngập', {}, { cleared: { atMs: 1, reason: 'expired' } })],
])('it is not when %s', (_why, other) => expect(changes(flood, other)).toEqual([]))

test('it asks again when the cause is over, closed, or the table says otherwise', () => {
  const low = alert('street', 'Ngập', {}, suppressed)
  expect(changes(low)).toEqual(['release street'])
  expect(changes(low, { ...flood, closed: { ...by, disposition: 'false', words: '' } })).toEqual(['release street'])
  expect(changes(low, { ...flood, cleared: { atMs: 1, reason: 'cancelled' } })).toEqual(['release street'])
})

test('what another rule has suppressed is left to it', () => {
  expect(changes(alert('street', 'Ngập', {}, { suppressed: { ...by, ruleId: 'other', reason: '' } }))).toEqual([])
  expect(suppressionChanges([flood, street], undefined)).toEqual([])
})
