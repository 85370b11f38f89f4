import type { Alert } from '#shared/contract/alert'
import type { Reading } from '#shared/contract/reading'
import type { Drill } from '#shared/contract/room'
import type { Result } from '#shared/contract/result'

/** An earlier message that an update or a cancel names (CAP `references`: sender, identifier, sent). */
export type MessageReference = { sender: string; identifier: string; sentAtMs: number }

/** Identity of a message, as CAP's `references` write it, with the time in UTC so that one instant has one key. */
export function messageKey({ sender, identifier, sentAtMs }: MessageReference): string {
  return `${sender},${identifier},${new Date(sentAtMs).toISOString()}`
}

/** What a connector saw in the world, in the product's words. The authority decides what it means. */
export type Observation =
  | { kind: 'alert'; alert: Alert; drill: boolean }
  | { kind: 'update'; alert: Alert; references: MessageReference[]; drill: boolean }
  | { kind: 'cancel'; key: string; references: MessageReference[]; atMs: number; drill: boolean }
  | { kind: 'reading'; reading: Reading }
  | { kind: 'drill-started'; drill: Drill }
  | { kind: 'drill-ended'; id: string; reason: 'finished' | 'stopped' | 'interrupted'; atMs: number }

/** What became of an observation once its facts are durable. */
export type Accepted = {
  /** Facts it became; none when it was a duplicate or changed nothing. */
  facts: number
  duplicate: boolean
  alertId: string | null
}

/** What the gateway lends a connector. */
export type ConnectorContext = {
  /** Epoch milliseconds. */
  now(): number
  /** Hands an observation to the authority. Resolves once what it became is durable in the log. */
  offer(observation: Observation): Promise<Result<Accepted>>
  /** Counts something refused before it became an observation, and keeps the last reason for the screen. */
  reject(origin: string, reason: string): void
  /** The connector cannot go on; said on the screen. */
  fail(reason: string): void
}

/** One outside system. `start` resolves when it listens; `stop` when nothing of it is left. */
export type Connector = {
  name: string
  start(context: ConnectorContext): Promise<void>
  stop(): Promise<void>
}
