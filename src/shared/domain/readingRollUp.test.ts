import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Reading } from '#shared/contract/reading'
import { joinRollUps, rollUp, rollUpPeriods, type RollUp } from './readingRollUp'

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
const of = (rolled: RollUp[], period: RollUp['period']): RollUp[] => rolled.filter((each) => each.period === period)

test('says least, most, sum, number, last, and from when to when, for the minute, the hour and the day', () => {
  const rolled = rollUp([reading(2, 3_600_000), reading(5, 3_605_000), reading(3, 3_661_000)])
  const key = { gaugeId: 'dong-ha', drillId: null, basis: 'observed' }
  expect(of(rolled, 'hour')).toEqual([
    {
      ...key,
      period: 'hour',
      startMs: 3_600_000,
      count: 3,
      minM: 2,
      maxM: 5,
      sumM: 10,
      lastM: 3,
      firstAtMs: 3_600_000,
      lastAtMs: 3_661_000,
    },
  ])
  expect(of(rolled, 'minute').map(({ startMs, count, lastM }) => [startMs, count, lastM])).toEqual([
    [3_600_000, 2, 5],
    [3_660_000, 1, 3],
  ])
  expect(of(rolled, 'day').map(({ startMs, count }) => [startMs, count])).toEqual([[0, 3]])
})

test('takes the last by the time of the reading, not by when it came', () => {
  expect(of(rollUp([reading(4, 2_000), reading(1, 1_000)]), 'minute')).toMatchObject([{ lastM: 4, firstAtMs: 1_000, lastAtMs: 2_000 }])
  expect(of(rollUp([reading(4, 2_000), reading(1, 2_000)]), 'minute')).toMatchObject([{ lastM: 1 }])
})

test('never mixes what was read with what was interpolated, reality with a drill, or gauges; a forecast is in none', () => {
  const rolled = rollUp([
    reading(1, 0),
    reading(2, 0, { basis: 'interpolated' }),
    reading(3, 0, { drillId: 'drill' }),
    reading(4, 0, { gaugeId: 'cam-lo' }),
    reading(9, 0, { basis: 'forecast' }),
  ])
  expect(of(rolled, 'day').map(({ count, sumM }) => [count, sumM])).toEqual([
    [1, 1],
    [1, 2],
    [1, 3],
    [1, 4],
  ])
})

test('a time before 1970 is in the period that holds it', () => {
  expect(of(rollUp([reading(1, -1)]), 'minute')).toMatchObject([{ startMs: -60_000 }])
})

const readings = fc.array(
  fc.record({
    value: fc.integer({ min: -4, max: 40 }),
    atMs: fc.integer({ min: -200_000, max: 200_000 }),
    basis: fc.constantFrom('observed' as const, 'interpolated' as const, 'forecast' as const),
  }),
  { maxLength: 40 },
)

test('rolled up in two goes is rolled up at once, wherever it is cut', () => {
  fc.assert(
    fc.property(readings, fc.nat(40), (made, cut) => {
      const all = made.map(({ value, atMs, basis }) => reading(value / 4, atMs, { basis }))
      const joined = new Map<string, RollUp>()
      for (const one of [...rollUp(all.slice(0, cut)), ...rollUp(all.slice(cut))]) {
        const key = `${one.basis} ${one.period} ${one.startMs}`
        const before = joined.get(key)
        joined.set(key, before === undefined ? one : joinRollUps(before, one))
      }
      expect([...joined.values()]).toEqual(rollUp(all))
    }),
  )
})

test('every reading but a forecast is in one roll-up of each length, and within its bounds', () => {
  fc.assert(
    fc.property(readings, (made) => {
      const all = made.map(({ value, atMs, basis }) => reading(value / 4, atMs, { basis }))
      const rolled = rollUp(all)
      for (const one of all) {
        const holding = rolled.filter(
          ({ basis, period, startMs }) =>
            basis === one.basis && startMs <= one.observedAtMs && one.observedAtMs < startMs + rollUpPeriods[period],
        )
        expect(holding.map(({ period }) => period).toSorted()).toEqual(one.basis === 'forecast' ? [] : ['day', 'hour', 'minute'])
        for (const { minM, maxM } of holding) expect(minM <= one.valueM && one.valueM <= maxM).toBe(true)
      }
    }),
  )
})
