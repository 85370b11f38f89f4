import type { Threat, ThreatAction, ThreatLevel, ThreatScope } from '#shared/contract/threat'
import { fail, succeed, type Result } from '#shared/contract/result'
import type { WallFact, WallPerson, WallRequest, WallRule, WallsState } from '#shared/contract/wall'

type ThreatRequest = Extract<WallRequest, { type: 'threat.set' | 'threat-levels.save' }>

/** What holds until the room has its own: four levels that run nothing. They are ours, and no legal scale. */
export const shippedThreatLevels: readonly ThreatLevel[] = [
  { id: 'normal', name: { vi: 'Bình thường', en: 'Normal' }, actions: [] },
  { id: 'guarded', name: { vi: 'Chú ý', en: 'Guarded' }, actions: [] },
  { id: 'high', name: { vi: 'Cảnh giác cao', en: 'High' }, actions: [] },
  { id: 'severe', name: { vi: 'Khẩn cấp', en: 'Severe' }, actions: [] },
]

/** Of the scene of a declared level, which is a decision that says who made it. */
const threatPriority = 90

/** The levels of the room, calmest first. */
export function levelsOf({ threatLevels }: Pick<WallsState, 'threatLevels'>): readonly ThreatLevel[] {
  return threatLevels ?? shippedThreatLevels
}

/** What is declared, the worst first and the city before its wards, each with its level. A level that the room gave up is left out. */
export function threatsInOrder(walls: WallsState): { threat: Threat; level: ThreatLevel; rank: number }[] {
  const levels = levelsOf(walls)
  return (walls.threats ?? [])
    .map((threat) => ({ threat, rank: levels.findIndex(({ id }) => id === threat.levelId) }))
    .flatMap(({ threat, rank }) => (rank > 0 ? [{ threat, rank, level: levels[rank]! }] : []))
    .toSorted(
      (one, other) => other.rank - one.rank || Number(one.threat.scope.wardId !== null) - Number(other.threat.scope.wardId !== null),
    )
}

/** Since when the city or a ward has been at a level or above it; undefined while nothing is. */
export function threatSinceMs(walls: WallsState, levelId: string, exactly = false): number | undefined {
  const least = levelsOf(walls).findIndex(({ id }) => id === levelId)
  const fitting = threatsInOrder(walls).filter(({ rank }) => (exactly ? rank === least : rank >= least))
  return least < 1 || fitting.length === 0 ? undefined : Math.min(...fitting.map(({ threat }) => threat.setAtMs))
}

/** The scenes of declared levels as rules of the wall: shown while the level holds, gone exactly when it is left. */
export function rulesOfThreats(walls: WallsState): WallRule[] {
  return levelsOf(walls).flatMap(({ id, name, actions }, rank) =>
    actions.flatMap((action, index): WallRule[] =>
      action.what !== 'scene' || threatSinceMs(walls, id, true) === undefined
        ? []
        : [
            {
              id: `threat-${id}-${index}`,
              name,
              enabled: true,
              trigger: { event: 'threat', levelId: id },
              when: { severityAtLeast: 'critical', categories: [] },
              show: { what: 'scene', sceneId: action.sceneId },
              // The worse of two levels, where wards differ, has the wall.
              priority: threatPriority + rank,
              holdS: 0,
              dwellS: null,
              quiet: null,
            },
          ],
    ),
  )
}

/** What a person's request about threat levels becomes. Leaving a level undoes what it switched, unless another scope holds it so. */
export function decideOnThreat(walls: WallsState, { type, input }: ThreatRequest, by: WallPerson, nowMs: number): Result<WallFact[]> {
  if (type === 'threat-levels.save') {
    const ids = new Set(input.levels.map(({ id }) => id))
    if (ids.size < input.levels.length) return fail('invalid', 'two levels have one name', { id: input.id })
    const used = (walls.threats ?? []).find(({ levelId }) => !ids.has(levelId))
    if (used !== undefined) return fail('invalid', `the level ${used.levelId} is declared and cannot go`, { id: input.id })
    return succeed([{ type: 'threat-levels.saved', payload: { levels: input.levels } }])
  }
  const level = levelsOf(walls).find(({ id }) => id === input.levelId)
  if (level === undefined) return fail('not-found', `there is no level ${input.levelId}`, { id: input.id })
  if (input.id !== scopeKey(input.scope)) return fail('invalid', 'the level is of another scope', { id: input.id })
  const others = (walls.threats ?? []).filter(({ scope }) => !isSameScope(scope, input.scope))
  const before = (walls.threats ?? []).find(({ scope }) => isSameScope(scope, input.scope))
  const undone = switchBack(walls.rules, before, others)
  const { rules, switched } = switchOn(undone, level.actions)
  const { scope, levelId, reason } = input
  const facts: WallFact[] = [{ type: 'threat.set', payload: { threat: { scope, levelId, setAtMs: nowMs, by, reason, switched } } }]
  if (rules.some((rule, index) => rule !== walls.rules[index])) facts.push({ type: 'wall-rules.saved', payload: { rules } })
  return succeed(facts)
}

/** The declared levels after one more; the calmest ends what was declared. */
export function withThreat(walls: WallsState, threat: Threat): WallsState {
  const others = (walls.threats ?? []).filter(({ scope }) => !isSameScope(scope, threat.scope))
  const isOver = threat.levelId === levelsOf(walls)[0]?.id
  return { ...walls, threats: isOver ? others : [...others, threat] }
}

/** Name of a scope in requests. */
export function scopeKey({ wardId }: ThreatScope): string {
  return wardId ?? 'city'
}

function isSameScope(one: ThreatScope, other: ThreatScope): boolean {
  return one.wardId === other.wardId
}

function switchBack(rules: readonly WallRule[], left: Threat | undefined, others: readonly Threat[]): readonly WallRule[] {
  return rules.map((rule) => {
    const mine = left?.switched.find(({ ruleId }) => ruleId === rule.id)
    // Somebody has switched it since, or another scope needs it so: it stays.
    if (mine === undefined || rule.enabled === mine.was) return rule
    if (others.some(({ switched }) => switched.some(({ ruleId, was }) => ruleId === rule.id && was === mine.was))) return rule
    return { ...rule, enabled: mine.was }
  })
}

function switchOn(before: readonly WallRule[], actions: readonly ThreatAction[]): { rules: WallRule[]; switched: Threat['switched'] } {
  const switched: Threat['switched'] = []
  const rules = before.map((rule) => {
    const action = actions.find((each) => each.what === 'rule' && each.ruleId === rule.id)
    if (action?.what !== 'rule') return rule
    // What another scope had switched the same way already is this level's too, so that the last one to go takes it back.
    switched.push({ ruleId: rule.id, was: !action.enabled })
    return rule.enabled === action.enabled ? rule : { ...rule, enabled: action.enabled }
  })
  return { rules, switched }
}
