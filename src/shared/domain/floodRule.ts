import type { Alert, AlertText } from '#shared/contract/alert'
import type { Gauge } from '#shared/contract/city'
import type { Reading } from '#shared/contract/reading'
import { floodTexts } from './floodBulletin'
import { floodSeverity, levelOf } from './floodLevel'

/** What a reading means for the alert of its gauge. */
export type FloodDecision = { kind: 'none' } | { kind: 'raise' | 'update'; alert: Alert } | { kind: 'clear' }

type Situation = {
  gauge: Gauge
  reading: Reading
  /** The alert of this gauge that goes on, in reality or in the reading's own drill. */
  open: Alert | undefined
  receivedAtMs: number
}

/**
 * What one reading means for its gauge's alert. The first reading at or above BĐ1 raises it; a change of level, or of gravity a
 * metre above the last, updates it; a measured reading updates its text even without one; a reading below BĐ1 clears it. Forecasts,
 * readings no newer than the alert's own, and interpolated values that cross nothing change nothing. There is no dead band: bulletins
 * are hours apart and the line between two of them crosses a level once, so levels do not chatter.
 */
export function decideOnReading({ gauge, reading, open, receivedAtMs }: Situation): FloodDecision {
  if (reading.basis === 'forecast') return { kind: 'none' }
  const level = levelOf(reading.valueM, gauge.levelsM)
  if (open === undefined) {
    return level === 0
      ? { kind: 'none' }
      : { kind: 'raise', alert: floodAlert(gauge, reading, reading.basis, level, undefined, receivedAtMs) }
  }
  if (open.measure !== null && reading.observedAtMs <= open.measure.observedAtMs) return { kind: 'none' }
  if (level === 0) return { kind: 'clear' }
  const crossed = level !== open.measure?.level || floodSeverity(level, reading.valueM, gauge.levelsM).capSeverity !== open.capSeverity
  if (!crossed && reading.basis === 'interpolated') return { kind: 'none' }
  return { kind: 'update', alert: floodAlert(gauge, reading, reading.basis, level, open, receivedAtMs) }
}

function floodAlert(
  gauge: Gauge,
  reading: Reading,
  basis: 'observed' | 'interpolated',
  level: number,
  open: Alert | undefined,
  receivedAtMs: number,
): Alert {
  const key = `gauge:${gauge.id}:${reading.drillId ?? 'actual'}:${reading.observedAtMs}`
  return {
    // One flood is one alert: its id comes from the crossing that began it and stays through every update.
    id: open?.id ?? `flood-${gauge.id}-${fingerprint(key)}`,
    source: {
      connector: 'gauge-rule',
      key,
      sender: `gauge:${gauge.id}`,
      senderName: `${gauge.name.vi}, ${gauge.river.vi}`,
      identifier: key,
      sentAtMs: reading.observedAtMs,
      receivedAtMs,
      signature: 'none',
    },
    ...floodSeverity(level, reading.valueM, gauge.levelsM),
    category: 'Met',
    certainty: basis === 'observed' ? 'Observed' : 'Likely',
    texts: texts(gauge, reading, level),
    areas: [{ description: `${gauge.name.vi}, ${gauge.river.vi}`, polygons: [], circles: [], geocodes: [] }],
    place: gauge.place,
    onsetAtMs: open?.onsetAtMs ?? reading.observedAtMs,
    expiresAtMs: null,
    measure: { gaugeId: gauge.id, valueM: reading.valueM, observedAtMs: reading.observedAtMs, basis, level },
    drillId: reading.drillId,
  }
}

function texts(gauge: Gauge, reading: Reading, level: number): AlertText[] {
  const said = floodTexts(gauge, reading, level)
  return (['vi', 'en'] as const).map((language) => ({
    language: language === 'vi' ? 'vi-VN' : 'en-US',
    event: said.event[language],
    headline: said.headline[language],
    description: said.description[language],
    instruction: said.instruction[language],
    contact: '',
    web: '',
  }))
}

// FNV-1a, 64 bits, over UTF-16 units: keeps ids short whatever the length of a drill's id. Nothing secret hangs on it.
function fingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (let index = 0; index < text.length; index += 1) hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n)
  return hash.toString(16).padStart(16, '0')
}
