import { z } from 'zod'

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
  z.strictObject({ kind: z.literal('stop') }),
])
export type StationOrder = z.infer<typeof stationOrder>
