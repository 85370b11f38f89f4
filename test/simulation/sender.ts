import type { Accepted, Observation } from '#gateway/connectors/connector'
import type { Failure } from '#shared/contract/result'
import type { GatewaySide } from './gatewaySide'
import type { Random } from './random'
import type { Scheduler } from './scheduler'

/** A sender gives an attempt up after this time, and tries again. */
const patienceMs = 1_500

export type Confirmed = { observation: Observation; accepted: Accepted }

/** Sends alerts over HTTP, one after another, each again and again until the gateway has answered it. */
export type Sender = {
  send(observation: Observation): void
  readonly idle: boolean
  readonly confirmed: readonly Confirmed[]
  readonly refused: readonly { observation: Observation; failure: Failure }[]
  /** From now on every attempt arrives. */
  heal(): void
}

export function createSender(scheduler: Scheduler, random: Random, gateway: GatewaySide): Sender {
  const waiting: Observation[] = []
  const confirmed: Confirmed[] = []
  const refused: { observation: Observation; failure: Failure }[] = []
  let healed = false
  let sending = false

  function sendNext(): void {
    const observation = waiting[0]
    if (observation === undefined) return
    sending = true
    let settled = false
    const settle = (): void => {
      settled = true
      waiting.shift()
      sending = false
      sendNext()
    }
    attempt(observation, (result) => {
      if (settled || waiting[0] !== observation) return
      if (!result.ok && result.failure.code === 'unavailable') return
      if (result.ok) confirmed.push({ observation, accepted: result.value })
      else refused.push({ observation, failure: result.failure })
      settle()
    })
    scheduler.after(patienceMs, () => {
      if (!settled && waiting[0] === observation) sendNext()
    })
  }

  function attempt(
    observation: Observation,
    onAnswer: (result: { ok: true; value: Accepted } | { ok: false; failure: Failure }) => void,
  ): void {
    const luck = healed ? 1 : random.next()
    // The request is lost, its answer is lost, or it comes so late that it was sent again meanwhile.
    const lost = luck < 0.04 ? 'request' : luck < 0.1 ? 'answer' : null
    const lateMs = luck > 0.1 && luck < 0.16 ? random.int(patienceMs, 6_000) : 0
    if (lost === 'request') return
    scheduler.after(random.int(1, 20) + lateMs, () => {
      const there = gateway.context('cap')
      if (there === null) return
      there.life.run(() => {
        void there.context.offer(observation).then((result) => {
          if (!there.life.alive || lost === 'answer') return
          scheduler.after(random.int(1, 20), () => onAnswer(result))
        })
      })
    })
  }

  return {
    send(observation) {
      waiting.push(observation)
      if (!sending) sendNext()
    },
    get idle() {
      return waiting.length === 0
    },
    confirmed,
    refused,
    heal: () => (healed = true),
  }
}
