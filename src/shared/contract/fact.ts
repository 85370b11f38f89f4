import { z } from 'zod'
import { alert, assignee, clearReason, correction, disposition } from './alert'
import { alertLifePayloads } from './alertLife'
import { alertTypePayloads } from './alertType'
import { attachmentReference, maximumNoteAttachments } from './attachment'
import { alertId, drillId, seq, timeMs, type StreamName } from './ids'
import { reading } from './reading'
import { connectorReport, drill } from './room'
import { viewpointPayloads } from './savedViewpoint'
import { safeText } from './text'
import { wallPayloads } from './wall'

/** Who caused a fact. */
export const actor = z.strictObject({
  kind: z.enum(['connector', 'person', 'system']),
  id: safeText(120),
  name: safeText(200),
})
export type Actor = z.infer<typeof actor>

/** Every fact type, the stream it lives in and the schema of its payload. */
export const factTable = {
  'alert.raised': { stream: 'alerts', payload: z.strictObject({ alert }) },
  'alert.updated': { stream: 'alerts', payload: z.strictObject({ alert }) },
  'alert.cleared': { stream: 'alerts', payload: z.strictObject({ id: alertId, reason: clearReason }) },
  'alert.acknowledged': {
    stream: 'alerts',
    payload: z.strictObject({ id: alertId, note: safeText(2_000), disposition: disposition.optional(), next: safeText(500).optional() }),
  },
  'alert.assigned': { stream: 'alerts', payload: z.strictObject({ id: alertId, to: assignee.nullable() }) },
  'alert.closed': { stream: 'alerts', payload: z.strictObject({ id: alertId, disposition, words: safeText(2_000) }) },
  'alert.amended': { stream: 'alerts', payload: z.strictObject({ id: alertId, correction, reason: safeText(2_000) }) },
  'alert.noted': {
    stream: 'alerts',
    payload: z.strictObject({ id: alertId, text: safeText(4_000), attachments: z.array(attachmentReference).max(maximumNoteAttachments) }),
  },
  'alert.shelved': { stream: 'alerts', payload: alertLifePayloads['alert.shelved'] },
  'alert.unshelved': { stream: 'alerts', payload: alertLifePayloads['alert.unshelved'] },
  'alert.suppressed': { stream: 'alerts', payload: alertLifePayloads['alert.suppressed'] },
  'alert.unsuppressed': { stream: 'alerts', payload: alertLifePayloads['alert.unsuppressed'] },
  'alert.taken-out-of-service': { stream: 'alerts', payload: alertLifePayloads['alert.taken-out-of-service'] },
  'alert.returned-to-service': { stream: 'alerts', payload: alertLifePayloads['alert.returned-to-service'] },
  'alert.escalated': { stream: 'alerts', payload: alertLifePayloads['alert.escalated'] },
  'alert.reopened': { stream: 'alerts', payload: alertLifePayloads['alert.reopened'] },
  'alert.seen': { stream: 'alerts', payload: alertLifePayloads['alert.seen'] },
  'reading.recorded': { stream: 'readings', payload: z.strictObject({ reading }) },
  'drill.started': { stream: 'room', payload: z.strictObject({ drill }) },
  'drill.ended': { stream: 'room', payload: z.strictObject({ id: drillId, reason: z.enum(['finished', 'stopped', 'interrupted']) }) },
  'connector.reported': { stream: 'room', payload: z.strictObject({ report: connectorReport }) },
  'viewpoint.saved': { stream: 'room', payload: viewpointPayloads['viewpoint.saved'] },
  'viewpoint.removed': { stream: 'room', payload: viewpointPayloads['viewpoint.removed'] },
  'alert-types.shipped': { stream: 'room', payload: alertTypePayloads['alert-types.shipped'] },
  'alert-type.proposed': { stream: 'room', payload: alertTypePayloads['alert-type.proposed'] },
  'alert-type.approved': { stream: 'room', payload: alertTypePayloads['alert-type.approved'] },
  'alert-type.rejected': { stream: 'room', payload: alertTypePayloads['alert-type.rejected'] },
  'wall.drawn': { stream: 'wall', payload: wallPayloads['wall.drawn'] },
  'wall.shown': { stream: 'wall', payload: wallPayloads['wall.shown'] },
  'wall.returned': { stream: 'wall', payload: wallPayloads['wall.returned'] },
  'wall.controlled': { stream: 'wall', payload: wallPayloads['wall.controlled'] },
  'scene.saved': { stream: 'wall', payload: wallPayloads['scene.saved'] },
  'scene.removed': { stream: 'wall', payload: wallPayloads['scene.removed'] },
  'wall-rules.saved': { stream: 'wall', payload: wallPayloads['wall-rules.saved'] },
  'threat.set': { stream: 'wall', payload: wallPayloads['threat.set'] },
  'threat-levels.saved': { stream: 'wall', payload: wallPayloads['threat-levels.saved'] },
} as const satisfies Record<string, { stream: StreamName; payload: z.ZodType }>

