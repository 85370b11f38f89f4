import { describe, expect, it } from 'vitest'
import { simulatedTimeMs } from './simulatedTime'

const drill = {
  id: 'drill-1',
  title: { vi: 'Lũ', en: 'Flood' },
  simulatedFromMs: 1_000_000,
  simulatedUntilMs: 2_000_000,
  startedAtMs: 500,
  speed: 60,
}

describe('simulatedTimeMs', () => {
  it('runs at the speed of the scenario from its own start', () => {
    expect(simulatedTimeMs(drill, 500)).toBe(1_000_000)
    expect(simulatedTimeMs(drill, 1_500)).toBe(1_060_000)
  })

  it('never leaves the scenario', () => {
    expect(simulatedTimeMs(drill, 0)).toBe(1_000_000)
    expect(simulatedTimeMs(drill, 10_000_000)).toBe(2_000_000)
  })
})
