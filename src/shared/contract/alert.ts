import { z } from 'zod'
import { alertLifeState } from './alertLife'
import { attachmentReference, maximumNoteAttachments } from './attachment'
import { geoCircle, geoPoint, geoRing } from './geo'
import { alertId, drillId, gaugeId, timeMs } from './ids'
import { languageTag, safeText } from './text'

/** The room's four severities, highest first (ISA-18.2 habit: few levels, each with its own response). */
export const severities = ['critical', 'high', 'medium', 'low'] as const
export const severity = z.enum(severities)
export type Severity = z.infer<typeof severity>

/** `category` of CAP 1.2. */
export const alertCategory = z.enum([
  'Geo',
  'Met',
  'Safety',
  'Security',
  'Rescue',
  'Fire',
  'Health',
  'Env',
  'Transport',
  'Infra',
  'CBRNE',
  'Other',
])
export const capUrgency = z.enum(['Immediate', 'Expected', 'Future', 'Past', 'Unknown'])
export const capSeverity = z.enum(['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'])
export const capCertainty = z.enum(['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'])

/** What is said, in one language. */
export const alertText = z.strictObject({
  language: languageTag,
  event: safeText(200),
  headline: safeText(500),
  description: safeText(20_000),
  instruction: safeText(20_000),
  contact: safeText(500),
  web: safeText(2_000),
})
export type AlertText = z.infer<typeof alertText>

export const alertArea = z.strictObject({
  description: safeText(2_000),
  polygons: z.array(geoRing).max(200),
  circles: z.array(geoCircle).max(200),
  geocodes: z.array(z.strictObject({ name: safeText(200), value: safeText(200) })).max(500),
})
export type AlertArea = z.infer<typeof alertArea>

/** Who says so, and how sure we can be of it. */
export const alertSource = z.strictObject({
  connector: z.enum(['cap', 'gauge-rule']),
  /** Identity of the message at its sender; the same key twice is the same message. */
  key: safeText(600),
  sender: safeText(300),
  senderName: safeText(300),
  identifier: safeText(300),
  sentAtMs: timeMs,
  /** When the gateway had the whole message. */
  receivedAtMs: timeMs,
  signature: z.enum(['none', 'present-not-verified']),
})
export type AlertSource = z.infer<typeof alertSource>

/** The measured value behind an alert. */
export const alertMeasure = z.strictObject({
  gaugeId,
  valueM: z.number().finite(),
  observedAtMs: timeMs,
  basis: z.enum(['observed', 'interpolated']),
  /** Index of the warning level reached: 1 for BĐ1, 2 for BĐ2, 3 for BĐ3. */
  level: z.int().min(0).max(9),
})
export type AlertMeasure = z.infer<typeof alertMeasure>

/** One thing that may need an operator's response, as its source describes it. */
export const alert = z.strictObject({
  id: alertId,
  source: alertSource,
  severity,
  category: alertCategory,
  urgency: capUrgency,
  capSeverity,
  certainty: capCertainty,
  /** One entry per language, at least one. */
  texts: z.array(alertText).min(1).max(20),
  areas: z.array(alertArea).max(100),
  /** Where its mark stands on the city; null when the source gives no place. */
  place: geoPoint.nullable(),
  onsetAtMs: timeMs.nullable(),
  expiresAtMs: timeMs.nullable(),
  measure: alertMeasure.nullable(),
  /** The exercise it belongs to; null for reality. A CAP message of status Exercise or Test is its own exercise. */
  drillId: drillId.nullable(),
})
export type Alert = z.infer<typeof alert>

/** What an alert turned out to be, as a person judges it. */
export const dispositions = ['relevant', 'no-impact', 'duplicate', 'false', 'test'] as const
export const disposition = z.enum(dispositions)
export type Disposition = z.infer<typeof disposition>

/** Whom an alert is assigned to: a console by its station's id, or a person by name alone. */
export const assignee = z.strictObject({ id: safeText(80).min(1).nullable(), name: safeText(120).min(1) })
export type Assignee = z.infer<typeof assignee>

/** What a person says instead of the source, whole; null for what stays as the source says it. */
export const correction = z.strictObject({
  severity: severity.nullable(),
  headline: safeText(500).min(1).nullable(),
  areaDescription: safeText(2_000).min(1).nullable(),
})
export type Correction = z.infer<typeof correction>

const done = { atMs: timeMs, by: safeText(200) }

/** A correction in force, and what the source said where it differs: one headline a text, one description an area. */
const amendment = z.strictObject({
  ...done,
  reason: safeText(2_000),
  correction,
  original: z.strictObject({ severity, headlines: z.array(safeText(500)).max(20), areaDescriptions: z.array(safeText(2_000)).max(100) }),
})

const note = z.strictObject({ ...done, text: safeText(4_000), attachments: z.array(attachmentReference).max(maximumNoteAttachments) })

/** Who last changed one thing about an alert, when, and at which version. */
const change = z.strictObject({ ...done, byId: safeText(120), version: z.int().positive() })
export type Change = z.infer<typeof change>

export const clearReason = z.enum(['cancelled', 'expired', 'returned-to-normal', 'drill-ended'])
export type ClearReason = z.infer<typeof clearReason>

/** An alert with what has become of it: the fold of its facts. */
export const alertState = z.strictObject({
  alert,
  /** Counts the facts about this alert; a request names the version it was made against. */
  version: z.int().positive(),
  /** The version at which the source last changed what it says; an acknowledgement of an older one is refused. */
  contentVersion: z.int().positive(),
  drill: z.boolean(),
  raisedAtMs: timeMs,
  updatedAtMs: timeMs,
  raisedSeq: z.int().positive(),
  cleared: z.strictObject({ atMs: timeMs, reason: clearReason }).nullable(),
  acknowledged: z.strictObject({ ...done, disposition: disposition.optional(), next: safeText(500).optional() }).nullable(),
  // What only people bring about is absent until they do.
  assigned: z.strictObject({ ...done, to: assignee }).optional(),
  /** Put away by hand: out of the queue, although its source may go on. */
  closed: z.strictObject({ ...done, disposition, words: safeText(2_000) }).optional(),
  /** The source has made it graver after it was closed: who had closed it, and how grave it was then. */
  reopened: z.strictObject({ atMs: timeMs, closedBy: safeText(200), from: severity }).optional(),
  /** `alert` above says what is corrected; the source's own words are here. */
  amended: amendment.optional(),
  notes: z.strictObject({ count: z.int().positive(), latest: note }).optional(),
  /** Last change of each thing that two people can want differently: a request is compared with the one it is about. */
  touched: z
    .strictObject({
      acknowledged: change.optional(),
      assigned: change.optional(),
      amended: change.optional(),
      closed: change.optional(),
      shelved: change.optional(),
      service: change.optional(),
    })
    .optional(),
  ...alertLifeState,
})
export type AlertState = z.infer<typeof alertState>
