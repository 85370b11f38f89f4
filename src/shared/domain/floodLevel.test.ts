import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { floodSeverity, levelOf, marginOf } from './floodLevel'

const dongHaM = [2, 3, 4]
const thachHanM = [3, 4.5, 6]

describe('levelOf', () => {
  it.each([
    [1.99, 0],
    [2, 1],
    [2.994, 1],
    [2.995, 2],
    [3.99, 2],
    [4, 3],
    [5.36, 3],
    [-0.4, 0],
  ])('%d m at Đông Hà is level %d', (valueM, level) => {
    expect(levelOf(valueM, dongHaM)).toBe(level)
  })
})

describe('marginOf', () => {
  it.each([
    [1.64, dongHaM, 1, -36],
    [3.7, dongHaM, 3, -30],
    [5.16, dongHaM, 3, 116],
    [5.17, dongHaM, 3, 117],
    [2.94, dongHaM, 2, -6],
    [1.67, thachHanM, 1, -133],
    [5.03, thachHanM, 2, 53],
    [7.33, thachHanM, 3, 133],
  ])('%d m against %j: as the bulletins of October 2020 state it', (valueM, levelsM, level, aboveCm) => {
    expect(marginOf(valueM, levelsM)).toEqual({ level, aboveCm })
  })

  it('names the lower level half way between two, and a level itself with no margin', () => {
    expect(marginOf(2.5, dongHaM)).toEqual({ level: 1, aboveCm: 50 })
    expect(marginOf(3, dongHaM)).toEqual({ level: 2, aboveCm: 0 })
  })

  it('adds up: the named level and the margin give the value back, in whole centimetres', () => {
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 3_000 }), (valueCm) => {
        const { level, aboveCm } = marginOf(valueCm / 100, dongHaM)
        expect((level + 1) * 100 + aboveCm).toBe(valueCm)
        expect(Number.isInteger(aboveCm)).toBe(true)
      }),
    )
  })
})

describe('floodSeverity', () => {
  it.each([
    [2, 'Moderate', 'Expected', 'medium'],
    [3, 'Severe', 'Expected', 'high'],
    [4, 'Severe', 'Immediate', 'critical'],
    [4.99, 'Severe', 'Immediate', 'critical'],
    [5, 'Extreme', 'Immediate', 'critical'],
  ])('%d m is %s and %s, which the room calls %s', (valueM, capSeverity, urgency, severity) => {
    expect(floodSeverity(levelOf(valueM, dongHaM), valueM, dongHaM)).toEqual({ capSeverity, urgency, severity })
  })
})
