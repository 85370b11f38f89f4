import { expect, test } from 'vitest'
import { createNodePlaces } from './nodePlaces'

test('places are found by the ids that were wanted, once each, large ids and negative ones too', () => {
  const places = createNodePlaces()
  const ids = Array.from({ length: 10_000 }, (_, index) => ((index * 7_919) % 10_007) - 3 + (index % 2) * 12_000_000_000)
  for (const id of [...ids, ...ids]) places.want(id)
  places.sort()
  ids.forEach((id, index) => {
    if (index % 3 !== 0) places.put(id, index, -index)
  })
  places.put(-999, 1, 1)
  expect(places.lonDeg).toHaveLength(10_000)
  ids.forEach((id, index) => {
    const at = places.find(id)
    expect(at >= 0 ? [places.lonDeg[at], places.latDeg[at]] : undefined).toEqual(index % 3 === 0 ? undefined : [index, -index])
  })
  expect(places.find(-999)).toBe(-1)
})
