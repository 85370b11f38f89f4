import { describe, expect, it } from 'vitest'
import type { AlertState, Severity } from '#shared/contract/alert'
import { wallState, type Shown, type WallRule, type WallState, type WallTrigger } from '#shared/contract/wall'
import { cueOfAlert, cueOfTime, cueOfWindow, type Choreography, type Surroundings } from './choreography'
import { applyWallFact } from './wallFold'
import { defaultTilesOf, tilesOf } from './wallLayout'

const by = { id: 'desk-1', name: 'Bàn trực 1' }
const rule = (id: string, more: Partial<WallRule> = {}): WallRule => ({
  id,
  name: { vi: 'Cháy', en: 'Fire' },
  enabled: true,
  when: { severityAtLeast: 'high', categories: [] },
  show: { what: 'alert-in-city' },
  priority: 10,
  holdS: 60,
  dwellS: 120,
  quiet: null,
  ...more,
})
const surfaces = [1, 2].map((surface) => ({
  surface,
  present: true,
  label: '',
  boundsPx: { x: (surface - 1) * 1920, y: 0, width: 1920, height: 1080 },
  boundsMm: null,
}))
const bare: WallState = { drawing: { id: 'w', name: 'w', surfaces, viewingDistanceM: null }, shown: null, returnStack: [], control: null }
const arranged: Shown = {
  tiles: [...defaultTilesOf(1, ['one']), ...defaultTilesOf(2, ['one'])],
  sceneId: null,
  sceneVersion: null,
  atMs: 0,
  reason: { kind: 'person', by },
}
const wall: WallState = { ...bare, shown: arranged }
const alert = (id: string, severity: Severity = 'critical') => ({ id, severity, category: 'Fire' as never })
const cue = (on: WallState, about: ReturnType<typeof alert>, more: Partial<Choreography> = {}) =>
  cueOfAlert(on, tilesOf(on, ['one']), about, { rules: [rule('fire')], scenes: [], nowMs: 1_000_000, hour: 12, ...more })
const after = (on: WallState, about: ReturnType<typeof alert>, more: Partial<Choreography> = {}): WallState => {
  const next = cue(on, about, more)
  if (next?.kind !== 'show') throw new Error('the rule did nothing')
  const shown = applyWallFact({ walls: [on], scenes: [], rules: [] }, { type: 'wall.shown', payload: { wallId: 'w', shown: next.shown } })
  return shown.walls[0]!
}

describe('a rule of the wall', () => {
  it('turns the first city to the alert and leaves the rest of the wall alone', () => {
    const shown = after(wall, alert('a'))
    expect(wallState.safeParse(shown).error?.message).toBeUndefined()
    const contents = shown.shown!.tiles.map(({ content }) => content)
    expect(contents.find(({ kind }) => kind === 'city')).toMatchObject({ aim: { at: 'alert', alertId: 'a' } })
    expect(contents.filter(({ kind }) => kind !== 'city')).toHaveLength(3)
    expect(shown.returnStack).toEqual([arranged])
  })

  it('changes the wall once in a flood of 1,200 alerts', () => {
    let [now, changes] = [wall, 0]
    for (let index = 0; index < 1_200; index += 1) {
      if (cue(now, alert(`a${index}`), { nowMs: 1_000_000 + index * 500 }) === undefined) continue
      changes += 1
      now = after(now, alert(`a${index}`))
    }
    expect(changes).toBe(1)
  })

  it('gives way to a higher priority only, and never adds its own picture to what people go back to', () => {
    const rules = [rule('fire'), rule('flood', { priority: 90, when: { severityAtLeast: 'critical', categories: [] } })]
    const high = after(wall, alert('a', 'high'), { rules })
    expect(high.shown?.reason).toMatchObject({ ruleId: 'fire' })
    const critical = after(high, alert('b'), { rules })
    expect(critical.shown?.reason).toMatchObject({ ruleId: 'flood', alertId: 'b' })
    expect(critical.returnStack).toEqual([arranged])
    expect(cue(critical, alert('c', 'high'), { rules })).toBeUndefined()
  })

  it('keeps still while somebody has the wall, in its quiet hours, when switched off, and below its severity', () => {
    const held = { ...wall, control: { by, sinceMs: 0, untilMs: 1_000_001 } }
    expect(cue(held, alert('a'))).toBeUndefined()
    expect(cue({ ...held, control: { by, sinceMs: 0, untilMs: 1_000_000 } }, alert('a'))?.kind).toBe('show')
    const night = [rule('fire', { quiet: { fromHour: 22, untilHour: 6 } })]
    expect([21, 22, 3, 6].map((hour) => cue(wall, alert('a'), { rules: night, hour })?.kind)).toEqual([
      'show',
      undefined,
      undefined,
      'show',
    ])
    expect(cue(wall, alert('a'), { rules: [rule('fire', { enabled: false })] })).toBeUndefined()
    expect(cue(wall, alert('a', 'medium'))).toBeUndefined()
    expect(cue(wall, alert('a'), { rules: [rule('x', { when: { severityAtLeast: 'low', categories: ['Met'] } })] })).toBeUndefined()
  })

  it('puts a scene on the wall where it is told to, and nothing when the scene is gone', () => {
    const scene = {
      id: 'flood',
      name: { vi: 'Lũ', en: 'Flood' },
      tiles: [{ ...defaultTilesOf(4, [])[0]!, id: 'list', area: { surfaces: [1], x: 0, y: 0, width: 1, height: 1 } }],
    }
    const saved = { scene, version: 3, savedAtMs: 0, by, earlier: [] }
    const rules = [rule('flood', { show: { what: 'scene', sceneId: 'flood' } })]
    const shown = after(wall, alert('a'), { rules, scenes: [saved] })
    expect(shown.shown).toMatchObject({ sceneId: 'flood', sceneVersion: 3 })
    expect(shown.shown?.tiles.find(({ area }) => area.surfaces.includes(1))?.content.kind).toBe('alerts')
    expect(cue(wall, alert('a'), { rules })).toBeUndefined()
  })
})

