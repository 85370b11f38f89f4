import { townFiles, townModel, townPlace } from '#test/builders/cityModel'
import { expect, test } from 'vitest'
import { cityModelOf } from './cityModel'

const town = {
  buildings: [{ place: townPlace(0, 0) }],
  junctions: [townPlace(0, 0), townPlace(100, 0)],
  roads: [{ from: 0, to: 1 }],
  facilities: [{ id: 'f', place: townPlace(0, 0) }],
  cameras: [{ id: 'c', place: townPlace(0, 0) }],
}

test('every file of a city is read, and says where it is from', () => {
  const city = townModel(town)
  expect(city.inputs.map(({ input, synthetic, source }) => [input, synthetic, source])).toEqual(
    ['buildings', 'terrain', 'floodField', 'roads', 'facilities', 'cameras'].map((input) => [input, true, 'test']),
  )
  expect(city.roads?.flood?.closesAtM.length).toBe(2)
})

test('what a city does not have is absent, not empty', () => {
  expect(cityModelOf({})).toEqual({
    buildings: undefined,
    terrain: undefined,
    floodField: undefined,
    roads: undefined,
    facilities: undefined,
    cameras: undefined,
    inputs: [],
  })
})

test('a damaged file is named', () => {
  const files = townFiles(town)
  const cut = { ...files.roads!, bytes: files.roads!.bytes.slice(0, 300) }
  expect(() => cityModelOf({ ...files, roads: cut })).toThrow(/^roads: a columns file that ends/)
  expect(() => cityModelOf({ floodField: files.floodField! })).toThrow('floodField: it does not lie on the posts of the terrain')
})
