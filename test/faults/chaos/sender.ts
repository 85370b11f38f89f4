import { setTimeout as wait } from 'node:timers/promises'
import { buildCap, capTime } from '../../builders/capBuilder.ts'

const sentAtMs = Date.UTC(2026, 0, 15, 3, 0, 0)
const retryMs = 40
const answerLimitMs = 5_000

/** An integrator as it should be: a steady rate of alerts, updates and cancels, each sent again until it is confirmed. */
export type Sender = {
  /** What a gateway has confirmed, by identifier: these are in the log for ever. */
  readonly confirmed: ReadonlyMap<string, 'Alert' | 'Update' | 'Cancel'>
  resume(): void
  /** Begins nothing new; resolves when everything begun is confirmed. */
  settle(): Promise<void>
  /** Ends everything, confirmed or not. */
  stop(): void
}

type Options = { url: string; token(): string; ratePerS: number; random(): number }

export function createSender({ url, token, ratePerS, random }: Options): Sender {
  const confirmed = new Map<string, 'Alert' | 'Update' | 'Cancel'>()
  const underWay = new Set<Promise<void>>()
  /** Alerts that go on, by the identifier of what was last said of them. */
  const open: string[] = []
  let running: NodeJS.Timeout | undefined
  let stopped = false
  let next = 0

  async function deliver(identifier: string, msgType: 'Alert' | 'Update' | 'Cancel', about: string): Promise<void> {
    const references = about === '' ? '' : `test@example.invalid,${about},${capTime(sentAtMs)}`
    const body = buildCap({ identifier, msgType, references, sentAtMs, headline: `Phản ánh ${identifier}`, severity: 'Moderate' })
    while (!stopped) {
      if (await isTaken(body)) {
        confirmed.set(identifier, msgType)
        if (msgType !== 'Cancel') open.push(identifier)
        return
      }
      await wait(retryMs)
    }
  }

  async function isTaken(body: string): Promise<boolean> {
    try {
      const answer = await fetch(`${url}/cap`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token()}`, 'Content-Type': 'application/cap+xml' },
        body,
        signal: AbortSignal.timeout(answerLimitMs),
      })
      const text = await answer.text()
      if (answer.status >= 400 && answer.status < 500) throw new Refused(`${answer.status}: ${text}`)
      return answer.ok
    } catch (error) {
      if (error instanceof Refused) throw error
      // The gateway is not there, or was killed while it had the message: nobody knows, so it is sent again.
      return false
    }
  }

  function beginOne(): void {
    next += 1
    const chosen = random()
    const [about] = chosen < 0.5 && open.length > 20 ? open.splice(Math.floor(random() * open.length), 1) : []
    const msgType = about === undefined ? 'Alert' : chosen < 0.15 ? 'Update' : 'Cancel'
    const work = deliver(`chaos-${next}`, msgType, about ?? '')
    underWay.add(work)
    void work.finally(() => underWay.delete(work))
  }

  return {
    confirmed,
    resume: () => void (running = setInterval(() => (underWay.size < 400 ? beginOne() : undefined), 1_000 / ratePerS)),
    async settle() {
      clearInterval(running)
      await Promise.all(underWay)
    },
    stop() {
      clearInterval(running)
      stopped = true
    },
  }
}

class Refused extends Error {}
