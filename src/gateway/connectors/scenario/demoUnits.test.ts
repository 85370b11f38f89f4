import { describe, expect, test } from 'vitest'
import { positions } from '#shared/contract/position'
import { createDemoUnits } from './demoUnits'

/** A square of four streets, both ways, and an island that nobody may drive on. */
function square() {
  const corners = [
    [107.1, 16.8],
    [107.101, 16.8],
    [107.101, 16.801],
    [107.1, 16.801],
    [107.2, 16.9],
    [107.201, 16.9],
  ] as const
  const ways = [[1, 3], [0, 2], [1, 3], [2, 0], [5], [4]] // prettier-ignore
  const targets = ways.flat()
  return new Map<string, Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>([
    ['lonDeg', Float64Array.from(corners, ([lonDeg]) => lonDeg)],
    ['latDeg', Float64Array.from(corners, ([, latDeg]) => latDeg)],
    ['arcStart', Uint32Array.from([0, 2, 4, 6, 8, 9, 10])],
    ['arcTarget', Uint32Array.from(targets)],
    ['arcSeconds', Float32Array.from(targets, () => 11)],
    ['arcLengthM', Float32Array.from(targets, () => 110)],
    ['component', Uint8Array.from([1, 1, 1, 1, 0, 0])],
  ])
}

describe('units of an exercise', () => {
  test('stay on the roads that lead everywhere, say that they are made up, and pass the contract', () => {
    const units = createDemoUnits(square(), 7)
    for (let second = 0; second < 200; second += 1) {
      const now = units.drive(1, second * 1_000)
      expect(positions.parse({ positions: now }).positions).toEqual(now)
      for (const { place, drill, name } of now) {
        const onStreet = [place.lonDeg - 107.1, 107.101 - place.lonDeg, place.latDeg - 16.8, 16.801 - place.latDeg]
        expect(Math.min(...onStreet)).toBeCloseTo(0, 9)
        expect([drill, name.includes('diễn tập')]).toEqual([true, true])
      }
    }
  })

  test('drive the same ways with the same seed, others with another', () => {
    const run = (seed: number) => JSON.stringify([1, 30, 90].map((seconds) => createDemoUnits(square(), seed).drive(seconds, 0)))
    expect(run(1)).toBe(run(1))
    expect(run(1)).not.toBe(run(2))
  })

  test('drive no faster than the road, and point where they drive', () => {
    const units = createDemoUnits(square(), 3)
    const before = units.drive(1, 0)
    const after = units.drive(1, 1_000)
    after.forEach(({ place, headingDeg }, index) => {
      const [east, north] = [place.lonDeg - before[index]!.place.lonDeg, place.latDeg - before[index]!.place.latDeg]
      expect(Math.hypot(east, north) * 111_000).toBeLessThan(11.5)
      expect(Math.min(...[0, 90, 180, 270, 360].map((right) => Math.abs(headingDeg! - right)))).toBeLessThan(1)
    })
  })

  test('there are none without a connected road', () => {
    const island = square()
    island.set('component', new Uint8Array(6))
    expect(createDemoUnits(island, 1).drive(1, 0)).toEqual([])
    island.delete('arcTarget')
    expect(() => createDemoUnits(island, 1)).toThrow('arcTarget')
  })
})
