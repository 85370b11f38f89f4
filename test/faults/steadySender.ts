import { setTimeout as wait } from 'node:timers/promises'
import { buildCap } from '../builders/capBuilder'
import { postCap, type Inlet } from '../e2e/room'

/**
 * A sender as a good integrator writes one: a steady rate, and whatever was not confirmed is sent again until it is. What it
 * counts as accepted was answered by the gateway, so it must be in the log for ever.
 */
export type SteadySender = {
  /** Goes on sending to this gateway. */
  resume(inlet: Inlet): void
  /** Stops sending and resolves when nothing is on its way. */
  pause(): Promise<void>
  /** Identifiers that a gateway has confirmed. */
  readonly accepted: ReadonlySet<string>
  /** Sends everything that was begun and never confirmed. */
  finish(inlet: Inlet): Promise<void>
}

export function createSteadySender(ratePerS: number): SteadySender {
  const accepted = new Set<string>()
  const unconfirmed = new Set<string>()
  const onTheWay = new Set<Promise<void>>()
  let next = 0
  let running = false

  async function send(identifier: string, inlet: Inlet): Promise<void> {
    unconfirmed.add(identifier)
    try {
      const answer = await postCap(inlet, buildCap({ identifier, headline: `Phản ánh ${identifier}` }))
      await answer.arrayBuffer()
      if (!answer.ok) return
      accepted.add(identifier)
      unconfirmed.delete(identifier)
    } catch {
      // The gateway was killed while the message was on its way: nobody knows, so it is sent again.
    }
  }

  function track(work: Promise<void>): void {
    onTheWay.add(work)
    void work.finally(() => onTheWay.delete(work))
  }

  async function run(inlet: Inlet): Promise<void> {
    const startedAtMs = performance.now()
    let begun = 0
    for (const identifier of [...unconfirmed]) track(send(identifier, inlet))
    while (running) {
      const due = Math.floor(((performance.now() - startedAtMs) / 1000) * ratePerS)
      while (begun < due && running) {
        begun += 1
        next += 1
        track(send(`kill-${next}`, inlet))
      }
      await wait(1000 / ratePerS)
    }
  }

  return {
    accepted,
    resume(inlet) {
      running = true
      void run(inlet)
    },
    async pause() {
      running = false
      await Promise.all(onTheWay)
    },
    async finish(inlet) {
      await Promise.all([...unconfirmed].map((identifier) => send(identifier, inlet)))
    },
  }
}
