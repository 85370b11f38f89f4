import { expect, it } from 'vitest'
import type { AlertFigures } from '#shared/contract/alertFigures'
import { csvOf, figureRows } from './figureRows'

const figures: AlertFigures = {
  fromMs: 0,
  untilMs: 86_400_000,
  operators: 1,
  alerts: 400,
  peak: { startMs: 0, alerts: 30 },
  periods: [{ startMs: 0, alerts: 30 }],
  periodsAboveTen: 3,
  periodsInAll: 144,
  floods: [{ fromMs: 0, untilMs: 600_000, first: 'a', last: 'b', alerts: 30, peak: 30 }],
  floodMs: 600_000,
  standing: { count: 4, oldest: [] },
  chattering: [],
  fleeting: 1,
  topTen: [],
  topTenShare: 0.5,
  priorities: { critical: 2, high: 30, medium: 50, low: 318 },
  acknowledged: { count: 0, medianMs: null, p90Ms: null, waiting: 12 },
}

it('sets each figure beside its target', () => {
  const verdicts = Object.fromEntries(figureRows(figures).map(({ name, verdict }) => [name, verdict]))
  expect(verdicts).toEqual({
    alerts: 'none',
    perTen: 'bad',
    peak: 'bad',
    aboveTen: 'bad',
    floods: 'none',
    floodTime: 'good',
    standing: 'good',
    chattering: 'good',
    fleeting: 'bad',
    topTen: 'bad',
    critical: 'good',
    high: 'bad',
    medium: 'good',
    low: 'bad',
    acknowledged: 'none',
    median: 'none',
    p90: 'none',
    waiting: 'none',
  })
  const none = figureRows({ ...figures, alerts: 0, priorities: { critical: 0, high: 0, medium: 0, low: 0 } })
  expect(none.find(({ name }) => name === 'low')).toEqual({ name: 'low', value: null, unit: 'share', target: '≥ 80 %', verdict: 'none' })
})

it('writes cells that a spreadsheet takes for text', () => {
  expect(
    csvOf([
      ['Nguồn', '=1+1'],
      ['a "b"', '3'],
    ]),
  ).toBe('\uFEFF"Nguồn","\'=1+1"\r\n"a ""b""","3"\r\n')
})
