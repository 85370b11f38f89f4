import { z } from 'zod'
import { maximumSeen } from './alertLimits'
import { alertId, timeMs } from './ids'
import { safeText } from './text'

/**
 * What sets an alert aside, brings it back or raises the alarm about it, after ISA-18.2: shelved by a person for a limited time,
 * suppressed by design, out of service; escalated, seen, reopened by hand.
 */

/** Why a shelved alert came back: by hand, its time was over, or its source changed it. */
export const unshelvedReason = z.enum(['by-hand', 'time-over', 'changed', 'cleared'])
export type UnshelvedReason = z.infer<typeof unshelvedReason>

/** Why an alert was escalated: nobody has looked at it, nobody has acknowledged it, or a person wants more people to know. */
export const escalationCause = z.enum(['not-seen', 'not-acknowledged', 'by-hand'])
export type EscalationCause = z.infer<typeof escalationCause>

const done = { atMs: timeMs, by: safeText(200) }
const reason = safeText(2_000)
const givenReason = safeText(2_000).min(1)

/** Parts of an alert's state; each is absent until it happens. */
export const alertLifeState = {
  /** Put aside until `untilMs` (epoch milliseconds of the gateway's clock), or until its source changes it. */
  shelved: z.strictObject({ ...done, untilMs: timeMs, reason }).optional(),
  /** It was shelved before and is not now; `by` is empty where it came back by itself. */
  unshelved: z.strictObject({ ...done, why: unshelvedReason, shelvedBy: safeText(200) }).optional(),
  /** A rule of the room says that it needs no response while something else goes on. */
  suppressed: z.strictObject({ ...done, ruleId: safeText(120), reason }).optional(),
  /** What sends it is being mended: nobody has to respond until it is back in service. */
  outOfService: z.strictObject({ ...done, reason }).optional(),
  /** Level 1 asks the room, level 2 whoever leads it. */
  escalated: z.strictObject({ ...done, level: z.int().min(1).max(2), cause: escalationCause, reason }).optional(),
  /** A person took the closing or the acknowledgement back. */
  reopenedByHand: z.strictObject({ ...done, reason, was: z.enum(['closed', 'acknowledged']) }).optional(),
  /** Which stations have had it open, each at the version it then had. */
  seen: z
    .array(z.strictObject({ ...done, byId: safeText(120), version: z.int().positive() }))
    .max(maximumSeen)
    .optional(),
} as const

export const alertLifePayloads = {
  'alert.shelved': z.strictObject({ id: alertId, untilMs: timeMs, reason }),
  'alert.unshelved': z.strictObject({ id: alertId, why: unshelvedReason, reason }),
  'alert.suppressed': z.strictObject({ id: alertId, ruleId: safeText(120), reason }),
  'alert.unsuppressed': z.strictObject({ id: alertId, ruleId: safeText(120), reason }),
  'alert.taken-out-of-service': z.strictObject({ id: alertId, reason }),
  'alert.returned-to-service': z.strictObject({ id: alertId, reason }),
  'alert.escalated': z.strictObject({ id: alertId, level: z.int().min(1).max(2), cause: escalationCause, reason }),
  'alert.reopened': z.strictObject({ id: alertId, reason }),
  'alert.seen': z.strictObject({ id: alertId }),
} as const
export type AlertLifeFactType = keyof typeof alertLifePayloads

const seen = { id: alertId, expectedVersion: z.int().positive() }

/** What a person may ask for; `expectedVersion` is the version of the alert that the person saw. */
export const alertLifeRequests = {
  'alert.shelve': z.strictObject({ ...seen, untilMs: timeMs, reason: givenReason }),
  'alert.unshelve': z.strictObject({ ...seen, reason }),
  'alert.take-out-of-service': z.strictObject({ ...seen, reason: givenReason }),
  'alert.return-to-service': z.strictObject({ ...seen, reason }),
  'alert.escalate': z.strictObject({ ...seen, reason: givenReason }),
  'alert.reopen': z.strictObject({ ...seen, reason: givenReason }),
  'alert.see': z.strictObject(seen),
} as const
export type AlertLifeRequestType = keyof typeof alertLifeRequests
