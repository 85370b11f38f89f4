import type { WallRule, WallTrigger } from '#shared/contract/wall'
import { idOfName } from '#shared/domain/foldText'

/** Minutes of the day for `HH:MM`, as time boxes give it; undefined for anything else. */
export function minuteOf(text: string): number | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text)
  return match === null ? undefined : Number(match[1]) * 60 + Number(match[2])
}

/** `HH:MM` of a minute of the day. */
export function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** A new rule that shows a scene when its trigger says so. Its id is none that the room has, nor one of the levels' own. */
export function ruleFor(name: string, sceneId: string, trigger: WallTrigger, rules: readonly WallRule[]): WallRule {
  const base = `r-${idOfName(name, 50)}`
  const taken = new Set(rules.map(({ id }) => id))
  let id = base
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`
  const both = name.normalize('NFC')
  return {
    id,
    name: { vi: both, en: both },
    enabled: true,
    trigger,
    when: { severityAtLeast: 'critical', categories: [] },
    show: { what: 'scene', sceneId },
    priority: 20,
    holdS: 60,
    dwellS: null,
    quiet: null,
  }
}
