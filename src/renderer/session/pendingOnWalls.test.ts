import { expect, test } from 'vitest'
import type { OutboxEntry } from '#shared/contract/stationPort'
import { applyWallFact, noWalls } from '#shared/domain/wallFold'
import { pendingOnWalls } from './pendingOnWalls'

const by = { id: 'station-1', name: 'Bàn trực 1' }
const drawing = {
  id: 'station-1',
  name: 'Tường',
  viewingDistanceM: null,
  surfaces: [{ surface: 1, present: true, label: '', boundsPx: { x: 0, y: 0, width: 1920, height: 1080 }, boundsMm: null }],
}
const walls = applyWallFact(noWalls, { type: 'wall.drawn', payload: { drawing } })
const asked = (changes: Partial<OutboxEntry>): OutboxEntry =>
  ({ key: 'k', madeAtMs: 5, state: 'waiting', failure: null, ...changes }) as OutboxEntry
const area = { surfaces: [1], x: 0, y: 0, width: 1, height: 1 }
const show = asked({
  type: 'wall.show',
  input: { id: 'station-1', tiles: [{ id: 'a', area, content: { kind: 'clock' } }], sceneId: null, sceneVersion: null },
})

test('an offline station sees on its wall what it asked for, in order', () => {
  const taken = asked({ type: 'wall.take', input: { id: 'station-1', forS: 60, override: false } })
  const next = pendingOnWalls(walls, [taken, show], by)
  expect(next.walls[0]?.shown).toMatchObject({ atMs: 5, reason: { kind: 'person', by } })
  expect(next.walls[0]?.control?.by).toEqual(by)
})

test('what was refused, what cannot be, and what is about alerts changes nothing', () => {
  const refused = { ...show, state: 'refused' } as OutboxEntry
  const alert = asked({ type: 'alert.assign', input: { id: 'a', expectedVersion: 1, to: null } })
  const gone = asked({ type: 'wall.return', input: { id: 'station-1' } })
  expect(pendingOnWalls(walls, [refused, alert, gone], by)).toEqual(walls)
})
