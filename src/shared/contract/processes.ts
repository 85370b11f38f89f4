import { z } from 'zod'
import { contentHash } from './attachment'

/** Messages between the main process and its two service processes. Facts never travel here. */

/** main -> gateway, once. */
export const gatewayStart = z.strictObject({
  dataFolder: z.string(),
  cityFolder: z.string(),
  port: z.int().min(0).max(65_535),
  version: z.string(),
  scenario: z.strictObject({ file: z.string(), speed: z.number().positive() }).nullable(),
})
export type GatewayStart = z.infer<typeof gatewayStart>

export const gatewayProblemCode = z.enum([
  'port-busy',
  'log-future-schema',
  'log-not-a-database',
  'log-unwritable',
  'city-unreadable',
  'internal',
])

/** gateway -> main. */
export const gatewayStatus = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ready'),
    url: z.string(),
    port: z.int(),
    /** The port that was asked for when another program had it. */
    busyPort: z.int().nullable(),
    stationToken: z.string(),
    inletTokenFile: z.string(),
  }),
  z.strictObject({ kind: z.literal('failed'), code: gatewayProblemCode, where: z.string(), detail: z.string() }),
])
export type GatewayStatus = z.infer<typeof gatewayStatus>

/** main -> station. A `port` message brings the port of one window. */
export const stationOrder = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('start'), dataFolder: z.string(), stationName: z.string(), searchWorkerFile: z.string() }),
  /** Where the gateway is, once that is known. */
  z.strictObject({ kind: z.literal('gateway'), url: z.string(), token: z.string() }),
  z.strictObject({ kind: z.literal('port') }),
  /** A file that a person chose, to be attached; and where a person wants a copy of a content. The windows are answered under the id. */
  z.strictObject({ kind: z.literal('attach-file'), id: z.uuid(), file: z.string() }),
  z.strictObject({ kind: z.literal('save-content'), id: z.uuid(), sha256: contentHash, file: z.string() }),
  z.strictObject({ kind: z.literal('stop') }),
])
export type StationOrder = z.infer<typeof stationOrder>
