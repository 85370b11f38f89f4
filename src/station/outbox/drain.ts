import type { Result } from '#shared/contract/result'
import type { RequestOutput } from '#shared/contract/feed'
import type { OutboxEntry, StationPush } from '#shared/contract/stationPort'
import { timersOf, type Timers } from '#shared/timers'
import type { Outbox } from './outbox'

/** A gateway that is there but could not answer (its disk is full, it is busy) is asked again after this time. */
const retryMs = 2_000

type Options = {
  outbox: Pick<Outbox, 'nextWaiting' | 'remove' | 'refuse'>
  send(entry: OutboxEntry): Promise<Result<RequestOutput>>
  /** Whether what a request names is at the gateway; one that is not ready steps aside, and those behind it go on. */
  isReady?(entry: OutboxEntry): boolean
  /** The gateway has not got what a request names: it waits again. */
  onContentMissing?(entry: OutboxEntry): void
  /** Whether there is any use in sending now. */
  isLive(): boolean
  /** The outbox could not be written; it is tried again. */
  onTrouble(error: unknown): void
  /** Called after each answer, once the outbox says the same. */
  onAnswered(push: Extract<StationPush, { kind: 'answer' }>, entry: OutboxEntry): void
  timers?: Timers
}

/** Sends what waits in the outbox, one by one in the order it was made, but for what is not ready yet. A request leaves the outbox only with the gateway's answer. */
export function createDrain(options: Options): { wake(): void; close(): void } {
  let sending = false
  let wokenMeanwhile = false
  let closed = false
  const { after } = options.timers ?? timersOf(globalThis)
  let callOffRetry = (): void => undefined

  async function sendAll(): Promise<void> {
    for (;;) {
      const entry = options.isLive() ? options.outbox.nextWaiting(options.isReady) : undefined
      if (entry === undefined) return
      const result = await options.send(entry)
      // No answer is not a refusal: it stays first in the queue, and the line may well be up while nothing else would wake us.
      if (closed) return
      if (!result.ok && result.failure.code === 'unavailable') return wakeLater()
      if (!result.ok && result.failure.code === 'content-missing' && options.onContentMissing !== undefined) {
        options.onContentMissing(entry)
        // Not over and over in the same moment, whatever those who know of contents make of it.
        if (options.isReady?.(entry) !== false) return wakeLater()
        continue
      }
      if (result.ok) options.outbox.remove(entry.key)
      else options.outbox.refuse(entry.key, result.failure)
      options.onAnswered({ kind: 'answer', key: entry.key, result }, entry)
    }
  }

  function wake(): void {
    callOffRetry()
    if (closed) return
    wokenMeanwhile = sending
    if (sending) return
    sending = true
    void sendAll()
      .catch((error: unknown) => {
        // The outbox's disk refused: what the gateway has answered already is sent again, and answered alike.
        options.onTrouble(error)
        wakeLater()
      })
      .finally(() => {
        sending = false
        // What woke it between its last look and now must not be lost.
        if (wokenMeanwhile) wake()
      })
  }

  function wakeLater(): void {
    callOffRetry()
    callOffRetry = after(retryMs, wake)
  }

  return {
    wake,
    close() {
      closed = true
      callOffRetry()
    },
  }
}
