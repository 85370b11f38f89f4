import { expect, it } from 'vitest'
import type { AlertFigures } from '#shared/contract/alertFigures'
import type { AlertType, AlertTypesState } from '#shared/contract/alertType'
import { badActorsOf } from './typeProposals'

const source = (event: string, sender: string, alerts: number) => ({ event, sender, place: '', alerts })
const figures = {
  alerts: 100,
  chattering: [source('Bơm quá tải', 'bom', 6)],
  topTen: [source('Cửa mở', 'cua', 30), source('Bơm quá tải', 'bom', 6), source('Pin yếu', 'camera', 5)],
} as unknown as AlertFigures
const words = { vi: '', en: '' }
const type = (id: string, event: string, delayMs: number): AlertType => ({
  id,
  name: words,
  matches: { connectors: [], events: [event], categories: [], levels: [] },
  cause: words,
  consequence: words,
  action: words,
  consequenceGrade: 'minor',
  timeToRespondMs: 60_000,
  deadBand: null,
  onDelayMs: delayMs,
  offDelayMs: 0,
  shelvingLimitMs: 0,
  suppression: null,
  escalation: { unseenAfterMs: null, unacknowledgedAfterMs: null },
  owner: words,
  playbook: null,
  cameraIds: [],
})
const table = (types: AlertType[]): AlertTypesState => ({
  edition: '1',
  types: types.map((each) => ({ type: each, version: 3, atMs: 0, proposedBy: '', approvedBy: '' })),
  proposals: [],
})

it('drafts a change for sources that chatter or are too busy, and for no others', () => {
  const pump = type('pump', 'bom qua tai', 90_000)
  const found = badActorsOf(figures, table([pump]))
  expect(found).toEqual([
    { event: 'Cửa mở', sender: 'cua', alerts: 30, chatters: false, hasType: false, proposal: null, isProposed: false },
    {
      event: 'Bơm quá tải',
      sender: 'bom',
      alerts: 6,
      chatters: true,
      hasType: true,
      proposal: { type: { ...pump, offDelayMs: 60_000 }, basedOn: 3 },
      isProposed: false,
    },
  ])
})

it('drafts nothing where the type waits long enough already', () => {
  const patient = { ...type('pump', 'Bơm quá tải', 60_000), offDelayMs: 60_000 }
  expect(badActorsOf(figures, table([patient])).find(({ sender }) => sender === 'bom')?.proposal).toBeNull()
})
