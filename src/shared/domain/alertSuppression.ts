import type { AlertState } from '#shared/contract/alert'
import type { AlertTypesState } from '#shared/contract/alertType'
import { alertTypeOf } from './alertTypes'
import { isInQueue, isMoreSevere } from './alertStanding'
import { distanceBetweenM } from './placeGrid'

/** What suppression by design asks for now: which alerts need no response while which other goes on, and which need one again. */
export type SuppressionChange =
  { kind: 'suppress'; state: AlertState; because: AlertState; ruleId: string } | { kind: 'release'; state: AlertState; ruleId: string }

/**
 * Compares every open alert whose type has a suppression with those of the types it names that go on, near enough and of the same
 * exercise. What is graver than its cause is never suppressed: the highest severity stays in sight. Nothing where it stands as it should.
 */
export function suppressionChanges(states: Iterable<AlertState>, table: AlertTypesState | undefined): SuppressionChange[] {
  const causing = new Set(table?.types.flatMap(({ type }) => type.suppression?.whileTypeIds ?? []))
  if (causing.size === 0) return []
  const causes = new Map<string, AlertState[]>()
  const suppressible: { state: AlertState; typeId: string; whileTypeIds: readonly string[]; withinM: number | null }[] = []
  for (const state of states) {
    if (state.cleared !== null || !isInQueue(state)) continue
    const type = alertTypeOf(state.alert, table)
    if (type === undefined) continue
    if (causing.has(type.id)) causes.set(type.id, [...(causes.get(type.id) ?? []), state])
    if (type.suppression !== null) suppressible.push({ state, typeId: type.id, ...type.suppression })
    else if (state.suppressed?.ruleId === ruleIdOf(type.id)) suppressible.push({ state, typeId: type.id, whileTypeIds: [], withinM: null })
  }
  return suppressible.flatMap(({ state, typeId, whileTypeIds, withinM }): SuppressionChange[] => {
    const ruleId = ruleIdOf(typeId)
    const because = whileTypeIds.flatMap((id) => causes.get(id) ?? []).find((cause) => covers(cause, state, withinM))
    if (because !== undefined && state.suppressed === undefined) return [{ kind: 'suppress', state, because, ruleId }]
    return because === undefined && state.suppressed?.ruleId === ruleId ? [{ kind: 'release', state, ruleId }] : []
  })
}

function ruleIdOf(typeId: string): string {
  return `type:${typeId}`
}

function covers(cause: AlertState, state: AlertState, withinM: number | null): boolean {
  if (cause === state || cause.alert.drillId !== state.alert.drillId || isMoreSevere(state.alert.severity, cause.alert.severity))
    return false
  if (withinM === null) return true
  const [one, other] = [cause.alert.place, state.alert.place]
  return one !== null && other !== null && distanceBetweenM(one, other) <= withinM
}
