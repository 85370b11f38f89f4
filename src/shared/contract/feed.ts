import { z } from 'zod'
import { alertState, assignee, correction, disposition } from './alert'
import { alertLifeRequests, type AlertLifeRequestType } from './alertLife'
import { alertTypeRequests, type AlertTypeRequestType } from './alertType'
import { attachmentReference, maximumNoteAttachments } from './attachment'
import { fact } from './fact'
import { alertId, cursors, epoch, idempotencyKey, timeMs } from './ids'
import { failure, type Result } from './result'
import { roomState } from './roomState'
import { viewpointRequests, type ViewpointRequestType } from './savedViewpoint'
import { safeText } from './text'
import { wallRequests, type WallRequestType } from './wall'

/** THE socket contract between a gateway and a station. `docs/protocol.md` tells it in words; a change here is a change there. */
export const protocolVersion = 3

/** Most facts in one page. A larger page is a protocol error: the station drops the connection. */
export const maximumPageFacts = 500
/** Most alert states in one piece of a snapshot. */
export const maximumSnapshotAlerts = 500

/** Most alerts in one urgent message. */
export const maximumUrgentAlerts = 50

/** What a station says when it dials (Socket.IO `auth`). */
export const handshake = z.object({
  token: z.string().min(1).max(400),
  protocolVersion: z.int(),
  station: z.strictObject({ id: safeText(80).min(1), name: safeText(120) }),
  /** The log it has read from; null for a newcomer. */
  epoch: epoch.nullable(),
  cursors,
})
export type Handshake = z.infer<typeof handshake>

/** First message after a handshake that was accepted. */
export const welcome = z.strictObject({
  protocolVersion: z.int(),
  gateway: z.strictObject({ name: safeText(120), version: safeText(40), cityId: z.string().max(40) }),
  epoch,
  heads: cursors,
  serverTimeMs: timeMs,
  /** `resume`: pages continue after the station's cursors. `snapshot`: state as of `heads` comes first, then pages. */
  mode: z.enum(['resume', 'snapshot']),
})
export type Welcome = z.infer<typeof welcome>

/** A piece of a snapshot. The last piece has `last: true` and the room; nothing of it counts before that. */
export const snapshotPiece = z.strictObject({
  epoch,
  asOf: cursors,
  alerts: z.array(alertState).max(maximumSnapshotAlerts),
  room: roomState.nullable(),
  last: z.boolean(),
})
export type SnapshotPiece = z.infer<typeof snapshotPiece>

/** Facts in log order. The next page is sent only after this one was acknowledged, which the station does once it is committed. */
export const page = z.strictObject({
  epoch,
  facts: z.array(fact).max(maximumPageFacts),
  /** Facts that were in the log behind this page when it was sent. */
  remaining: z.int().nonnegative(),
})
export type Page = z.infer<typeof page>

/**
 * Critical alerts as they stand at the gateway, for a station that has not read so far yet: to be shown at once, and never to be
 * stored or counted as read. Their facts come in their pages like any others.
 */
export const urgent = z.strictObject({ epoch, alerts: z.array(alertState).min(1).max(maximumUrgentAlerts) })
export type Urgent = z.infer<typeof urgent>

/** How the gateway is, for the people at the stations: sent when it changes, and to a newcomer while something is wrong. */
export const logStatus = z.strictObject({
  /** False while the disk refuses what is to be kept: everything that is sent or asked is then answered `unavailable`. */
  durable: z.boolean(),
  sinceMs: timeMs,
  detail: safeText(500),
})
export type LogStatus = z.infer<typeof logStatus>

/** The version the alert has with the fact that came of a request, and the number of that fact in the stream of alerts. */
const accepted = z.strictObject({ version: z.int().positive(), seq: z.int().positive() })
/** The version of the alert that the person saw. */
const seen = { id: alertId, expectedVersion: z.int().positive() }

const aboutLife = <T extends AlertLifeRequestType>(type: T) => ({ input: alertLifeRequests[type], output: accepted })
const aboutType = <T extends AlertTypeRequestType>(type: T) => ({ input: alertTypeRequests[type], output: accepted })
const aboutWall = <T extends WallRequestType>(type: T) => ({ input: wallRequests[type], output: accepted })