export type FactType = keyof typeof factTable
export type FactPayload<T extends FactType> = z.infer<(typeof factTable)[T]['payload']>

const envelope = {
  seq,
  id: z.uuid(),
  /** When it happened, by the source's clock (the scenario's clock in a drill). */
  atMs: timeMs,
  /** When the gateway wrote it down. */
  recordedAtMs: timeMs,
  actor,
  /** The connector, station or part of the gateway it came from. */
  source: safeText(120),
  drill: z.boolean(),
  /** Id of the fact, or key of the request or of the cancelling message, that caused it. */
  causedBy: safeText(120).nullable(),
}

function factSchema<T extends FactType>(type: T) {
  return z.strictObject({
    ...envelope,
    type: z.literal(type),
    stream: z.literal<(typeof factTable)[T]['stream']>(factTable[type].stream),
    payload: factTable[type].payload as (typeof factTable)[T]['payload'],
  })
}

/** Schema of one numbered fact, as it is stored and sent. */
export const fact = z.discriminatedUnion('type', [
  factSchema('alert.raised'),
  factSchema('alert.updated'),
  factSchema('alert.cleared'),
  factSchema('alert.acknowledged'),
  factSchema('alert.assigned'),
  factSchema('alert.closed'),
  factSchema('alert.amended'),
  factSchema('alert.noted'),
  factSchema('alert.shelved'),
  factSchema('alert.unshelved'),
  factSchema('alert.suppressed'),
  factSchema('alert.unsuppressed'),
  factSchema('alert.taken-out-of-service'),
  factSchema('alert.returned-to-service'),
  factSchema('alert.escalated'),
  factSchema('alert.reopened'),
  factSchema('alert.seen'),
  factSchema('reading.recorded'),
  factSchema('drill.started'),
  factSchema('drill.ended'),
  factSchema('connector.reported'),
  factSchema('viewpoint.saved'),
  factSchema('viewpoint.removed'),
  factSchema('alert-types.shipped'),
  factSchema('alert-type.proposed'),
  factSchema('alert-type.approved'),
  factSchema('alert-type.rejected'),
  factSchema('wall.drawn'),
  factSchema('wall.shown'),
  factSchema('wall.returned'),
  factSchema('wall.controlled'),
  factSchema('scene.saved'),
  factSchema('scene.removed'),
  factSchema('wall-rules.saved'),
  factSchema('threat.set'),
  factSchema('threat-levels.saved'),
])

type Envelope = {
  seq: number
  id: string
  atMs: number
  recordedAtMs: number
  actor: Actor
  source: string
  drill: boolean
  causedBy: string | null
}

/** One thing that happened, past tense, numbered in its stream. */
export type Fact = {
  [T in FactType]: Envelope & { type: T; stream: (typeof factTable)[T]['stream']; payload: FactPayload<T> }
}[FactType]

/** A fact before the log has numbered and stamped it. */
export type NewFact = Fact extends infer F ? (F extends Fact ? Omit<F, 'seq' | 'recordedAtMs'> : never) : never
