import type { Fact, FactPayload } from '#shared/contract/fact'
import { fail, succeed, type Result } from '#shared/contract/result'
import { maximumViewpoints, type SavedViewpointState, type ViewpointRequest } from '#shared/contract/savedViewpoint'

type ViewpointFactType = 'viewpoint.saved' | 'viewpoint.removed'
type ViewpointFact = { [T in ViewpointFactType]: { type: T; payload: FactPayload<T> } }[ViewpointFactType]

/** The saved viewpoints after one more fact, in the order of their names. */
export function applyViewpointFact(
  before: readonly SavedViewpointState[],
  fact: ViewpointFact & Pick<Fact, 'atMs' | 'actor'>,
): SavedViewpointState[] {
  const id = fact.type === 'viewpoint.saved' ? fact.payload.viewpoint.id : fact.payload.id
  const others = before.filter(({ viewpoint }) => viewpoint.id !== id)
  if (fact.type === 'viewpoint.removed') return others
  const { viewpoint, version } = fact.payload
  const saved = { viewpoint, version, savedAtMs: fact.atMs, by: fact.actor.name }
  return [...others, saved].toSorted((a, b) => compare(a.viewpoint.name, b.viewpoint.name) || compare(a.viewpoint.id, b.viewpoint.id))
}

/** The fact that a request leads to, with the version it then has; who was late is told who was first and when. */
export function decideOnViewpoint(
  viewpoints: readonly SavedViewpointState[],
  { type, input }: ViewpointRequest,
): Result<{ fact: ViewpointFact; version: number }> {
  const known = viewpoints.find(({ viewpoint }) => viewpoint.id === input.id)
  if (known === undefined && input.expectedVersion > 0) return fail('not-found', `there is no viewpoint ${input.id}`, { id: input.id })
  if (known !== undefined && known.version !== input.expectedVersion) {
    const { version, by, savedAtMs } = known
    return fail('stale-version', `the viewpoint is at version ${version}`, { found: version, by, atMs: savedAtMs })
  }
  if (type === 'viewpoint.remove')
    return succeed({ fact: { type: 'viewpoint.removed', payload: { id: input.id } }, version: input.expectedVersion + 1 })
  if (input.viewpoint.id !== input.id) return fail('invalid', `${input.id} is not ${input.viewpoint.id}`)
  if (known === undefined && viewpoints.length >= maximumViewpoints)
    return fail('too-large', `there are ${maximumViewpoints} viewpoints already`)
  const version = input.expectedVersion + 1
  return succeed({ fact: { type: 'viewpoint.saved', payload: { viewpoint: input.viewpoint, version } }, version })
}

// By code points: every process must come to the same order, whatever languages it knows.
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
