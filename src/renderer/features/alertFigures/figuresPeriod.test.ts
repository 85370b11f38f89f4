import { expect, it } from 'vitest'
import type { Drill } from '#shared/contract/room'
import { periodOf } from './figuresPeriod'

it('is a day, thirty days, or the time that an exercise plays', () => {
  const drill: Drill = {
    id: 'd:1',
    title: { vi: 'Tập', en: 'Drill' },
    simulatedFromMs: 1,
    simulatedUntilMs: 2,
    startedAtMs: 9,
    speed: 1,
  }
  const nowMs = Date.UTC(2026, 0, 31)
  expect(periodOf('day', nowMs, drill)).toEqual({ fromMs: Date.UTC(2026, 0, 30), untilMs: nowMs })
  expect(periodOf('month', nowMs, null)).toEqual({ fromMs: Date.UTC(2026, 0, 1), untilMs: nowMs })
  expect(periodOf('drill', nowMs, drill)).toEqual({ fromMs: 1, untilMs: 2 })
})
