import type { Language } from '#shared/contract/ipc'
import type { SavedScene, Shown } from '#shared/contract/wall'
import type { Translate } from '#i18n/catalogue'

/** What the words need besides: scenes of the room, times and headlines as they are read. */
export type WhyWords = {
  scenes: readonly SavedScene[]
  timeOf(atMs: number): string
  headlineOf(alertId: string): string | undefined
  language: Language
  t: Translate
}

/** Why a surface shows what it shows, in a sentence or two. */
export function whyInWords(shown: Shown | null, surface: number, { scenes, timeOf, headlineOf, language, t }: WhyWords): string {
  if (shown === null || !shown.tiles.some(({ area }) => area.surfaces.includes(surface))) return t('wall.why.default')
  const time = timeOf(shown.atMs)
  const saved = scenes.find(({ scene }) => scene.id === shown.sceneId)
  const version = shown.sceneVersion ?? saved?.version ?? ''
  const scene = saved === undefined ? '' : t('wall.why.scene', { name: saved.scene.name[language], version })
  const { reason } = shown
  if (reason.kind === 'person') return scene + t('wall.why.person', { by: reason.by.name, time })
  if (reason.kind === 'return') return scene + t('wall.why.return', { by: reason.by?.name ?? t('wall.why.byItself'), time })
  const rule = reason.ruleName[language]
  if (reason.alertId !== null) return scene + t('wall.why.rule', { rule, time, alert: headlineOf(reason.alertId) ?? t('wall.alertGone') })
  // Rules that people write have other names.
  return scene + t(reason.ruleId.startsWith('threat-') ? 'wall.why.threat' : 'wall.why.ruleAlone', { rule, time })
}
