import { townModel, townPlace } from '#test/builders/cityModel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closedRing } from './areas'
import { coverageOf, isSeen, viewshed } from './coverage'
import { camerasThatSee, obstacleBetween, offAxisDeg } from './sightLines'
import type { SeenCity } from './sightLines'

const north = { id: 'north', place: townPlace(0, -100), mountHeightM: 6, headingDeg: 0, horizontalFieldOfViewDeg: 90, rangeM: 300 }

function seen(town: Parameters<typeof townModel>[0]): SeenCity & { roads: NonNullable<SeenCity['roads']> } {
  return townModel({
    buildings: [],
    cameras: [north],
    junctions: [townPlace(0, -90), townPlace(0, 190)],
    roads: [{ from: 0, to: 1, name: 'Hùng Vương' }],
    ...town,
  }) as SeenCity & { roads: NonNullable<SeenCity['roads']> }
}

const verdicts = (city: SeenCity, eastM: number, northM: number, heightM = 1.5): unknown[] =>
  camerasThatSee(city, townPlace(eastM, northM), heightM).cameras.map(({ id, verdict, buildingId }) => [id, verdict, buildingId])

test('each reason why a camera shows a place or not', () => {
  const house = { id: 'nhà', place: townPlace(0, 0), sizeM: 20, heightM: 12 }
  expect(verdicts(seen({}), 0, 100)).toEqual([['north', 'sees', null]])
  expect(verdicts(seen({ buildings: [house] }), 0, 100)).toEqual([['north', 'behind-building', 'nhà']])
  // A person on the roof of the house, and whoever stands before it, are seen.
  expect(verdicts(seen({ buildings: [house] }), 0, 0, 12)).toEqual([['north', 'sees', null]])
  expect(verdicts(seen({ buildings: [house] }), 0, -20)).toEqual([['north', 'sees', null]])
  expect(verdicts(seen({}), 100, -150)).toEqual([['north', 'outside-field', null]])
  expect(verdicts(seen({ cameras: [{ ...north, steerable: true }] }), 100, -150)).toEqual([['north', 'can-turn', null]])
  expect(verdicts(seen({}), 0, 250)).toEqual([['north', 'too-far', null]])
  expect(verdicts(seen({ groundM: (_, northM) => (Math.abs(northM) < 30 ? 14 : 2) }), 0, 100)).toEqual([['north', 'behind-ground', null]])
  expect(verdicts(seen({ cameras: [{ ...north, place: { lonDeg: 108, latDeg: 17 }, rangeM: 5000 }] }), 0, 0)).toEqual([
    ['north', 'too-far', null],
  ])
})

test('the best camera comes first: it sees, it is near', () => {
  const cameras = [
    { ...north, id: 'far', place: townPlace(0, -200) },
    { ...north, id: 'turned', place: townPlace(0, -50), headingDeg: 180, steerable: true },
    { ...north, id: 'near', place: townPlace(0, -60) },
    { ...north, id: 'blocked', place: townPlace(80, 0), headingDeg: 270 },
  ]
  const city = seen({ cameras, buildings: [{ place: townPlace(40, 0), sizeM: 10, heightM: 20 }] })
  expect(camerasThatSee(city, townPlace(0, 0), 1.5).cameras.map(({ id }) => id)).toEqual(['near', 'far', 'turned', 'blocked'])
})

test('angles off the axis go the short way round', () => {
  expect([offAxisDeg(350, 10), offAxisDeg(10, 350), offAxisDeg(0, 180), offAxisDeg(90, 90)]).toEqual([20, 20, 180, 0])
})

const boxes = fc.array(
  fc.record({
    eastM: fc.integer({ min: -90, max: 90 }),
    northM: fc.integer({ min: -80, max: 90 }),
    sizeM: fc.integer({ min: 4, max: 40 }),
    heightM: fc.integer({ min: 2, max: 30 }),
  }),
  { maxLength: 8 },
)

