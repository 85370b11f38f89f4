import { expect, test } from 'vitest'
import { buildAlert, builtAtMs } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import type { Fact, NewFact } from '#shared/contract/fact'
import { fact as factSchema } from '#shared/contract/fact'
import type { Severity } from '#shared/contract/alert'
import { createRoomModel } from './roomModel'
import { cuesOfFacts, cuesOfTime } from './wallCues'

const wallCity = { viewpointIds: ['one'], localAt: () => ({ hour: 12, minute: 0, weekday: 1 }) }
const drawing = {
  id: 'station-1',
  name: 'Tường',
  viewingDistanceM: null,
  surfaces: [{ surface: 1, present: true, label: '', boundsPx: { x: 0, y: 0, width: 1920, height: 1080 }, boundsMm: null }],
}
const rule = {
  id: 'alert-in-city',
  name: { vi: 'Cháy', en: 'Fire' },
  enabled: true,
  when: { severityAtLeast: 'high' as const, categories: [] },
  show: { what: 'alert-in-city' as const },
  priority: 50,
  holdS: 60,
  dwellS: 300,
  quiet: null,
}

function roomWithARule(enabled = true) {
  const model = createRoomModel()
  let number = 0
  const seqs = new Map<string, number>()
  const write = (facts: readonly NewFact[]): Fact[] =>
    facts.map((each) => {
      const seq = (seqs.get(each.stream) ?? 0) + 1
      seqs.set(each.stream, seq)
      const numbered = factSchema.parse({ ...each, seq, recordedAtMs: builtAtMs }) as Fact
      model.apply(numbered)
      return numbered
    })
  const at = (nowMs: number) => ({ nowMs, wallCity, newId: () => `00000000-0000-4000-8000-${String((number += 1)).padStart(12, '0')}` })
  write([buildFact('wall.drawn', { drawing }, {}), buildFact('wall-rules.saved', { rules: [{ ...rule, enabled }] }, {})])
  const raise = (id: string, severity: Severity, nowMs = builtAtMs): Fact[] => {
    const raised = write([buildFact('alert.raised', { alert: buildAlert({ id, severity }) }, {})])
    return write(cuesOfFacts(model, raised, at(nowMs)))
  }
  return { model, write, raise, at }
}

test('a burst in one transaction changes the wall once, and says which alert did', () => {
  const { model, write, at } = roomWithARule()
  const raised = write(
    ['a', 'b', 'c'].map((id) =>
      buildFact('alert.raised', { alert: buildAlert({ id, severity: 'critical' }) }, { id: crypto.randomUUID() }),
    ),
  )
  const cues = write(cuesOfFacts(model, raised, at(builtAtMs)))
  expect(cues.map(({ type, causedBy }) => [type, causedBy])).toEqual([['wall.shown', raised[0]?.id]])
  expect(model.room().walls.walls[0]?.shown?.reason).toMatchObject({ kind: 'rule', alertId: 'a' })
})

test('goes back by itself when the time is over, and before that when the alert is', () => {
  const { model, raise, write, at } = roomWithARule()
  raise('a', 'critical')
  expect(cuesOfTime(model, at(builtAtMs + 299_999))).toEqual([])
  expect(write(cuesOfTime(model, at(builtAtMs + 300_000))).map(({ type }) => type)).toEqual(['wall.returned'])
  expect(model.room().walls.walls[0]?.shown).toBeNull()
  expect(cuesOfTime(model, at(builtAtMs + 300_001))).toEqual([])
  raise('b', 'critical', builtAtMs + 400_000)
  write([buildFact('alert.cleared', { id: 'b', reason: 'cancelled' }, {})])
  expect(cuesOfTime(model, at(builtAtMs + 400_001))).toHaveLength(1)
})

test('does nothing below its severity, and nothing at all when it is off', () => {
  expect(roomWithARule().raise('a', 'medium')).toEqual([])
  expect(roomWithARule(false).raise('a', 'critical')).toEqual([])
})

test('the scene of a threat level comes with it, gives way to that of a worse one in one step, and goes with it', () => {
  const { model, write, at } = roomWithARule(false)
  const by = { id: 'desk-1', name: 'Mai' }
  const sceneOf = (id: string) => ({
    id,
    name: { vi: id, en: id },
    tiles: [{ id: 'all', area: { surfaces: [1], x: 0, y: 0, width: 1, height: 1 }, content: { kind: 'alerts' as const } }],
  })
  const levels = ['normal', 'guarded', 'severe'].map((id, rank) => ({
    id,
    name: { vi: id, en: id },
    actions: rank === 0 ? [] : [{ what: 'scene' as const, sceneId: id }],
  }))
  const declare = (levelId: string, atMs: number): NewFact =>
    buildFact('threat.set', {
      threat: { scope: { wardId: null, name: { vi: 'x', en: 'x' } }, levelId, setAtMs: atMs, by, reason: 'lũ', switched: [] },
    })
  const shown = () => model.room().walls.walls[0]?.shown?.sceneId
  write([
    ...['guarded', 'severe'].map((id) => buildFact('scene.saved', { scene: sceneOf(id), version: 1, savedAtMs: builtAtMs, by })),
    buildFact('threat-levels.saved', { levels }),
  ])
  expect(cuesOfTime(model, at(builtAtMs))).toEqual([])
  write([declare('guarded', builtAtMs)])
  write(cuesOfTime(model, at(builtAtMs + 1)))
  expect(shown()).toBe('guarded')
  write([declare('severe', builtAtMs + 2)])
  expect(write(cuesOfTime(model, at(builtAtMs + 3))).map(({ type }) => type)).toEqual(['wall.returned', 'wall.shown'])
  expect(shown()).toBe('severe')
  expect(cuesOfTime(model, at(builtAtMs + 4))).toEqual([])
  write([declare('normal', builtAtMs + 5)])
  expect(write(cuesOfTime(model, at(builtAtMs + 6))).map(({ type }) => type)).toEqual(['wall.returned'])
  expect(model.room().walls.walls[0]?.shown).toBeNull()
})
