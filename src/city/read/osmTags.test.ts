import { expect, test } from 'vitest'
import { buildingUse, facilityKind, groundKind, roadOf, streamWidth, waterArea } from './osmTags'

test('what may not be driven is no road', () => {
  const others: Record<string, string>[] = [
    { highway: 'steps' },
    { highway: 'residential', access: 'private' },
    { highway: 'service', area: 'yes' },
    { railway: 'rail' },
  ]
  for (const tags of others) expect(roadOf(tags), JSON.stringify(tags)).toBeUndefined()
  expect(roadOf({ highway: 'service', access: 'private', motor_vehicle: 'yes' })?.class).toBe('service')
})

test('one way is what says so, and what always is', () => {
  const oneWay = (tags: Record<string, string>) => roadOf({ highway: 'primary', ...tags })?.oneWay
  expect([oneWay({}), oneWay({ oneway: 'yes' }), oneWay({ oneway: 'reverse' }), oneWay({ junction: 'roundabout' })]).toEqual([0, 1, -1, 1])
  expect([oneWay({ highway: 'motorway' }), oneWay({ highway: 'motorway', oneway: 'no' })]).toEqual([1, 0])
})

test('a speed is a number that a road can have', () => {
  const speed = (maxspeed: string) => roadOf({ highway: 'primary', maxspeed })?.speedKmh
  expect([speed('50'), speed('60 km/h'), speed('VN:urban'), speed('999'), speed('signals')]).toEqual([50, 60, null, null, null])
})

test('a building has the use its tags tell', () => {
  expect(buildingUse({ building: 'yes' })).toBe('unknown')
  expect(buildingUse({ building: 'yes', shop: 'bakery' })).toBe('commercial')
  expect(buildingUse({ building: 'pagoda' })).toBe('religious')
  expect(buildingUse({ building: 'yes', office: 'government' })).toBe('government')
  expect(buildingUse({ building: 'bunker' })).toBe('other')
  expect([buildingUse({ building: 'no' }), buildingUse({ 'building:part': 'yes' })]).toEqual([undefined, undefined])
})

test('water is a line or an area, not under the ground', () => {
  expect([
    streamWidth({ waterway: 'river' }),
    streamWidth({ waterway: 'river', width: '80,5' }),
    streamWidth({ waterway: 'stream', tunnel: 'yes' }),
  ]).toEqual([25, 80.5, undefined])
  expect([waterArea({ natural: 'water' }), waterArea({ natural: 'water', water: 'river' }), waterArea({ natural: 'wood' })]).toEqual([
    'lake',
    'river',
    undefined,
  ])
})

test('a bus shelter is no shelter', () => {
  expect([facilityKind({ amenity: 'shelter' }), facilityKind({ amenity: 'fire_station' }), facilityKind({ power: 'substation' })]).toEqual([
    undefined,
    'fire-station',
    'substation',
  ])
})

test('ground is a railway that trains run on, and land that is green or built up', () => {
  expect([
    groundKind({ railway: 'rail' }),
    groundKind({ railway: 'rail', service: 'siding' }),
    groundKind({ railway: 'abandoned' }),
  ]).toEqual(['rail', undefined, undefined])
  expect([groundKind({ leisure: 'park' }), groundKind({ landuse: 'industrial' }), groundKind({ landuse: 'quarry' })]).toEqual([
    'green',
    'built-up',
    undefined,
  ])
})

test('a road that somebody has still to find out about has no name and no number', () => {
  const road = (tags: Record<string, string>) => roadOf({ highway: 'primary', ...tags })
  expect(road({ name: 'FIXME', ref: 'fixme' })).toMatchObject({ name: null, ref: null })
  expect(road({ 'name:vi': 'fixme', name: 'Hùng Vương', ref: 'QL.9' })).toMatchObject({ name: 'Hùng Vương', ref: 'QL.9' })
})
