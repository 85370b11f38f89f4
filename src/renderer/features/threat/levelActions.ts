import type { ThreatAction, ThreatLevel } from '#shared/contract/threat'

/** What a person can choose for one level: a scene, words in both languages, and rules to be switched (those left out stay as they are). */
export type LevelChoice = { sceneId: string | null; notice: { vi: string; en: string }; rules: Readonly<Record<string, boolean>> }

/** What a level runs, as choices. Of several scenes or notices, which nothing here makes, the first counts. */
export function choiceOf({ actions }: Pick<ThreatLevel, 'actions'>): LevelChoice {
  const scene = actions.find(({ what }) => what === 'scene')
  const notice = actions.find(({ what }) => what === 'notice')
  return {
    sceneId: scene?.what === 'scene' ? scene.sceneId : null,
    notice: notice?.what === 'notice' ? notice.text : { vi: '', en: '' },
    rules: Object.fromEntries(actions.flatMap((action) => (action.what === 'rule' ? [[action.ruleId, action.enabled]] : []))),
  }
}

/** The level with these choices. Words that stand in one language only serve for both. */
export function withChoice(level: ThreatLevel, { sceneId, notice, rules }: LevelChoice): ThreatLevel {
  const [vi, en] = [notice.vi.trim().normalize('NFC'), notice.en.trim().normalize('NFC')]
  const words: ThreatAction[] = vi === '' && en === '' ? [] : [{ what: 'notice', text: { vi: vi || en, en: en || vi } }]
  const scenes: ThreatAction[] = sceneId === null ? [] : [{ what: 'scene', sceneId }]
  const switches = Object.entries(rules).map(([ruleId, enabled]): ThreatAction => ({ what: 'rule', ruleId, enabled }))
  return { ...level, actions: [...scenes, ...words, ...switches] }
}
