import { describe, expect, it } from 'vitest'
import { between, chanceOf, noiseOf } from './chance'

describe('chanceOf', () => {
  it('gives the same numbers for the same name and others for another', () => {
    const first = chanceOf('houses')
    const numbers = [first(), first(), first()]
    const again = chanceOf('houses')
    expect([again(), again(), again()]).toEqual(numbers)
    expect(chanceOf('streets')()).not.toBe(numbers[0])
  })

  it('spreads evenly over [0, 1)', () => {
    const chance = chanceOf('even')
    const tenths = Array.from({ length: 10 }, () => 0)
    for (let i = 0; i < 20_000; i++) {
      const value = chance()
      expect(value >= 0 && value < 1).toBe(true)
      tenths[Math.floor(value * 10)]! += 1
    }
    for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(200)
  })
})

describe('noiseOf', () => {
  it('is smooth, bounded and repeats itself', () => {
    const noise = noiseOf('hills', 500)
    for (let x = -5_000; x < 5_000; x += 137) {
      const here = noise(x, x / 3)
      expect(Math.abs(here)).toBeLessThanOrEqual(1)
      expect(Math.abs(noise(x + 1, x / 3) - here)).toBeLessThan(0.02)
      expect(noiseOf('hills', 500)(x, x / 3)).toBe(here)
    }
  })
})

describe('between', () => {
  it('goes from 0 to 1, either way round', () => {
    expect([between(10, 20, 5), between(10, 20, 15), between(10, 20, 25)]).toEqual([0, 0.5, 1])
    expect([between(20, 10, 5), between(20, 10, 15), between(20, 10, 25)]).toEqual([1, 0.5, 0])
  })
})
