import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { connectivityField } from '#analysis/floodField'
import { valueAt } from '#analysis/heightGrid'
import { baseMapFile, wardsFile } from '#shared/contract/baseMap'
import { camerasFile, facilitiesFile } from '#shared/contract/cityParts'
import type { CityBuilding } from './buildings'
import { type DemoCity, demoCityOf, piecesOf } from './demoCity'
import { fromBankM } from './facts'
import { isInside, nearestOn, placeOf, positionOf, type Place } from './plane'
import { terrainBox, terrainSize } from './terrain'

const folder = resolve(import.meta.dirname, '../../../resources/city/dong-ha')
const read = (file: string): unknown => JSON.parse(readFileSync(resolve(folder, file), 'utf8'))

let city: DemoCity
beforeAll(() => {
  city = demoCityOf(baseMapFile.parse(read('basemap.geojson')), wardsFile.parse(read('wards.geojson')))
}, 60_000)

describe('the streets of the demo city', () => {
  it('hang together', () => {
    const next = new Map<number, number[]>()
    for (const { from, to } of city.streets) {
      next.set(from, [...(next.get(from) ?? []), to])
      next.set(to, [...(next.get(to) ?? []), from])
    }
    const reached = new Set([city.streets[0]!.from])
    for (const junction of reached) for (const other of next.get(junction)!) reached.add(other)
    expect(reached.size).toBe(next.size)
  })

  it('keep every main road that is known', () => {
    const ids = new Set(city.streets.map(({ road }) => road.id))
    for (const { id } of city.facts.roads) expect(ids.has(id), id).toBe(true)
  })

  it('cross the rivers on the three known bridges and nowhere else', () => {
    const pieces = piecesOf(city.facts, city.streets)
    expect([...new Set(pieces.filter(({ isBridge }) => isBridge).map(({ road }) => road.id))].toSorted()).toEqual([
      'ct01',
      'ql1-east-bypass-n',
      'ql1-main',
    ])
    const wet = pieces.filter(({ isBridge, line }) => !isBridge && line.some((place) => fromBankM(city.facts, place) < 0))
    expect(wet.map(({ road }) => road.id)).toEqual([])
  })

  it('loses no place where a street is cut for its bridge', () => {
    const ql1 = piecesOf(city.facts, city.streets).filter(({ road }) => road.id === 'ql1-main')
    const starts = new Set(ql1.map(({ line }) => line[0]!.join()))
    const ends = ql1.map(({ line }) => line.at(-1)!.join()).filter((end) => !starts.has(end))
    expect(ends).toHaveLength(1)
  })
})

describe('the buildings of the demo city', () => {
  it('are as many as such a city has, each with an id of its own', () => {
    expect(city.buildings.length).toBeGreaterThan(9_000)
    expect(city.buildings.length).toBeLessThan(15_000)
    expect(new Set(city.buildings.map(({ id }) => id)).size).toBe(city.buildings.length)
  })

  it('share out the residents that are known', () => {
    const people = city.buildings.reduce((sum, building) => sum + (building.people ?? 0), 0)
    expect(Math.abs(people - 102_478)).toBeLessThan(100)
  })

  it('stand on no river, no street, and not on each other', () => {
    const middles = city.buildings.map(({ ring }): Place => [(ring[0]![0] + ring[2]![0]) / 2, (ring[0]![1] + ring[2]![1]) / 2])
    for (const middle of middles) expect(fromBankM(city.facts, middle)).toBeGreaterThan(10)
    // Each fortieth against all others.
    const clashes = city.buildings.flatMap(({ ring, id }, i) =>
      i % 40 === 0 ? middles.flatMap((middle, j) => (i !== j && isInside(ring, middle) ? [`${id} ${city.buildings[j]!.id}`] : [])) : [],
    )
    expect(clashes).toEqual([])
  })

  it('are dense along Lê Duẩn and thin out', () => {
    const within = (line: readonly Place[], fromM: number, toM: number): number =>
      city.buildings.filter(({ ring }) => {
        const away = nearestOn(line, ring[0]!).distanceM
        return away >= fromM && away < toM
      }).length
    const leDuan = city.facts.roads.find(({ id }) => id === 'ql1-main')!.line
    const near = within(leDuan, 0, 100)
    const far = within(leDuan, 2_000, 2_100)
    expect(near).toBeGreaterThan(700)
    expect(near).toBeGreaterThan(far * 4)
  })

  it('name the landmarks, near where they are', () => {
    for (const id of ['ga-dong-ha', 'bao-tang', 'muong-thanh']) {
      const landmark = city.facts.landmarks.get(id)!
      const building = city.buildings.find(({ name }) => name === landmark.name!.vi)!
      expect(nearestOn([...building.ring, building.ring[0]!], landmark.place).distanceM, id).toBeLessThan(75)
    }
  })
})