test('a box blocks a line exactly where the line passes through it', () => {
  fc.assert(
    fc.property(
      boxes,
      fc.integer({ min: -95, max: 95 }),
      fc.integer({ min: -60, max: 95 }),
      fc.integer({ min: 0, max: 25 }),
      (drawn, eastM, northM, heightM) => {
        const buildings = drawn.map(({ sizeM, heightM: high, ...at }) => ({ place: townPlace(at.eastM, at.northM), sizeM, heightM: high }))
        const city = seen({ buildings })
        const from = { ...townPlace(0, -100), heightM: 2 + 6 }
        const until = { ...townPlace(eastM, northM), heightM: 2 + heightM }
        // The oracle walks along the line in 2,000 steps.
        const isIn = (box: (typeof drawn)[number], x: number, y: number): boolean =>
          Math.abs(x - box.eastM) < box.sizeM / 2 && Math.abs(y - box.northM) < box.sizeM / 2
        let deepest = -Infinity
        for (let step = 1; step < 2000; step += 1) {
          const share = step / 2000
          const [x, y, z] = [eastM * share, -100 + (northM + 100) * share, 6 + (heightM - 6) * share]
          for (const box of drawn) {
            if (isIn(box, 0, -100) || isIn(box, eastM, northM)) continue
            if (isIn(box, x, y)) deepest = Math.max(deepest, box.heightM - z)
          }
        }
        // Where a line grazes a roof or a corner either may be said.
        fc.pre(deepest === -Infinity || Math.abs(deepest - 0.2) > 0.1)
        fc.pre(drawn.every((box) => !grazes(box, eastM, northM) && !isOnWall(box, 0, -100) && !isOnWall(box, eastM, northM)))
        expect(obstacleBetween(city, from, until) !== undefined).toBe(deepest > 0.2)
      },
    ),
    { numRuns: 200 },
  )
})

/** Who stands on a wall is neither before it nor behind it. */
function isOnWall(box: { eastM: number; northM: number; sizeM: number }, x: number, y: number): boolean {
  return Math.abs(Math.max(Math.abs(x - box.eastM), Math.abs(y - box.northM)) - box.sizeM / 2) < 0.5
}

function grazes(box: { eastM: number; northM: number; sizeM: number }, eastM: number, northM: number): boolean {
  const half = box.sizeM / 2
  const [dx, dy] = [eastM, northM + 100]
  const length = Math.hypot(dx, dy)
  return [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
  ].some(([x, y]) => Math.abs(dx * (box.northM + y! + 100) - dy * (box.eastM + x!)) / length < 0.2)
}

test('the picture of a camera agrees with single lines of sight, but for edges', () => {
  fc.assert(
    fc.property(boxes, (drawn) => {
      const buildings = drawn
        .filter(({ eastM, northM, sizeM }) => Math.max(Math.abs(eastM), Math.abs(northM + 100)) > sizeM / 2 + 3)
        .map(({ sizeM, heightM, ...at }) => ({ place: townPlace(at.eastM, at.northM), sizeM, heightM }))
      const city = seen({ buildings })
      const view = viewshed(city, city.cameras[0]!)!
      let [asked, agreed] = [0, 0]
      for (let eastM = -140; eastM <= 140; eastM += 9) {
        for (let northM = -90; northM <= 190; northM += 9) {
          if (drawn.some((box) => Math.abs(eastM - box.eastM) < box.sizeM / 2 + 1 && Math.abs(northM - box.northM) < box.sizeM / 2 + 1))
            continue
          const place = townPlace(eastM, northM)
          const bySight = camerasThatSee(city, place, 1.5).cameras[0]!.verdict === 'sees'
          asked += 1
          if (isSeen(view, place.lonDeg, place.latDeg) === bySight) agreed += 1
        }
      }
      // The picture is a grid: along the shadow of every corner one of ten places may be told either way where many small houses stand.
      expect(agreed / asked).toBeGreaterThan(0.9)
    }),
    { numRuns: 25 },
  )
})

test('coverage: what one camera sees of a square, and the street behind the house', () => {
  const square = closedRing([townPlace(-80, -80), townPlace(80, -80), townPlace(80, 80), townPlace(-80, 80)])
  const shape = { polygons: [square], circles: [] }
  const open = coverageOf(seen({}), shape)!
  // The sector of 90 degrees from 20 m below the square: y + 100 >= |x| leaves out two corners of 60 m.
  expect(open.result.areaM2 / 25_600).toBeCloseTo(1, 1)
  expect(Math.abs(open.result.seenM2 - (25_600 - 60 * 60))).toBeLessThan(600)
  expect(Math.abs(open.result.roadSeenM - 160)).toBeLessThan(6)
  expect(open.result.blindRoads).toEqual([])
  expect(open.seenAreas.length).toBeGreaterThan(0)
  const shut = coverageOf(seen({ buildings: [{ place: townPlace(0, -40), sizeM: 30, heightM: 40 }] }), shape)!
  expect(shut.result.areaM2).toBeLessThan(open.result.areaM2 - 800)
  expect(shut.result.blindRoads.map(({ name }) => name)).toEqual(['Hùng Vương'])
  expect(shut.result.roadSeenM).toBeLessThan(40)
})
