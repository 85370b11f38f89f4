import { z } from 'zod'
import { alertCategory, alertSource } from './alert'
import { timeMs } from './ids'
import { bilingual } from './room'
import { safeText } from './text'

/** What the room has thought through about one kind of alert before it comes (rationalisation, ISA-18.2 and IEC 62682). */

export const alertTypeId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/)

/** How bad it gets when nobody responds, worst first. */
export const consequenceGrades = ['severe', 'major', 'moderate', 'minor'] as const
export const consequenceGrade = z.enum(consequenceGrades)
export type ConsequenceGrade = z.infer<typeof consequenceGrade>

const durationMs = z
  .int()
  .nonnegative()
  .max(30 * 86_400_000)

/** Which alerts are of the type: all that is not empty must fit. An event is compared without case and marks. */
const matching = z.strictObject({
  connectors: z.array(alertSource.shape.connector).max(5),
  events: z.array(safeText(200).min(1)).max(30),
  categories: z.array(alertCategory).max(12),
  /** Warning levels of a measured alert: 1 for BĐ1. */
  levels: z.array(z.int().min(0).max(9)).max(10),
})

export const alertType = z.strictObject({
  id: alertTypeId,
  name: bilingual,
  matches: matching,
  cause: bilingual,
  consequence: bilingual,
  /** What the operator does. */
  action: bilingual,
  consequenceGrade,
  /** How long a response may take before the consequence can no longer be averted. The priority follows from both, see `priorityOf`. */
  timeToRespondMs: durationMs.min(1_000),
  /** How far a value goes back before the alert ends, in `unit`; null where nothing is measured. */
  deadBand: z.strictObject({ value: z.number().finite().nonnegative(), unit: safeText(20).min(1) }).nullable(),
  /** How long a condition lasts before it is an alert, and is gone before the alert ends. */
  onDelayMs: durationMs,
  offDelayMs: durationMs,
  /** 0: never shelved. */
  shelvingLimitMs: durationMs,
  /** Needs no response of its own while an alert of one of these types goes on, `withinM` metres around it or anywhere (null). */
  suppression: z
    .strictObject({ whileTypeIds: z.array(alertTypeId).min(1).max(10), withinM: z.number().positive().max(100_000).nullable() })
    .nullable(),
  /** The room is told again when nobody has looked, and when nobody has acknowledged, for so long; null for never. */
  escalation: z.strictObject({ unseenAfterMs: durationMs.nullable(), unacknowledgedAfterMs: durationMs.nullable() }),
  /** The unit that answers for this kind of alert and for this entry. */
  owner: bilingual,
  /** Id of the playbook to follow; null while there is none. */
  playbook: safeText(120).nullable(),
  cameraIds: z.array(safeText(80).min(1)).max(20),
})
export type AlertType = z.infer<typeof alertType>

/** Most types that the room keeps. */
export const maximumAlertTypes = 200

/** A type in force, with its version: 0 as the application brought it, then one more with each change that two people agreed on. */
export const alertTypeState = z.strictObject({
  type: alertType,
  version: z.int().nonnegative(),
  atMs: timeMs,
  /** Who proposed it and who approved it; both empty for what the application brought. */
  proposedBy: safeText(200),
  approvedBy: safeText(200),
})
export type AlertTypeState = z.infer<typeof alertTypeState>

/** A change that waits for a second person. `number` is the seq of its fact: an approval is of exactly this proposal. */
export const alertTypeProposal = z.strictObject({
  number: z.int().positive(),
  type: alertType,
  /** The version it changes; null for a new type. */
  basedOn: z.int().nonnegative().nullable(),
  reason: safeText(2_000),
  atMs: timeMs,
  by: safeText(200),
  byId: safeText(120),
})
export type AlertTypeProposal = z.infer<typeof alertTypeProposal>

/** The table of types: what is in force, and what is proposed (one proposal a type, the latest). */
export const alertTypesState = z.strictObject({
  /** Edition of the shipped set; empty before there was one. */
  edition: safeText(40),
  types: z.array(alertTypeState).max(maximumAlertTypes),
  proposals: z.array(alertTypeProposal).max(maximumAlertTypes),
})
export type AlertTypesState = z.infer<typeof alertTypesState>

/** The file of a city that brings its types. */
export const alertTypesFile = z.strictObject({
  schema: z.literal(1),
  edition: safeText(40).min(1),
  types: z.array(alertType).min(1).max(100),
})
export type AlertTypesFile = z.infer<typeof alertTypesFile>

export const alertTypePayloads = {
  'alert-types.shipped': z.strictObject({ edition: safeText(40).min(1), types: z.array(alertType).min(1).max(100) }),
  'alert-type.proposed': z.strictObject({ type: alertType, basedOn: z.int().nonnegative().nullable(), reason: safeText(2_000) }),
  'alert-type.approved': z.strictObject({ id: alertTypeId, proposal: z.int().positive(), version: z.int().positive() }),
  'alert-type.rejected': z.strictObject({ id: alertTypeId, proposal: z.int().positive(), reason: safeText(2_000) }),
} as const

/** What a person may ask: to change a type (`basedOn` is the version the person saw), and to agree or not to exactly one proposal. */
export const alertTypeRequests = {
  'alert-type.propose': z.strictObject({
    id: alertTypeId,
    type: alertType,
    basedOn: z.int().nonnegative().nullable(),
    reason: safeText(2_000).min(1),
  }),
  'alert-type.approve': z.strictObject({ id: alertTypeId, proposal: z.int().positive() }),
  'alert-type.reject': z.strictObject({ id: alertTypeId, proposal: z.int().positive(), reason: safeText(2_000).min(1) }),
} as const
export type AlertTypeRequestType = keyof typeof alertTypeRequests
export type AlertTypeRequest = {
  [T in AlertTypeRequestType]: { type: T; input: z.infer<(typeof alertTypeRequests)[T]> }
}[AlertTypeRequestType]
