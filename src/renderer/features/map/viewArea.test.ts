import { expect, it } from 'vitest'
import { viewOf } from './cameraPose'
import { offsetPlace } from './ellipsoid'
import { metresPerPixel } from './projection'
import { areaInView } from './viewArea'

const target = { lonDeg: 107.1, latDeg: 16.82 }
const bounds = { westDeg: 107, southDeg: 16.7, eastDeg: 107.2, northDeg: 16.9 }
const pose = { target, rangeM: 5_000, headingDeg: 0, pitchDeg: -90 }

it('from above it is the box of the picture, whatever the heading', () => {
  const view = viewOf(pose, 1_000, 600)
  const scale = metresPerPixel(view, 5_000)
  const [east, north] = [offsetPlace(target, 500 * scale, 0), offsetPlace(target, 0, 300 * scale)]
  const area = areaInView(view, bounds)
  expect(area.eastDeg).toBeCloseTo(east.lonDeg, 3)
  expect(area.northDeg).toBeCloseTo(north.latDeg, 3)
  const turned = areaInView(viewOf({ ...pose, headingDeg: 90 }, 1_000, 600), bounds)
  expect(turned.northDeg - turned.southDeg).toBeGreaterThan(area.northDeg - area.southDeg)
})

it('towards the horizon it reaches to the end of the city', () => {
  const area = areaInView(viewOf({ ...pose, pitchDeg: -10 }, 1_000, 600), bounds)
  expect([area.westDeg <= bounds.westDeg, area.northDeg >= bounds.northDeg]).toEqual([true, true])
})