/** What a station may ask for, with the schema of its input and of its answer. */
export const feedRequests = {
  'alert.acknowledge': {
    input: z.strictObject({
      ...seen,
      note: safeText(2_000),
      disposition: disposition.optional(),
      /** What the person promises to do next. */
      next: safeText(500).optional(),
    }),
    output: accepted,
  },
  /** To a console or a person, or with null to nobody. Taking over is assigning what is somebody else's. */
  'alert.assign': { input: z.strictObject({ ...seen, to: assignee.nullable() }), output: accepted },
  'alert.close': { input: z.strictObject({ ...seen, disposition, words: safeText(2_000) }), output: accepted },
  /** Replaces the correction before it; with nothing but nulls, the source's words stand again. */
  'alert.amend': { input: z.strictObject({ ...seen, correction, reason: safeText(2_000).min(1) }), output: accepted },
  'alert.note': {
    input: z
      .strictObject({ id: alertId, text: safeText(4_000), attachments: z.array(attachmentReference).max(maximumNoteAttachments) })
      .refine(({ text, attachments }) => text !== '' || attachments.length > 0, { message: 'says nothing', path: ['text'] }),
    output: accepted,
  },
  'alert.shelve': aboutLife('alert.shelve'),
  'alert.unshelve': aboutLife('alert.unshelve'),
  'alert.take-out-of-service': aboutLife('alert.take-out-of-service'),
  'alert.return-to-service': aboutLife('alert.return-to-service'),
  'alert.escalate': aboutLife('alert.escalate'),
  'alert.reopen': aboutLife('alert.reopen'),
  'alert.see': aboutLife('alert.see'),
  'alert-type.propose': aboutType('alert-type.propose'),
  'alert-type.approve': aboutType('alert-type.approve'),
  'alert-type.reject': aboutType('alert-type.reject'),
  'viewpoint.save': { input: viewpointRequests['viewpoint.save'], output: accepted },
  'viewpoint.remove': { input: viewpointRequests['viewpoint.remove'], output: accepted },
  'wall.draw': aboutWall('wall.draw'),
  'wall.show': aboutWall('wall.show'),
  'wall.return': aboutWall('wall.return'),
  'wall.take': aboutWall('wall.take'),
  'wall.release': aboutWall('wall.release'),
  'scene.save': aboutWall('scene.save'),
  'scene.remove': aboutWall('scene.remove'),
  'wall-rules.save': aboutWall('wall-rules.save'),
  'threat.set': aboutWall('threat.set'),
  'threat-levels.save': aboutWall('threat-levels.save'),
} as const satisfies Record<string, { input: z.ZodType; output: typeof accepted }>

export type RequestType = keyof typeof feedRequests
export type AlertRequestType = Exclude<RequestType, WallRequestType | ViewpointRequestType | AlertTypeRequestType>
export type RequestInput<T extends RequestType> = z.infer<(typeof feedRequests)[T]['input']>
export type RequestOutput = z.infer<typeof accepted>
export const requestTypes = Object.keys(feedRequests) as [RequestType, ...RequestType[]]

/** A request of any type: what is asked, of which alert. */
export type AnyRequest = { [T in RequestType]: { type: T; input: RequestInput<T> } }[RequestType]

/** Makes one of something for each type of request. */
export function forEachRequest<Made extends Record<RequestType, unknown>>(make: <T extends RequestType>(type: T) => Made[T]): Made {
  return Object.fromEntries(requestTypes.map((type) => [type, make(type)])) as Made
}

type EnvelopeSchemas = {
  [T in RequestType]: z.ZodType<{ key: string; madeAtMs: number; input: RequestInput<T> }>
}

/** A request on the wire: its idempotency key, when it was made (perhaps offline, long ago) and its input. */
export const requestEnvelopes = forEachRequest<EnvelopeSchemas>(
  (type) => z.strictObject({ key: idempotencyKey, madeAtMs: timeMs, input: feedRequests[type].input }) as never,
)
export type RequestEnvelope<T extends RequestType> = z.infer<EnvelopeSchemas[T]>

/** Data of a refused handshake (`connect_error.data`). */
export const refusal = z.strictObject({ failure })

/** Socket.IO event types, derived. Pages and snapshot pieces are acknowledged with `true` once committed, urgent alerts once shown. */
export type GatewayToStation = {
  welcome: (message: Welcome) => void
  snapshot: (message: SnapshotPiece, committed: (done: true) => void) => void
  page: (message: Page, committed: (done: true) => void) => void
  urgent: (message: Urgent, shown: (done: true) => void) => void
  status: (message: LogStatus) => void
}
export type StationToGateway = {
  [T in RequestType]: (request: RequestEnvelope<T>, answer: (result: Result<RequestOutput>) => void) => void
}
