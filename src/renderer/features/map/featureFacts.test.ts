import { expect, it } from 'vitest'
import { factsOf } from './featureFacts'
import { blockTable } from './testing/buildingBuilders'

const parts = {
  buildings: blockTable([
    { id: 'dry', eastM: 0, northM: 0, heightM: 12, groundM: 3 },
    { id: 'low', eastM: 50, northM: 0, floodM: 4.5 },
  ]),
}
const nobody = () => undefined
const unseen = () => ({ state: 'unknown' }) as const

it('tells what is known of a building, and what is not', () => {
  expect(factsOf({ layer: 'buildings', id: 'dry' }, parts, nobody, unseen)).toEqual({
    kind: 'building',
    id: 'dry',
    use: 'residential',
    heightM: 12,
    heightBasis: 'source',
    levels: 3,
    people: 4,
    groundM: 3,
    floodM: null,
    source: 'drawn for a test',
    synthetic: true,
  })
  expect(factsOf({ layer: 'buildings', id: 'low' }, parts, nobody, unseen)).toMatchObject({ floodM: 4.5 })
})

it('knows nothing of what is not there', () => {
  expect([
    factsOf({ layer: 'buildings', id: 'none' }, parts, nobody, unseen),
    factsOf({ layer: 'buildings', id: 'dry' }, {}, nobody, unseen),
    factsOf({ layer: 'cameras', id: 'c' }, parts, nobody, unseen),
    factsOf({ layer: 'units', id: 'u' }, parts, nobody, unseen),
    factsOf({ layer: 'alerts', id: 'a' }, parts, nobody, unseen),
  ]).toEqual([undefined, undefined, undefined, undefined, undefined])
})
