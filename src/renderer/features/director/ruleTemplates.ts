import type { WallRule } from '#shared/contract/wall'
import { wallEn } from '#i18n/wall.en'
import { wallVi } from '#i18n/wall.vi'

/** What the director offers where the room has no rules yet; off until somebody switches it on. */
const alertInCity: WallRule = {
  id: 'alert-in-city',
  name: { vi: wallVi.rules.alertInCity, en: wallEn.rules.alertInCity },
  enabled: false,
  when: { severityAtLeast: 'critical', categories: [] },
  show: { what: 'alert-in-city' },
  priority: 50,
  holdS: 60,
  dwellS: 300,
  quiet: null,
}

/** The room's rules with the offered ones, and with one of them changed. */
export function withRule(rules: readonly WallRule[], changed?: WallRule): WallRule[] {
  const all = rules.some(({ id }) => id === alertInCity.id) ? [...rules] : [...rules, alertInCity]
  return changed === undefined ? all : all.map((rule) => (rule.id === changed.id ? changed : rule))
}
