import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { areaOf, simplifyLine, simplifyTogether } from './simplifyWards.mjs'

type Position = [number, number]

/** A wavy border of many points between two squares that share it. */
const border: Position[] = Array.from({ length: 101 }, (_, i) => [107.05 + Math.sin(i / 4) * 0.0006, 16.8 + i * 0.001])
const west: Position[] = [[107, 16.8], ...border, [107, 16.9], [107, 16.8]]
const east: Position[] = [[107.1, 16.9], ...border.toReversed(), [107.1, 16.8], [107.1, 16.9]]

describe('simplifyTogether', () => {
  it('drops points and keeps the shared border the same on both sides', () => {
    const [left, right] = simplifyTogether([west, east], 40) as [Position[], Position[]]
    expect(left.length).toBeLessThan(west.length / 2)
    expect(left.at(-1)).toEqual(left[0])
    expect(right.at(-1)).toEqual(right[0])
    const onBorder = (ring: Position[]) => new Set(ring.filter(([lon]) => lon > 107.01 && lon < 107.09).map(String))
    expect(onBorder(left)).toEqual(onBorder(right))
    expect(onBorder(left).size).toBeGreaterThan(2)
  })

  it('moves the area by little', () => {
    const [left] = simplifyTogether([west, east], 40) as [Position[], Position[]]
    expect(areaOf(left) / areaOf(west)).toBeCloseTo(1, 2)
  })
})

describe('simplifyLine', () => {
  it('keeps what stands out by more than the tolerance', () => {
    const line: Position[] = [
      [107, 16.8],
      [107.01, 16.8001],
      [107.02, 16.81],
      [107.03, 16.8],
    ]
    expect(simplifyLine(line, 40)).toEqual([line[0], line[1], line[2], line[3]])
    expect(simplifyLine(line, 900)).toEqual([line[0], line[2], line[3]])
    expect(simplifyLine(line, 5_000)).toEqual([line[0], line[3]])
  })
})

describe('the wards of Đông Hà', () => {
  it('have about the area their source states', () => {
    const file = resolve(import.meta.dirname, '../../resources/city/dong-ha/wards.geojson')
    const { features } = JSON.parse(readFileSync(file, 'utf8')) as {
      features: { properties: { areaKm2: number }; geometry: { coordinates: Position[][] } }[]
    }
    for (const { properties, geometry } of features)
      expect(Math.abs(areaOf(geometry.coordinates[0]!) / properties.areaKm2 - 1)).toBeLessThan(0.01)
  })
})