describe('the end of a rule', () => {
  const shown = after(wall, alert('a'))
  const over = (state: AlertState) => state.cleared !== null
  const alerts = (cleared: unknown) => new Map([['a', { cleared } as AlertState]])
  const end = (nowMs: number, cleared: unknown = null, rules = [rule('fire')]) => cueOfTime(shown, rules, alerts(cleared), over, nowMs)

  it('comes with its time, with its alert, and with the rule itself', () => {
    expect(end(1_119_999)).toBeUndefined()
    expect(end(1_120_000)).toEqual({ kind: 'return' })
    expect(end(1_000_001, {})).toEqual({ kind: 'return' })
    expect(end(1_000_001, null, [])).toEqual({ kind: 'return' })
    expect(end(9_000_000, null, [rule('fire', { dwellS: null })])).toBeUndefined()
  })

  it('never touches what a person arranged', () => {
    expect(cueOfTime(wall, [], alerts({}), over, 9_000_000)).toBeUndefined()
  })

  it('gives people time before the next rule', () => {
    const returned = applyWallFact(
      { walls: [shown], scenes: [], rules: [] },
      { type: 'wall.returned', payload: { wallId: 'w', atMs: 1_120_000, reason: { kind: 'return', by: null } } },
    ).walls[0]!
    expect(returned.shown?.tiles).toEqual(arranged.tiles)
    expect(cue(returned, alert('b'), { nowMs: 1_179_999 })).toBeUndefined()
    expect(cue(returned, alert('b'), { nowMs: 1_180_000 })?.kind).toBe('show')
  })
})

