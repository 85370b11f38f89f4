import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boxesAround, boxesNearAndFar, createOccupancy, type Box } from './labelPlacement'

describe('createOccupancy', () => {
  it('gives the first candidate that is free and inside', () => {
    const occupied = createOccupancy(400, 300, 4)
    occupied.take({ x: 100, y: 100, width: 50, height: 20 })
    const candidates = [
      { x: 140, y: 110, width: 60, height: 20 },
      { x: -10, y: 10, width: 60, height: 20 },
      { x: 155, y: 100, width: 60, height: 20 },
      { x: 300, y: 200, width: 60, height: 20 },
    ]
    expect(occupied.takeFirstFree(candidates)).toEqual(candidates[2])
    expect(occupied.takeFirstFree(candidates)).toEqual(candidates[3])
    expect(occupied.takeFirstFree(candidates)).toBeUndefined()
  })

  it('keeps its gap', () => {
    const occupied = createOccupancy(400, 300, 4)
    occupied.take({ x: 100, y: 100, width: 50, height: 20 })
    expect(occupied.takeFirstFree([{ x: 153, y: 100, width: 20, height: 20 }])).toBeUndefined()
    expect(occupied.takeFirstFree([{ x: 154, y: 100, width: 20, height: 20 }])).toBeDefined()
  })

  it('never lays two labels on each other', () => {
    const box = fc.record({
      x: fc.integer({ min: -20, max: 620 }),
      y: fc.integer({ min: -20, max: 420 }),
      width: fc.integer({ min: 1, max: 200 }),
      height: fc.integer({ min: 1, max: 40 }),
    })
    fc.assert(
      fc.property(fc.array(box, { maxLength: 80 }), (boxes) => {
        const occupied = createOccupancy(600, 400, 3)
        const placed = boxes.map((each) => occupied.takeFirstFree([each])).filter((each): each is Box => each !== undefined)
        for (const [index, a] of placed.entries())
          for (const b of placed.slice(index + 1))
            expect(a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height).toBe(false)
      }),
    )
  })

  it('offers boxes around a point that do not cover it', () => {
    for (const { x, y, width, height } of [...boxesAround(50, 50, 8, 30, 12), ...boxesNearAndFar(50, 50, 8, 30, 12)])
      expect(x < 50 && 50 < x + width && y < 50 && 50 < y + height).toBe(false)
  })
})
