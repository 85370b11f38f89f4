import type { Gauge } from '#shared/contract/city'
import type { Reading } from '#shared/contract/reading'
import type { GaugeState } from '#shared/contract/roomState'
import { levelOf } from '#shared/domain/floodLevel'
import { shownReadings } from '#shared/domain/roomFold'

/** What is to be shown of one gauge now. */
export type GaugeView = {
  gauge: Gauge
  /** The last value; undefined while no source has sent one. */
  last: Reading | undefined
  /** Oldest first. */
  series: readonly Reading[]
  forecast: Reading | null
  /** Warning levels reached: 0 none, 1 BĐ1, ... */
  level: number
  /** Whether the series is the open drill's rather than reality's. */
  isDrill: boolean
}

/**
 * The view of a gauge from what the room knows of it. A forecast whose hour has passed by `nowMs` (the clock of reality or of the drill,
 * whichever the series is on) is not shown.
 */
export function viewGauge(
  gauge: Gauge,
  states: readonly GaugeState[],
  drillOpen: boolean,
  now: { nowMs: number; simulatedMs: number | null },
): GaugeView {
  const state = states.find((each) => each.gaugeId === gauge.id)
  const series = state === undefined ? [] : shownReadings(state, drillOpen)
  const last = series.at(-1)
  const isDrill = last !== undefined && last.drillId !== null
  const said = state?.forecast ?? null
  const isOurs = said !== null && (said.drillId !== null) === isDrill
  const comparedMs = (isDrill ? now.simulatedMs : null) ?? now.nowMs
  const isAhead = isOurs && last !== undefined && said.observedAtMs > Math.max(last.observedAtMs, comparedMs)
  const forecast = isAhead ? said : null
  return { gauge, last, series, forecast, level: last === undefined ? 0 : levelOf(last.valueM, gauge.levelsM), isDrill }
}

/** The view of a gauge as it stood at a moment: readings that had been observed by then, and no forecast, since earlier ones are not kept. */
export function gaugeAsOf(view: GaugeView, atMs: number): GaugeView {
  const series = view.series.filter(({ observedAtMs }) => observedAtMs <= atMs)
  const last = series.at(-1)
  const level = last === undefined ? 0 : levelOf(last.valueM, view.gauge.levelsM)
  return { ...view, series, last, level, forecast: null, isDrill: last !== undefined && last.drillId !== null }
}
