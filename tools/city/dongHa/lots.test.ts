import { describe, expect, it } from 'vitest'
import { cornersOf, FreeGround, type Lot } from './lots'
import type { CityStreet } from './streets'

const lot = (x: number, y: number): Lot => ({ front: [x, y], inwards: [0, 1], frontageM: 6, depthM: 10 })
const street = (from: [number, number], to: [number, number]): CityStreet => ({
  from: 0,
  to: 1,
  line: [from, to],
  isBridge: false,
  road: { id: 'a', class: 'residential', ref: null, name: null, isSynthetic: true },
})

describe('cornersOf', () => {
  it('runs counter-clockwise from the front', () => {
    expect(cornersOf(lot(0, 0))).toEqual([
      [-3, 0],
      [3, 0],
      [3, 10],
      [-3, 10],
    ])
  })
})

describe('FreeGround', () => {
  it('does not build twice on the same ground, and keeps the gap', () => {
    const ground = new FreeGround([], () => false)
    expect([
      ground.take(lot(0, 0), 0.1),
      ground.take(lot(4, 3), 0.1),
      ground.take(lot(6.05, 0), 0.1),
      ground.take(lot(6.2, 0), 0.1),
    ]).toEqual([true, false, false, true])
  })

  it('keeps clear of streets, also of one that runs through the middle', () => {
    const ground = new FreeGround([street([-50, 5], [50, 5]), street([-50, 100], [50, 100])], () => false)
    expect([ground.take(lot(0, 0), 0), ground.take(lot(0, 6), 0), ground.take(lot(0, 92), 0), ground.take(lot(0, 12), 0)]).toEqual([
      false,
      false,
      false,
      true,
    ])
  })

  it('builds nowhere forbidden', () => {
    expect(new FreeGround([], ([x]) => x < 0).take(lot(0, 0), 0)).toBe(false)
  })
})
