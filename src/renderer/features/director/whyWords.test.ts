import { expect, test } from 'vitest'
import type { Shown } from '#shared/contract/wall'
import type { Translate } from '#i18n/catalogue'
import { whyInWords } from './whyWords'

const t: Translate = (key, values) => `[${[key, ...Object.values(values ?? {})].join(' ')}]`
const by = { id: 'desk-1', name: 'Mai' }
const scene = { id: 'lu', name: { vi: 'Lũ', en: 'Flood' }, tiles: [] }
const scenes = [{ scene, version: 4, savedAtMs: 0, by, earlier: [] }]
const shown = (reason: Shown['reason'], sceneId: string | null = null): Shown => ({
  tiles: [{ id: 'a', area: { surfaces: [1], x: 0, y: 0, width: 1, height: 1 }, content: { kind: 'alerts' } }],
  sceneId,
  sceneVersion: null,
  atMs: 7,
  reason,
})
const rule = (ruleId: string, alertId: string | null): Shown['reason'] => ({
  kind: 'rule',
  ruleId,
  ruleName: { vi: 'Cháy', en: 'Fire' },
  alertId,
})
const why = (what: Shown | null, surface = 1): string =>
  whyInWords(what, surface, {
    scenes,
    timeOf: (atMs) => `t${atMs}`,
    headlineOf: (id) => (id === 'a' ? 'Cháy chợ' : undefined),
    language: 'vi',
    t,
  })

test('says who, which rule for which alert, which level or which return, and from which scene', () => {
  expect(why(null)).toBe('[wall.why.default]')
  expect(why(shown({ kind: 'person', by }), 2)).toBe('[wall.why.default]')
  expect(why(shown({ kind: 'person', by }, 'lu'))).toBe('[wall.why.scene Lũ 4][wall.why.person Mai t7]')
  expect(why(shown({ kind: 'return', by: null }))).toBe('[wall.why.return [wall.why.byItself] t7]')
  expect(why(shown(rule('fire', 'a')))).toBe('[wall.why.rule Cháy t7 Cháy chợ]')
  expect(why(shown(rule('fire', 'b')))).toBe('[wall.why.rule Cháy t7 [wall.alertGone]]')
  expect(why(shown(rule('r-dem', null)))).toBe('[wall.why.ruleAlone Cháy t7]')
  expect(why(shown(rule('threat-severe-0', null)))).toBe('[wall.why.threat Cháy t7]')
})
