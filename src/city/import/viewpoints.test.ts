import { expect, test } from 'vitest'
import { viewpoint } from '#shared/contract/city'
import { viewpointsOf } from './viewpoints'

test('the first view holds the city, however far out a single farm lies; the second looks at where most houses are', () => {
  const lonDeg = Float64Array.from({ length: 101 }, (_, index) => (index === 0 ? 100 : 107.1 + (index % 10) * 0.001))
  const latDeg = Float64Array.from({ length: 101 }, (_, index) => (index === 0 ? 10 : 16.8 + Math.floor(index / 10) * 0.001))
  const [whole, centre] = viewpointsOf({ lonDeg, latDeg }).map((each) => viewpoint.parse(each))
  expect([whole?.target.lonDeg, whole?.target.latDeg]).toEqual([expect.closeTo(107.1045, 3), expect.closeTo(16.8045, 3)])
  expect(whole?.rangeM).toBeGreaterThan(1_200)
  expect(whole?.rangeM).toBeLessThan(2_500)
  expect([centre?.target.lonDeg, centre?.rangeM]).toEqual([expect.closeTo(107.104, 3), expect.toSatisfy((rangeM: number) => rangeM < 400)])
})

test('a single house is seen from as near as is allowed', () => {
  const views = viewpointsOf({ lonDeg: Float64Array.of(107.1), latDeg: Float64Array.of(16.8) })
  expect(views.map(({ rangeM, target }) => [rangeM, target])).toEqual([
    [300, { lonDeg: 107.1, latDeg: 16.8 }],
    [200, { lonDeg: 107.1, latDeg: 16.8 }],
  ])
})
