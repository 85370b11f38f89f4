import { describe, expect, it } from 'vitest'
import { threatLevels, type ThreatLevel } from '#shared/contract/threat'
import { choiceOf, withChoice } from './levelActions'

const level: ThreatLevel = {
  id: 'high',
  name: { vi: 'Cảnh giác cao', en: 'High' },
  actions: [
    { what: 'scene', sceneId: 'flood' },
    { what: 'notice', text: { vi: 'Trực đủ quân số', en: 'Everybody on duty' } },
    { what: 'rule', ruleId: 'fire', enabled: false },
  ],
}

describe('what a level does', () => {
  it('comes back from its choices as it was', () => {
    expect(withChoice(level, choiceOf(level))).toEqual(level)
    expect(withChoice(level, { sceneId: null, notice: { vi: ' ', en: '' }, rules: {} })).toEqual({ ...level, actions: [] })
  })

  it('says the same in both languages where one was left empty, and fits the contract', () => {
    const words = withChoice(level, { ...choiceOf(level), notice: { vi: '', en: 'Stay' } })
    expect(choiceOf(words).notice).toEqual({ vi: 'Stay', en: 'Stay' })
    expect(threatLevels.safeParse([{ ...level, id: 'normal', actions: [] }, words]).success).toBe(true)
  })
})
