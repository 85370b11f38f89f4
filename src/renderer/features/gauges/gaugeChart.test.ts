import type { Reading } from '#shared/contract/reading'
import { describe, expect, it } from 'vitest'
import { drawChart } from './gaugeChart'

const reading = (valueM: number, observedAtMs: number, basis: Reading['basis'] = 'observed'): Reading => ({
  gaugeId: 'dong-ha',
  valueM,
  observedAtMs,
  basis,
  source: '',
  peak: false,
  drillId: null,
})
const size = { width: 100, height: 100 }

describe('chart of a gauge', () => {
  it('is not drawn from fewer than two values', () => {
    expect(drawChart([], null, [2, 3, 4], size)).toBeUndefined()
    expect(drawChart([reading(1, 0)], reading(2, 9, 'forecast'), [2], size)).toBeUndefined()
  })

  it('tells read, interpolated and forecast stretches apart', () => {
    const chart = drawChart(
      [reading(1, 0), reading(2, 10), reading(3, 20, 'interpolated'), reading(4, 30), reading(4.5, 40)],
      reading(5, 50, 'forecast'),
      [2, 3, 4],
      size,
    )
    expect(chart?.segments.map((segment) => segment.kind)).toEqual(['observed', 'interpolated', 'observed', 'forecast'])
    expect(chart?.segments[1]?.path).toMatch(/^M20 \S+ L40 \S+ L60 \S+$/)
    expect(chart?.points).toHaveLength(4)
    expect(chart).toMatchObject({ fromMs: 0, untilMs: 50, lowM: 1, highM: 4.5, last: { x: 80 } })
  })

  it('keeps every value and every warning level inside the box, higher water higher up', () => {
    const chart = drawChart([reading(0.5, 0), reading(6, 10)], null, [2, 3, 4], size)!
    const ys = [...chart.levels.map((level) => level.y), ...chart.points.map((point) => point.y)]
    expect(Math.min(...ys)).toBeGreaterThan(0)
    expect(Math.max(...ys)).toBeLessThan(100)
    expect(chart.levels.map((level) => level.y)).toEqual(chart.levels.map((level) => level.y).toSorted((a, b) => b - a))
    expect(chart.points[1]!.y).toBeLessThan(chart.points[0]!.y)
  })

  it('survives values of one and the same moment', () => {
    const chart = drawChart([reading(1, 5), reading(1, 5)], null, [2], size)
    expect(chart?.segments[0]?.path).not.toContain('NaN')
  })
})
