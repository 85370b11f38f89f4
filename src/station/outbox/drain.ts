import type { Result } from '#shared/contract/result'
import type { RequestEnvelope, RequestOutput } from '#shared/contract/feed'
import type { StationPush } from '#shared/contract/stationPort'
import type { Outbox } from './outbox'

type Options = {
  outbox: Outbox
  send(request: RequestEnvelope<'alert.acknowledge'>): Promise<Result<RequestOutput<'alert.acknowledge'>>>
  /** Whether there is any use in sending now. */
  isLive(): boolean
  /** Called after each answer, once the outbox says the same. */
  onAnswered(push: Extract<StationPush, { kind: 'answer' }>): void
}

/** Sends what waits in the outbox, one by one in the order it was made. A request leaves the outbox only with the gateway's answer. */
export function createDrain(options: Options): { wake(): void } {
  let sending = false

  async function sendAll(): Promise<void> {
    for (;;) {
      const entry = options.isLive() ? options.outbox.nextWaiting() : undefined
      if (entry === undefined) return
      const result = await options.send({ key: entry.key, madeAtMs: entry.madeAtMs, input: entry.input })
      // No answer is not a refusal: it stays first in the queue until the line is back.
      if (!result.ok && result.failure.code === 'unavailable') return
      if (result.ok) options.outbox.remove(entry.key)
      else options.outbox.refuse(entry.key, result.failure)
      options.onAnswered({ kind: 'answer', key: entry.key, result })
    }
  }

  return {
    wake() {
      if (sending) return
      sending = true
      void sendAll().finally(() => (sending = false))
    },
  }
}
