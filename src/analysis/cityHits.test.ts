import { townModel, townPlace } from '#test/builders/cityModel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closedRing } from './areas'
import { insideArea } from './cityHits'
import { distanceM } from './localPlane'

const metres = fc.integer({ min: -900, max: 900 })

test('buildings, people, facilities and cameras of a circle are those within its radius', () => {
  const house = fc.record({ eastM: metres, northM: metres, people: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constant(NaN)) })
  fc.assert(
    fc.property(fc.array(house, { maxLength: 60 }), metres, metres, fc.integer({ min: 50, max: 700 }), (houses, eastM, northM, radiusM) => {
      const buildings = houses.map(({ people, ...at }, index) => ({ id: `n${index}`, place: townPlace(at.eastM, at.northM), people }))
      const places = buildings.map(({ id, place }) => ({ id, place }))
      const city = townModel({ buildings, facilities: places, cameras: places })
      const centre = townPlace(eastM, northM)
      const expected = buildings.filter(({ place }) => distanceM(centre, place) <= radiusM)
      const found = insideArea(city, { polygons: [], circles: [{ centre, radiusM }] })!
      const ids = expected.map(({ id }) => id).sort()
      expect(found.buildings.map(({ id }) => id).sort()).toEqual(ids)
      expect(found.facilities.map(({ id }) => id).sort()).toEqual(ids)
      expect(found.cameras.map(({ id }) => id).sort()).toEqual(ids)
      expect(found.counts.people).toBe(expected.reduce((sum, { people }) => sum + (people || 0), 0))
      expect(found.counts.peopleUnknown).toBe(expected.filter(({ people }) => Number.isNaN(people)).length)
      expect(found.byUse.reduce((sum, { buildings: count }) => sum + count, 0)).toBe(expected.length)
    }),
    { numRuns: 60 },
  )
})

test('of a road that runs through a square, the length inside counts, once', () => {
  const city = townModel({
    junctions: [townPlace(-500, 0), townPlace(500, 0), townPlace(500, 400)],
    roads: [
      { from: 0, to: 1, name: 'Lê Duẩn' },
      { from: 1, to: 2, name: 'Hùng Vương' },
    ],
  })
  const square = closedRing([townPlace(-100, -100), townPlace(100, -100), townPlace(100, 100), townPlace(-100, 100)])
  const found = insideArea(city, { polygons: [square], circles: [] })!
  expect(found.roads.map(({ name }) => name)).toEqual(['Lê Duẩn'])
  expect(Math.abs(found.counts.roadM - 200)).toBeLessThan(5)
  expect(Math.abs(found.counts.areaM2 - 40_000)).toBeLessThan(10)
})

test('an area without parts is no area', () => expect(insideArea(townModel({}), { polygons: [], circles: [] })).toBeUndefined())
