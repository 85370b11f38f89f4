import { describe, expect, it } from 'vitest'
import type { ThreatLevel, ThreatScope } from '#shared/contract/threat'
import { wallsState, type WallPerson, type WallRequest, type WallRule, type WallsState } from '#shared/contract/wall'
import { levelsOf, rulesOfThreats, shippedThreatLevels, threatSinceMs, threatsInOrder } from './threatLevels'
import { decideOnWall } from './wallDecision'
import { applyWallFact, noWalls } from './wallFold'

const mai: WallPerson = { id: 'desk-1', name: 'Mai' }
const rule = (id: string, enabled: boolean): WallRule => ({
  id,
  name: { vi: id, en: id },
  enabled,
  when: { severityAtLeast: 'high', categories: [] },
  show: { what: 'alert-in-city' },
  priority: 10,
  holdS: 0,
  dwellS: null,
  quiet: null,
})
const city: ThreatScope = { wardId: null, name: { vi: 'Đông Hà', en: 'Đông Hà' } }
const ward: ThreatScope = { wardId: 'phuong-1', name: { vi: 'Phường 1', en: 'Ward 1' } }
const withActions = (id: string, actions: ThreatLevel['actions']): ThreatLevel[] =>
  shippedThreatLevels.map((level) => (level.id === id ? { ...level, actions } : level))
const set = (levelId: string, scope = city): WallRequest => ({
  type: 'threat.set',
  input: { id: scope.wardId ?? 'city', scope, levelId, reason: 'mưa lớn' },
})
function ask(walls: WallsState, request: WallRequest, nowMs = 1_000): WallsState {
  const decision = decideOnWall(walls, request, mai, nowMs)
  if (!decision.ok) throw new Error(decision.failure.code)
  return wallsState.parse(decision.value.reduce(applyWallFact, walls))
}
const refused = (walls: WallsState, request: WallRequest): string | undefined => {
  const decision = decideOnWall(walls, request, mai, 0)
  return decision.ok ? undefined : decision.failure.code
}
const switches = ({ rules }: WallsState): Record<string, boolean> => Object.fromEntries(rules.map(({ id, enabled }) => [id, enabled]))

const room = ask(
  { ...noWalls, rules: [rule('fire', false), rule('crowd', true), rule('other', true)] },
  {
    type: 'threat-levels.save',
    input: {
      id: 'threat-levels',
      levels: withActions('high', [
        { what: 'rule', ruleId: 'fire', enabled: true },
        { what: 'rule', ruleId: 'crowd', enabled: false },
        { what: 'rule', ruleId: 'gone', enabled: true },
      ]),
    },
  },
)

describe('a threat level', () => {
  it('is declared with who, when and why, and ended by the calmest', () => {
    const declared = ask(noWalls, set('guarded'), 5_000)
    expect(declared.threats).toEqual([{ scope: city, levelId: 'guarded', setAtMs: 5_000, by: mai, reason: 'mưa lớn', switched: [] }])
    expect(ask(declared, set('normal'), 6_000).threats).toEqual([])
  })

  it('switches rules and, when it is left, exactly those back', () => {
    const declared = ask(room, set('high'))
    expect(switches(declared)).toEqual({ fire: true, crowd: false, other: true })
    expect(switches(ask(declared, set('severe')))).toEqual(switches(room))
    expect(switches(ask(declared, set('normal')))).toEqual(switches(room))
  })

  it('leaves alone what somebody has switched since', () => {
    const declared = ask(room, set('high'))
    const byHand = ask(declared, {
      type: 'wall-rules.save',
      input: { id: 'wall-rules', rules: [rule('fire', false), rule('crowd', true)] },
    })
    expect(switches(ask(byHand, set('normal')))).toEqual({ fire: false, crowd: true })
  })

  it('holds what two scopes have switched until the last of them is calm, whichever came first', () => {
    const both = ask(ask(room, set('high')), set('high', ward))
    const [cityFirst, wardFirst] = [ask(both, set('normal')), ask(both, set('normal', ward))]
    expect([switches(cityFirst), switches(wardFirst)]).toEqual([switches(both), switches(both)])
    expect([switches(ask(cityFirst, set('normal', ward))), switches(ask(wardFirst, set('normal')))]).toEqual([
      switches(room),
      switches(room),
    ])
  })

  it('is shown the worst first, the city before its wards', () => {
    const walls = ask(
      ask(ask(noWalls, set('guarded', ward), 1_000), set('guarded'), 2_000),
      set('severe', { ...ward, wardId: 'p-2' }),
      3_000,
    )
    expect(threatsInOrder(walls).map(({ threat, rank }) => [threat.scope.wardId, rank])).toEqual([
      ['p-2', 3],
      [null, 1],
      ['phuong-1', 1],
    ])
    expect(['normal', 'guarded', 'high', 'gone'].map((id) => threatSinceMs(walls, id))).toEqual([undefined, 1_000, 3_000, undefined])
  })

  it('is refused where there is no such level, where the scope is another, and cannot go while it is declared', () => {
    expect(refused(noWalls, set('gone'))).toBe('not-found')
    expect(refused(noWalls, { type: 'threat.set', input: { id: 'city', scope: ward, levelId: 'high', reason: 'x' } })).toBe('invalid')
    const declared = ask(room, set('severe'))
    const save = (levels: readonly ThreatLevel[]): WallRequest => ({
      type: 'threat-levels.save',
      input: { id: 'threat-levels', levels: [...levels] },
    })
    expect(refused(declared, save(levelsOf(declared).slice(0, 3)))).toBe('invalid')
    expect(refused(room, save(levelsOf(room).slice(0, 3)))).toBeUndefined()
    expect(refused(room, save([...levelsOf(room), levelsOf(room)[1]!]))).toBe('invalid')
  })

  it('has its scene as a rule of the wall only while it is declared', () => {
    const levels = withActions('severe', [{ what: 'scene', sceneId: 'flood' }])
    const walls = ask(noWalls, { type: 'threat-levels.save', input: { id: 'threat-levels', levels } })
    expect(rulesOfThreats(walls)).toEqual([])
    expect(rulesOfThreats(ask(walls, set('high')))).toEqual([])
    expect(rulesOfThreats(ask(walls, set('severe', ward)))).toMatchObject([
      { trigger: { event: 'threat', levelId: 'severe' }, show: { what: 'scene', sceneId: 'flood' }, enabled: true, dwellS: null },
    ])
  })
})