describe('a rule that waits for a time or a level', () => {
  const scene = {
    id: 'night',
    name: { vi: 'Đêm', en: 'Night' },
    tiles: [{ ...defaultTilesOf(4, [])[0]!, id: 'list', area: { surfaces: [1], x: 0, y: 0, width: 1, height: 1 } }],
  }
  const scenes = [{ scene, version: 1, savedAtMs: 0, by, earlier: [] }]
  const night: WallTrigger = { event: 'schedule', days: [5], fromMinute: 22 * 60, untilMinute: 6 * 60 }
  const scheduled = (more: Partial<WallRule> = {}): WallRule =>
    rule('night', { trigger: night, show: { what: 'scene', sceneId: 'night' }, dwellS: null, ...more })
  // Friday 22:10 of an invented city, ten minutes into the window.
  const nowMs = 100 * 86_400_000
  const friday: Surroundings = { weekday: 5, minute: 22 * 60 + 10, threatSinceMs: () => undefined }
  const windowCue = (on: WallState, around = friday, rules = [scheduled()], atMs = nowMs) =>
    cueOfWindow(on, tilesOf(on, ['one']), { rules, scenes, nowMs: atMs, hour: Math.floor(around.minute / 60) }, around)
  const put = (on: WallState, next: ReturnType<typeof windowCue>): WallState => {
    if (next?.kind !== 'show') throw new Error('the rule did nothing')
    return applyWallFact({ walls: [on], scenes, rules: [] }, { type: 'wall.shown', payload: { wallId: 'w', shown: next.shown } }).walls[0]!
  }
  const back = (on: WallState, person: typeof by | null, atMs = nowMs): WallState =>
    applyWallFact(
      { walls: [on], scenes, rules: [] },
      { type: 'wall.returned', payload: { wallId: 'w', atMs, reason: { kind: 'return', by: person } } },
    ).walls[0]!
  const opened = put(wall, windowCue(wall))

  it('shows its scene within its window, past midnight too, and not outside', () => {
    const at = (weekday: number, hour: number, minute = 0) => windowCue(wall, { ...friday, weekday, minute: hour * 60 + minute })?.kind
    expect([at(5, 21, 59), at(5, 22), at(5, 23, 59), at(6, 0), at(6, 5, 59), at(6, 6), at(5, 5), at(4, 23), at(6, 23)]).toEqual([
      undefined,
      'show',
      'show',
      'show',
      'show',
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    const allDay: WallTrigger = { event: 'schedule', days: [5], fromMinute: 480, untilMinute: 1_020 }
    const day = [scheduled({ trigger: allDay })]
    expect([479, 480, 1_019, 1_020].map((minute) => windowCue(wall, { ...friday, minute }, day)?.kind)).toEqual([
      undefined,
      'show',
      'show',
      undefined,
    ])
    const wholeDay = [scheduled({ trigger: { event: 'schedule', days: [5], fromMinute: 0, untilMinute: 0 } })]
    const around = [4, 5, 6].flatMap((weekday) =>
      [0, 1_439].map((minute) => windowCue(wall, { ...friday, weekday, minute }, wholeDay)?.kind),
    )
    expect(around).toEqual([undefined, undefined, 'show', 'show', undefined, undefined])
    expect(wallState.safeParse(opened).error?.message).toBeUndefined()
    expect(opened.shown).toMatchObject({ sceneId: 'night', reason: { kind: 'rule', ruleId: 'night', alertId: null } })
    expect(opened.returnStack).toEqual([arranged])
  })

  it('goes when the window closes, or the rule is switched off', () => {
    const end = (minute: number, rules = [scheduled()]) =>
      cueOfTime(opened, rules, new Map(), () => false, nowMs, { ...friday, weekday: 6, minute })?.kind
    expect([end(359), end(360), end(0, [scheduled({ enabled: false })])]).toEqual([undefined, 'return', 'return'])
  })

  it('turns the wall once a window: a person who changes it or returns is not contradicted', () => {
    expect(windowCue(opened)).toBeUndefined()
    expect(windowCue(back(opened, by), friday, [scheduled()], nowMs + 60_000)).toBeUndefined()
    // The next window is a new one.
    expect(windowCue(back(opened, by), friday, [scheduled()], nowMs + 7 * 86_400_000)?.kind).toBe('show')
  })

  it('comes back after an alert that came between, and keeps still while somebody has the wall and in quiet hours', () => {
    const rules = [scheduled(), rule('fire', { priority: 90, show: { what: 'scene', sceneId: 'night' } })]
    const burning = after(opened, alert('a'), { rules, scenes, nowMs: nowMs + 1_000 })
    expect(burning.shown?.reason).toMatchObject({ ruleId: 'fire' })
    expect(windowCue(burning, friday, rules, nowMs + 2_000)).toBeUndefined()
    const over = back(burning, null, nowMs + 3_000)
    expect(windowCue(over, friday, rules, nowMs + 4_000)).toBeUndefined()
    expect(windowCue(over, friday, rules, nowMs + 63_000)?.kind).toBe('show')
    expect(windowCue({ ...wall, control: { by, sinceMs: 0, untilMs: nowMs + 1 } })).toBeUndefined()
    expect(windowCue(wall, friday, [scheduled({ quiet: { fromHour: 22, untilHour: 23 } })])).toBeUndefined()
  })

  it('waits for a level as it waits for a time, and no alert moves it', () => {
    const rules = [scheduled({ trigger: { event: 'threat', levelId: 'high' } })]
    const since = (sinceMs?: number): Surroundings => ({ ...friday, threatSinceMs: (id) => (id === 'high' ? sinceMs : undefined) })
    expect(windowCue(wall, since(), rules)).toBeUndefined()
    expect(windowCue(wall, since(nowMs), rules)?.kind).toBe('show')
    expect(windowCue(back(opened, by), since(nowMs), rules)).toBeUndefined()
    expect(cueOfTime(opened, rules, new Map(), () => false, nowMs, since())?.kind).toBe('return')
    expect(cue(wall, alert('a'), { rules, scenes })).toBeUndefined()
  })
})
