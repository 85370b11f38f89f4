import { describe, expect, it } from 'vitest'
import { createBuildingFinder } from './buildingPick'
import { viewOf } from './cameraPose'
import { offsetPlace, toWorld } from './ellipsoid'
import { projectPoint } from './projection'
import { blockTable, type Block } from './testing/buildingBuilders'
import { place } from './testing/mapBuilders'

const blocks: Block[] = [
  { id: 'low', eastM: 0, northM: 60, heightM: 6 },
  { id: 'tower', eastM: 0, northM: 0, heightM: 60 },
  { id: 'hill', eastM: 200, northM: 0, heightM: 8, groundM: 40 },
]
const table = blockTable(blocks)
const finder = createBuildingFinder(table)
// From the south, looking north and down.
const view = viewOf({ target: place, rangeM: 900, headingDeg: 0, pitchDeg: -30 }, 800, 600)
const idAt = (eastM: number, northM: number, heightM: number) => {
  const { lonDeg, latDeg } = offsetPlace(place, eastM, northM)
  const at = projectPoint(view, toWorld(lonDeg, latDeg, heightM))!
  const row = finder.at(view, at.x, at.y)
  return row < 0 ? null : table.idOf(row)
}

describe('the building that is seen at a point', () => {
  it('is met at its roof and at its wall', () => {
    expect([idAt(0, 0, 60), idAt(0, -10, 30), idAt(200, 0, 48), idAt(200, -10, 42)]).toEqual(['tower', 'tower', 'hill', 'hill'])
  })

  it('is the one in front: a tower hides what stands behind it', () => {
    expect(idAt(0, 60, 6)).toBe('tower')
    const above = viewOf({ target: place, rangeM: 900, headingDeg: 0, pitchDeg: -90 }, 800, 600)
    const { lonDeg, latDeg } = offsetPlace(place, 0, 60)
    const at = projectPoint(above, toWorld(lonDeg, latDeg, 6))!
    expect(table.idOf(finder.at(above, at.x, at.y))).toBe('low')
  })

  it('is none over open ground, under a house on a hill, beside a wall and in the sky', () => {
    expect([idAt(-80, -40, 0), idAt(200, -10, 20), idAt(14, -12, 5)]).toEqual([null, null, null])
    const flat = viewOf({ target: place, rangeM: 900, headingDeg: 0, pitchDeg: -5 }, 800, 600)
    expect(finder.at(flat, 400, 1)).toBe(-1)
  })

  it('is none in a city without buildings', () => {
    expect(createBuildingFinder(blockTable([])).at(view, 400, 300)).toBe(-1)
  })
})

it('finds what touches a box', () => {
  const { lonDeg, latDeg } = offsetPlace(place, 9, 60)
  expect(finder.within(lonDeg, latDeg, lonDeg + 0.0001, latDeg).map(table.idOf)).toEqual(['low'])
})