describe('the ground of the demo city', () => {
  const levelsAt = (buildings: readonly CityBuilding[]): ((levelM: number) => number) => {
    const grid = { ...terrainBox, ...terrainSize, heightsM: Float32Array.from(city.heightsDm, (dm) => dm / 10) }
    const river = [...grid.heightsM.keys()].filter((post) => grid.heightsM[post]! < -1)
    const field = connectivityField(grid, river)
    const thresholds = buildings.map(({ ring }) => valueAt(grid, field, ...positionOf(ring[0]!)))
    return (levelM) => thresholds.filter((threshold) => threshold <= levelM).length / buildings.length
  }

  it('is hardly wet at warning level 1, and Đông Giang is under water at the peak of October 2020', () => {
    const centre = placeOf([107.1125, 16.8425])
    const dongGiang = city.buildings.filter(
      ({ ring }) => Math.abs(ring[0]![0] - centre[0]) < 900 && Math.abs(ring[0]![1] - centre[1]) < 600,
    )
    expect(dongGiang.length).toBeGreaterThan(200)
    const wholeCity = levelsAt(city.buildings)
    const lowGround = levelsAt(dongGiang)
    expect(wholeCity(2)).toBeLessThan(0.001)
    expect(wholeCity(3)).toBeLessThan(0.05)
    expect(lowGround(5.35)).toBeGreaterThan(0.98)
    expect(wholeCity(5.35)).toBeGreaterThan(0.2)
    expect(wholeCity(5.35)).toBeLessThan(0.5)
  })

  it('has hills in the south-west, a plain of a few metres, and a bed below the sea', () => {
    const heightsM = Float32Array.from(city.heightsDm, (dm) => dm / 10)
    const heightAt = (lonDeg: number, latDeg: number): number =>
      valueAt({ ...terrainBox, ...terrainSize, heightsM }, heightsM, lonDeg, latDeg)
    const highestDm = city.heightsDm.reduce((highest, dm) => Math.max(highest, dm))
    expect(highestDm).toBeLessThan(1_000)
    expect(highestDm).toBeGreaterThan(600)
    expect(heightAt(107.112, 16.8435)).toBeLessThan(3.4)
    expect(heightAt(107.104, 16.8145)).toBeGreaterThan(5)
    expect(heightAt(107.10422, 16.82976)).toBeLessThan(-2)
  })
})

describe('facilities and cameras', () => {
  it('are what the contract says, with ids of their own, and say what is invented', () => {
    const { facilities } = facilitiesFile.parse(city.facilities)
    const { cameras } = camerasFile.parse(city.cameras)
    expect(new Set(facilities.map(({ id }) => id)).size).toBe(facilities.length)
    expect(new Set(cameras.map(({ id }) => id)).size).toBe(cameras.length)
    expect(cameras.every(({ synthetic }) => synthetic)).toBe(true)
    expect(facilities.filter(({ synthetic }) => !synthetic).map(({ id }) => id)).toEqual(['ga-dong-ha', 'dh-hue', 'cdsp', 'thu-vien'])
    expect(facilities.find(({ id }) => id === 'benh-vien')?.certainty).toContain('not known')
    expect(facilities.filter(({ kind }) => kind === 'shelter').length).toBeGreaterThan(5)
  })
})
