import type { Gauge } from '#shared/contract/city'
import type { Reading } from '#shared/contract/reading'
import { describe, expect, it } from 'vitest'
import { gaugeAsOf, viewGauge } from './gaugeSeries'

const gauge: Gauge = {
  id: 'dong-ha',
  name: { vi: 'Đông Hà', en: 'Đông Hà' },
  river: { vi: 'sông Hiếu', en: 'Hiếu River' },
  place: { lonDeg: 107.1, latDeg: 16.82 },
  placeCertainty: { vi: '', en: '' },
  levelsM: [2, 3, 4],
  legalBasis: '',
  peaks: [],
  freshnessLimitMs: 1,
}
const reading = (valueM: number, observedAtMs: number, changes: Partial<Reading> = {}): Reading => ({
  gaugeId: 'dong-ha',
  valueM,
  observedAtMs,
  basis: 'observed',
  source: 'bản tin',
  peak: false,
  drillId: null,
  ...changes,
})

const now = { nowMs: 7, simulatedMs: 6 }

describe('view of a gauge', () => {
  it('has no value while nothing was sent', () => {
    expect(viewGauge(gauge, [], false, now)).toMatchObject({ last: undefined, series: [], forecast: null, level: 0, isDrill: false })
  })

  it('shows the last value and the level it reaches', () => {
    const states = [{ gaugeId: 'dong-ha', actual: [reading(1.64, 1), reading(3.2, 2)], drill: [], forecast: null }]
    expect(viewGauge(gauge, states, false, now)).toMatchObject({ last: { valueM: 3.2 }, level: 2, isDrill: false })
  })

  it('shows the drill while one is open and has values, and then only the forecast of the drill', () => {
    const drilled = reading(5.16, 5, { drillId: 'd' })
    const state = {
      gaugeId: 'dong-ha',
      actual: [reading(1, 9)],
      drill: [drilled],
      forecast: reading(5.7, 8, { basis: 'forecast', drillId: 'd' }),
    }
    expect(viewGauge(gauge, [state], true, now)).toMatchObject({ last: drilled, isDrill: true, level: 3, forecast: { valueM: 5.7 } })
    const realForecast = { ...state, forecast: reading(2, 99, { basis: 'forecast' }) }
    expect(viewGauge(gauge, [realForecast], true, now).forecast).toBeNull()
    expect(viewGauge(gauge, [realForecast], false, now).forecast).toMatchObject({ valueM: 2 })
  })

  it('drops a forecast whose hour has passed', () => {
    const state = { gaugeId: 'dong-ha', actual: [reading(3, 10)], drill: [], forecast: reading(3.7, 9, { basis: 'forecast' }) }
    expect(viewGauge(gauge, [state], false, now).forecast).toBeNull()
    const ahead = { ...state, forecast: reading(3.7, 20, { basis: 'forecast' }) }
    expect(viewGauge(gauge, [ahead], false, { nowMs: 19, simulatedMs: null }).forecast).not.toBeNull()
    expect(viewGauge(gauge, [ahead], false, { nowMs: 20, simulatedMs: null }).forecast).toBeNull()
  })
})

describe('a gauge as it stood', () => {
  const view = viewGauge(
    gauge,
    [{ gaugeId: 'dong-ha', actual: [reading(1.64, 1), reading(3.2, 2), reading(4.1, 5)], drill: [], forecast: reading(5, 9) }],
    false,
    now,
  )

  it('has the readings of that time and the level they reached; what was forecast is not known any more', () => {
    expect(gaugeAsOf(view, 4)).toMatchObject({
      last: { valueM: 3.2 },
      series: [{ valueM: 1.64 }, { valueM: 3.2 }],
      level: 2,
      forecast: null,
    })
    expect(gaugeAsOf(view, 5).level).toBe(3)
  })

  it('has nothing before the first reading', () => {
    expect(gaugeAsOf(view, 0)).toMatchObject({ last: undefined, series: [], level: 0, isDrill: false })
  })
})
