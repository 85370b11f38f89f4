import { townModel, townPlace } from '#test/builders/cityModel'
import type { CityCamera } from '#shared/contract/cityParts'
import { expect, test } from 'vitest'
import { isInRing } from './areas'
import type { LonLat } from './areas'
import { isSeen, viewshed } from './coverage'
import { seenGround } from './seenGround'
import type { SeenCity } from './sightLines'

const north = { id: 'north', place: townPlace(0, -100), mountHeightM: 6, headingDeg: 0, horizontalFieldOfViewDeg: 90, rangeM: 200 }

function town(buildings: NonNullable<Parameters<typeof townModel>[0]['buildings']>, camera = {}): SeenCity {
  return townModel({ buildings, cameras: [{ ...north, ...camera }] }) as SeenCity
}

const shows = (areas: readonly (readonly LonLat[][])[], eastM: number, northM: number): boolean => {
  const { lonDeg, latDeg } = townPlace(eastM, northM)
  return areas.some(([outer, ...holes]) => isInRing(outer!, lonDeg, latDeg) && !holes.some((hole) => isInRing(hole, lonDeg, latDeg)))
}

test('open ground is seen as far as the field of view goes', () => {
  const city = town([])
  const { areas, seenM2, fieldM2 } = seenGround(city, city.cameras[0]!)!
  expect(areas).toHaveLength(1)
  expect(seenM2 / fieldM2).toBeCloseTo(1, 1)
  expect([shows(areas, 0, 90), shows(areas, 60, 0), shows(areas, 0, 110), shows(areas, 0, -120)]).toEqual([true, true, false, false])
})

test('behind a house nothing is seen, beside it everything', () => {
  const city = town([{ id: 'nhà', place: townPlace(0, -40), sizeM: 20, heightM: 20 }])
  const { areas, seenM2, fieldM2 } = seenGround(city, city.cameras[0]!)!
  expect([shows(areas, 0, -60), shows(areas, 0, -40), shows(areas, 0, 60), shows(areas, 70, 20)]).toEqual([true, false, false, true])
  expect(seenM2 / fieldM2).toBeLessThan(0.85)
})

test('a camera that can be turned sees only where it looks now', () => {
  const city = town([], { steerable: true })
  expect(shows(seenGround(city, city.cameras[0]!)!.areas, 0, -150)).toBe(false)
})

test('the picture says what the computation says, but for a cell at the edge', () => {
  const city = town([
    { id: 'a', place: townPlace(-30, -40), sizeM: 24, heightM: 9 },
    { id: 'b', place: townPlace(35, -20), sizeM: 14, heightM: 15 },
  ])
  const camera: CityCamera = city.cameras[0]!
  const { areas } = seenGround(city, camera)!
  const view = viewshed(city, camera)!
  let [same, other] = [0, 0]
  for (let eastM = -140; eastM <= 140; eastM += 4)
    for (let northM = -96; northM <= 100; northM += 4) {
      const { lonDeg, latDeg } = townPlace(eastM, northM)
      if (isSeen(view, lonDeg, latDeg) === shows(areas, eastM, northM)) same += 1
      else other += 1
    }
  expect(other / (same + other)).toBeLessThan(0.03)
})

test('where the ground is not known nothing is claimed', () => {
  const city = town([], { place: { lonDeg: 108, latDeg: 17 } })
  expect(seenGround(city, city.cameras[0]!)).toBeUndefined()
})
