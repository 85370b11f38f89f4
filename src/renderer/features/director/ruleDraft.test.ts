import { describe, expect, it } from 'vitest'
import { wallRule } from '#shared/contract/wall'
import { clockOf, minuteOf, ruleFor } from './ruleDraft'

describe('a rule that is being written', () => {
  it('reads and writes times of the day', () => {
    expect(['00:00', '22:05', '23:59'].map(minuteOf)).toEqual([0, 1_325, 1_439])
    expect(['', '24:00', '7:00', '07:60', '07:00:00'].map(minuteOf)).toEqual([undefined, undefined, undefined, undefined, undefined])
    expect([0, 1_325, 1_439].map(clockOf)).toEqual(['00:00', '22:05', '23:59'])
  })

  it('fits the contract under a name of its own', () => {
    const trigger = { event: 'schedule' as const, days: [1, 7], fromMinute: 0, untilMinute: 60 }
    const first = ruleFor('Cảnh đêm', 'night', trigger, [])
    const second = ruleFor('Cảnh đêm', 'night', trigger, [first])
    expect([first.id, second.id]).toEqual(['r-canh-dem', 'r-canh-dem-2'])
    for (const rule of [first, second, ruleFor('…', 'night', trigger, [])]) expect(wallRule.safeParse(rule).error?.message).toBeUndefined()
  })
})
