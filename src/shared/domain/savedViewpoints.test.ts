import { describe, expect, it } from 'vitest'
import { maximumViewpoints, type SavedViewpoint, type SavedViewpointState, type ViewpointRequest } from '#shared/contract/savedViewpoint'
import { applyViewpointFact, decideOnViewpoint } from './savedViewpoints'

const actor = { kind: 'person', id: 'station-1', name: 'Bàn trực 1' } as const
const viewpoint = (id: string, name = id): SavedViewpoint => ({
  id,
  name,
  target: { lonDeg: 107.1, latDeg: 16.82 },
  rangeM: 900,
  headingDeg: 30,
  pitchDeg: -40,
})
const save = (id: string, expectedVersion: number, name = id): ViewpointRequest => ({
  type: 'viewpoint.save',
  input: { id, viewpoint: viewpoint(id, name), expectedVersion },
})
const remove = (id: string, expectedVersion: number): ViewpointRequest => ({ type: 'viewpoint.remove', input: { id, expectedVersion } })

/** Asks one after the other; refusals change nothing and are told by their code. */
function after(...requests: ViewpointRequest[]): { viewpoints: SavedViewpointState[]; refused: string[] } {
  let viewpoints: SavedViewpointState[] = []
  const refused: string[] = []
  requests.forEach((request, index) => {
    const decision = decideOnViewpoint(viewpoints, request)
    if (decision.ok) viewpoints = applyViewpointFact(viewpoints, { ...decision.value.fact, atMs: index, actor })
    else refused.push(decision.failure.code)
  })
  return { viewpoints, refused }
}

describe('saved viewpoints', () => {
  it('are kept with who and when, in the order of their names', () => {
    const { viewpoints } = after(save('b', 0, 'Chợ'), save('a', 0, 'Cầu'))
    expect(viewpoints).toEqual([
      { viewpoint: viewpoint('b', 'Chợ'), version: 1, savedAtMs: 0, by: 'Bàn trực 1' },
      { viewpoint: viewpoint('a', 'Cầu'), version: 1, savedAtMs: 1, by: 'Bàn trực 1' },
    ])
  })

  it('are replaced and removed by who has seen what is there; who was late changes nothing', () => {
    expect(after(save('a', 0), save('a', 1, 'khác'), save('a', 1, 'muộn'), remove('a', 1)).refused).toEqual([
      'stale-version',
      'stale-version',
    ])
    expect(after(save('a', 0), save('a', 1, 'khác')).viewpoints).toMatchObject([{ version: 2, viewpoint: { name: 'khác' } }])
    expect(after(save('a', 0), remove('a', 1))).toEqual({ viewpoints: [], refused: [] })
  })

  it('are refused when they are gone, two in one, or one too many', () => {
    expect(after(remove('a', 1), save('a', 3)).refused).toEqual(['not-found', 'not-found'])
    const two: ViewpointRequest = { type: 'viewpoint.save', input: { id: 'a', viewpoint: viewpoint('b'), expectedVersion: 0 } }
    expect(after(two).refused).toEqual(['invalid'])
    const full = Array.from({ length: maximumViewpoints }, (_, index) => save(`v-${index}`, 0))
    expect(after(...full, save('more', 0)).refused).toEqual(['too-large'])
  })
})
