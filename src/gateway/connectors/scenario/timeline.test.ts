import { describe, expect, it } from 'vitest'
import type { Reading } from '#shared/contract/reading'
import type { Observation } from '../connector'
import type { ScenarioLine } from './scenarioFile'
import { timelineOf } from './timeline'

const startMs = Date.parse('2020-10-16T11:00:00+07:00')
const minutes = (count: number): number => startMs + count * 60_000
const reading = (minute: number, valueM: number, gaugeId = 'g', peak = false): ScenarioLine => ({
  kind: 'reading',
  at: minutes(minute),
  gaugeId,
  valueM,
  peak,
  source: `at ${minute}`,
})
const forecast = (minute: number, untilMinute: number, valueM: number): ScenarioLine => ({
  kind: 'forecast',
  at: minutes(minute),
  gaugeId: 'g',
  valueM,
  source: 'f',
  forecastFor: { from: minutes(minute), until: minutes(untilMinute) },
})
function readingOf(observation: Observation): Reading {
  if (observation.kind !== 'reading') throw new Error(`${observation.kind} is no reading`)
  return observation.reading
}
const shown = (lines: ScenarioLine[]): unknown[] =>
  timelineOf({ lines }, 'd').map(({ atMs, observe }) => {
    const each = readingOf(observe(0))
    return [(atMs - startMs) / 60_000, each.gaugeId, each.valueM, each.basis]
  })

describe('timelineOf', () => {
  it('draws a straight line in centimetres at every whole ten minutes between two readings', () => {
    expect(shown([reading(0, 1), reading(30, 1.1)])).toEqual([
      [0, 'g', 1, 'observed'],
      [10, 'g', 1.03, 'interpolated'],
      [20, 'g', 1.07, 'interpolated'],
      [30, 'g', 1.1, 'observed'],
    ])
  })

  it('keeps to whole ten minutes when the readings do not', () => {
    expect(shown([reading(3, 2), reading(24, 4.1)])).toEqual([
      [3, 'g', 2, 'observed'],
      [10, 'g', 2.7, 'interpolated'],
      [20, 'g', 3.7, 'interpolated'],
      [24, 'g', 4.1, 'observed'],
    ])
    expect(shown([reading(1, 2), reading(9, 3)])).toHaveLength(2)
  })

  it('never draws a line to or from a forecast', () => {
    expect(shown([reading(0, 1), forecast(0, 60, 9), reading(20, 1.2), forecast(20, 80, 7)])).toEqual([
      [0, 'g', 1, 'observed'],
      [0, 'g', 9, 'forecast'],
      [10, 'g', 1.1, 'interpolated'],
      [20, 'g', 1.2, 'observed'],
      [20, 'g', 7, 'forecast'],
    ])
  })

  it('keeps gauges apart and everything in time order', () => {
    expect(shown([reading(0, 1), reading(5, 8, 'h'), reading(20, 3), reading(25, 6, 'h')])).toEqual([
      [0, 'g', 1, 'observed'],
      [5, 'h', 8, 'observed'],
      [10, 'g', 2, 'interpolated'],
      [10, 'h', 7.5, 'interpolated'],
      [20, 'g', 3, 'observed'],
      [20, 'h', 6.5, 'interpolated'],
      [25, 'h', 6, 'observed'],
    ])
  })

  it('carries source, peak and drill, and the end of the time a forecast is for', () => {
    const entries = timelineOf({ lines: [reading(0, 1), reading(20, 2, 'g', true), forecast(20, 80, 7)] }, 'd')
    const readings = entries.map(({ observe }) => readingOf(observe(0)))
    expect(readings.map((each) => [each.source, each.peak, each.drillId, (each.observedAtMs - startMs) / 60_000])).toEqual([
      ['at 0', false, 'd', 0],
      ['at 20', false, 'd', 10],
      ['at 20', true, 'd', 20],
      ['f', false, 'd', 80],
    ])
  })
})
