import type { Alert } from '#shared/contract/alert'
import type { Reading } from '#shared/contract/reading'
import { severityOf } from '#shared/domain/capSeverity'
import { messageKey, type MessageReference, type Observation } from '../connector'
import type { AlertLine, Scenario, ScenarioLine } from './scenarioFile'

/** Interpolated readings stand at every whole ten minutes between two that were read. */
export const interpolationStepMs = 600_000

/** What the world is then seen to do, and the scenario time at which it becomes known. `receivedAtMs` is the gateway's own clock. */
export type TimelineEntry = { atMs: number; observe(receivedAtMs: number): Observation }

/**
 * Everything a scenario plays, in order: what was read, what was forecast, what was told as an alert, and a straight line between two readings of a gauge, in
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
    entries.push({ atMs: line.at, observe: (receivedAtMs) => observationOf(line, drillId, receivedAtMs) })
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
    const reading: Reading = {
      gaugeId: from.gaugeId,
      valueM,
      observedAtMs: atMs,
      basis: 'interpolated',
      source: until.source,
      peak: false,
      drillId,
    }
    entries.push({ atMs, observe: () => ({ kind: 'reading', reading }) })
  }
  return entries
}

function observationOf(line: ScenarioLine, drillId: string, receivedAtMs: number): Observation {
  switch (line.kind) {
    case 'alert':
      return { kind: 'alert', alert: alertOf(line, drillId, receivedAtMs), drill: true }
    case 'end': {
      const ended = messageOf(line.key, drillId)
      return { kind: 'cancel', key: `${messageKey(ended)}:end`, references: [ended], atMs: line.at, drill: true }
    }
    default:
      return { kind: 'reading', reading: readingOf(line, drillId) }
  }
}

/** The name of a message of this drill: the same scenario played twice tells other messages. */
function messageOf(key: string, drillId: string): MessageReference {
  return { sender: drillId, identifier: `${key}-${drillId.slice(drillId.lastIndexOf(':') + 1)}`, sentAtMs: 0 }
}

/** Observed by its sender, in the one language it was written in. */
function alertOf(line: AlertLine, drillId: string, receivedAtMs: number): Alert {
  const message = messageOf(line.key, drillId)
  const { severity: capSeverity, urgency, category, place, radiusM } = line
  const certainty = 'Observed'
  return {
    id: message.identifier,
    source: {
      connector: 'cap',
      key: messageKey(message),
      sender: line.sender,
      senderName: '',
      identifier: message.identifier,
      sentAtMs: line.at,
      receivedAtMs,
      signature: 'none',
    },
    severity: severityOf({ capSeverity, urgency, certainty }),
    category,
    urgency,
    capSeverity,
    certainty,
    texts: [{ language: 'vi-VN', event: line.event, headline: line.headline, description: '', instruction: '', contact: '', web: '' }],
    areas: [{ description: line.area, polygons: [], circles: radiusM === undefined ? [] : [{ centre: place, radiusM }], geocodes: [] }],
    place,
    onsetAtMs: null,
    expiresAtMs: null,
    measure: null,
    drillId,
  }
}

function readingOf(line: Extract<ScenarioLine, { kind: 'reading' | 'forecast' }>, drillId: string): Reading {
  const { gaugeId, valueM, source } = line
  return line.kind === 'reading'
    ? { gaugeId, valueM, observedAtMs: line.at, basis: 'observed', source, peak: line.peak, drillId }
    : { gaugeId, valueM, observedAtMs: line.forecastFor.until, basis: 'forecast', source, peak: false, drillId }
}
