import type { Reading } from '#shared/contract/reading'

/** A stretch of line between two readings, in chart units (x to the right, y down). */
export type ChartSegment = { kind: 'observed' | 'interpolated' | 'forecast'; path: string }
export type ChartLevel = { index: number; valueM: number; y: number }
export type ChartPoint = { x: number; y: number; peak: boolean }

export type GaugeChart = {
  segments: ChartSegment[]
  levels: ChartLevel[]
  /** Values that somebody read. */
  points: ChartPoint[]
  last: { x: number; y: number }
  fromMs: number
  untilMs: number
  lowM: number
  highM: number
}

type Size = { width: number; height: number }

/**
 * The line of a series in a box, with its warning levels. Stretches that touch an interpolated value are told apart, as is the way to the
 * forecast. Undefined for fewer than two values. The scale always shows every warning level.
 */
export function drawChart(
  series: readonly Reading[],
  forecast: Reading | null,
  levelsM: readonly number[],
  size: Size,
): GaugeChart | undefined {
  const first = series[0]
  const last = series.at(-1)
  if (first === undefined || last === undefined || series.length < 2) return undefined
  const shown = forecast === null ? series : [...series, forecast]
  const values = shown.map((reading) => reading.valueM)
  const bottomM = Math.min(...values, ...levelsM) - 0.4
  const topM = Math.max(...values, ...levelsM) + 0.4
  const fromMs = first.observedAtMs
  const untilMs = shown.at(-1)!.observedAtMs
  const x = (reading: Reading) => rounded(((reading.observedAtMs - fromMs) / Math.max(1, untilMs - fromMs)) * size.width)
  const y = (valueM: number) => rounded(size.height - ((valueM - bottomM) / (topM - bottomM)) * size.height)
  const spot = (reading: Reading) => `${x(reading)} ${y(reading.valueM)}`

  const segments: ChartSegment[] = []
  for (let i = 1; i < series.length; i += 1) {
    const before = series[i - 1]!
    const after = series[i]!
    const kind = before.basis === 'interpolated' || after.basis === 'interpolated' ? 'interpolated' : 'observed'
    const open = segments.at(-1)
    if (open?.kind === kind) open.path += ` L${spot(after)}`
    else segments.push({ kind, path: `M${spot(before)} L${spot(after)}` })
  }
  if (forecast !== null) segments.push({ kind: 'forecast', path: `M${spot(last)} L${spot(forecast)}` })

  const seen = series.map((reading) => reading.valueM)
  return {
    segments,
    levels: levelsM.map((valueM, index) => ({ index: index + 1, valueM, y: y(valueM) })),
    points: series
      .filter((reading) => reading.basis === 'observed')
      .map((reading) => ({ x: x(reading), y: y(reading.valueM), peak: reading.peak })),
    last: { x: x(last), y: y(last.valueM) },
    fromMs,
    untilMs,
    lowM: Math.min(...seen),
    highM: Math.max(...seen),
  }
}

const rounded = (value: number) => Math.round(value * 10) / 10
