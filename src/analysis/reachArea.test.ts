import { townPlace } from '#test/builders/cityModel'
import { expect, test } from 'vitest'
import { isInRing } from './areas'
import type { LonLat } from './areas'
import { reachAreas } from './reachArea'

const at = (eastM: number, northM: number): LonLat => {
  const { lonDeg, latDeg } = townPlace(eastM, northM)
  return [lonDeg, latDeg]
}
const holds = (areas: readonly (readonly LonLat[][])[], eastM: number, northM: number): boolean =>
  areas.some(([outer, ...holes]) => isInRing(outer!, ...at(eastM, northM)) && !holes.some((hole) => isInRing(hole, ...at(eastM, northM))))

/** One kilometre to the east in 100 s. */
const street = { line: [at(0, 0), at(1_000, 0)], fromSeconds: 0, untilSeconds: 100 }

test('a street is reached as far as the time lasts, and on both sides as far as people walk', () => {
  const [whole, half] = reachAreas([street], [100, 50])
  expect([holds(whole!.areas, 900, 0), holds(half!.areas, 400, 0), holds(half!.areas, 700, 0)]).toEqual([true, true, false])
  // At the beginning 100 s are left: 140 m by foot, but no farther than 100 m from a road.
  expect([holds(whole!.areas, 0, 85), holds(whole!.areas, 0, 125), holds(whole!.areas, 900, 60)]).toEqual([true, false, false])
  expect(half!.areaM2).toBeLessThan(whole!.areaM2)
})

test('its square metres are those of its rings, and a ring road leaves a hole', () => {
  const corners = [at(0, 0), at(600, 0), at(600, 600), at(0, 600), at(0, 0)]
  const [reached] = reachAreas([{ line: corners, fromSeconds: 0, untilSeconds: 10 }], [400])
  expect(reached!.areas.map((rings) => rings.length)).toEqual([2])
  expect(holds(reached!.areas, 300, 300)).toBe(false)
  // A band of 100 m on both sides of 2,400 m, with rounded corners outside and square ones inside.
  const band = 600 ** 2 + 4 * 600 * 100 + Math.PI * 100 ** 2 - 400 ** 2
  expect(reached!.areaM2 / band).toBeGreaterThan(0.85)
  expect(reached!.areaM2 / band).toBeLessThan(1.1)
})

test('nothing is reached from nowhere', () => {
  expect(reachAreas([], [60])).toEqual([{ areas: [], areaM2: 0 }])
})
