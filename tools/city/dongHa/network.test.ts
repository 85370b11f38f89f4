import { describe, expect, it } from 'vitest'
import { networkOf } from './network'
import { type Place } from './plane'

const line = (...places: Place[]): Place[] => places
const all = (): boolean => true
const never = (): boolean => false

describe('networkOf', () => {
  it('cuts streets where they cross and numbers the junction once', () => {
    const streets = networkOf(
      [
        { line: line([-100, 0], [100, 0]), rank: 0, road: 'a' },
        { line: line([0, -100], [0, 100]), rank: 1, road: 'b' },
      ],
      all,
      never,
    )
    expect(streets).toHaveLength(4)
    const ends = streets.flatMap(({ from, to }) => [from, to])
    const junction = ends.find((each) => ends.filter((other) => other === each).length === 4)
    expect(junction).toBeDefined()
    expect(streets.every(({ from, to }) => from === junction || to === junction)).toBe(true)
  })

  it('does not join a road that passes over another', () => {
    const streets = networkOf(
      [
        { line: line([-100, 0], [100, 0]), rank: 0, road: 'motorway' },
        { line: line([100, 0], [100, 80], [0, 80], [0, -100], [-100, -100], [-100, 0]), rank: 0, road: 'street' },
      ],
      all,
      (a, b) => a !== b,
    )
    expect(streets.map(({ road, line: places }) => [road, places.length])).toEqual([
      ['motorway', 2],
      ['street', 6],
    ])
  })

  it('leaves out stubs, refused pieces and what does not hang together with the rest', () => {
    const streets = networkOf(
      [
        { line: line([-200, 0], [200, 0]), rank: 0, road: 'main' },
        { line: line([0, -14], [0, 150]), rank: 1, road: 'with a stub' },
        { line: line([100, -100], [100, 100]), rank: 1, road: 'refused' },
        { line: line([900, 900], [990, 900]), rank: 1, road: 'island' },
      ],
      (_from, _to, { road }) => road !== 'refused',
      never,
    )
    expect(new Set(streets.map(({ road }) => road))).toEqual(new Set(['main', 'with a stub']))
    expect(streets.filter(({ road }) => road === 'with a stub').map(({ line: places }) => places.at(-1))).toEqual([[0, 150]])
  })

  it('makes one street of pieces that meet where nothing else does', () => {
    const streets = networkOf([{ line: line([0, 0], [50, 0], [90, 30]), rank: 0, road: 'bend' }], all, never)
    expect(streets).toEqual([{ from: 0, to: 2, line: line([0, 0], [50, 0], [90, 30]), road: 'bend' }])
  })
})
