import type { Reading } from '#shared/contract/reading'
import type { Scenario, ScenarioLine } from './scenarioFile'

/** Interpolated readings stand at every whole ten minutes between two that were read. */
export const interpolationStepMs = 600_000

/** A reading and the scenario time at which it becomes known. */
export type TimelineEntry = { atMs: number; reading: Reading }

/**
 * Everything a scenario plays, in order: what was read, what was forecast, and a straight line between two readings of a gauge, in
 * centimetres and flagged as interpolated. A line is never drawn to or from a forecast. A forecast becomes known when it was made and
 * carries the end of the time it is for.
 */
export function timelineOf(scenario: Pick<Scenario, 'lines'>, drillId: string): TimelineEntry[] {
  const entries: TimelineEntry[] = []
  const last = new Map<string, Extract<ScenarioLine, { kind: 'reading' }>>()
  for (const line of scenario.lines) {
    if (line.kind === 'reading') {
      const before = last.get(line.gaugeId)
      if (before !== undefined) entries.push(...between(before, line, drillId))
      last.set(line.gaugeId, line)
    }
    entries.push({ atMs: line.at, reading: readingOf(line, drillId) })
  }
  // Stable: a reading and a forecast of one bulletin keep the order of the file.
  return entries.toSorted((one, other) => one.atMs - other.atMs)
}

type ObservedLine = Extract<ScenarioLine, { kind: 'reading' }>

function between(from: ObservedLine, until: ObservedLine, drillId: string): TimelineEntry[] {
  const entries: TimelineEntry[] = []
  const firstMs = Math.floor(from.at / interpolationStepMs + 1) * interpolationStepMs
  for (let atMs = firstMs; atMs < until.at; atMs += interpolationStepMs) {
    const part = (atMs - from.at) / (until.at - from.at)
    const valueM = Math.round((from.valueM + (until.valueM - from.valueM) * part) * 100) / 100
    entries.push({
      atMs,
      reading: { gaugeId: from.gaugeId, valueM, observedAtMs: atMs, basis: 'interpolated', source: until.source, peak: false, drillId },
    })
  }
  return entries
}

function readingOf(line: ScenarioLine, drillId: string): Reading {
  const { gaugeId, valueM, source } = line
  return line.kind === 'reading'
    ? { gaugeId, valueM, observedAtMs: line.at, basis: 'observed', source, peak: line.peak, drillId }
    : { gaugeId, valueM, observedAtMs: line.forecastFor.until, basis: 'forecast', source, peak: false, drillId }
}
