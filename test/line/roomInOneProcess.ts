import type { OutboxEntry, StationPush, WindowCall } from '#shared/contract/stationPort'
import { startUp } from '#gateway/startUp'
import { createStation, type Station } from '#station/station'
import type { Gateway } from '#gateway/gateway'
import type { Tokens } from '#gateway/tokens'
import { cityFolder } from '#test/builders/folderBuilder'

/** A window's end of the line, remembering what was pushed to it. */
export type TestWindow = {
  pushes: StationPush[]
  call(call: WindowCall): void
  /** Resolves with what `find` returns as soon as that is something; fails after 10 s with what was pushed. */
  until<T>(what: string, find: (pushes: StationPush[]) => T | undefined): Promise<T>
}

export function openTestWindow(station: Station): TestWindow {
  const pushes: StationPush[] = []
  const waiting = new Set<() => void>()
  let onCall: (call: unknown) => void = () => undefined
  station.addWindow({
    post(push) {
      // What crosses to a window is copied on the way; a later change on this side must not show.
      pushes.push(structuredClone(push))
      for (const look of waiting) look()
    },
    onCall: (listener) => (onCall = listener),
    onClose: () => undefined,
  })
  return {
    pushes,
    call: (call) => onCall(call),
    until: (what, find) =>
      new Promise((settle, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`${what} did not come; pushed: ${pushes.map((push) => push.kind).join(' ')}`)),
          10_000,
        )
        const look = (): void => {
          const found = find(pushes)
          if (found === undefined) return
          clearTimeout(timer)
          waiting.delete(look)
          settle(found)
        }
        waiting.add(look)
        look()
      }),
  }
}

/** A gateway and its folder, for one test. */
export type TestGateway = { gateway: Gateway; tokens: Tokens; folder: string }

export async function startTestGateway(
  folder: string,
  scenario: { file: string; speed: number } | null = null,
  port = 0,
): Promise<TestGateway> {
  const started = await startUp({ dataFolder: folder, cityFolder, port, version: 'test', scenario, whenPortBusy: 'fail' })
  if (!started.ok) throw new Error(`${started.problem.code}: ${started.problem.detail}`)
  return { gateway: started.gateway, tokens: started.tokens, folder }
}

export function startTestStation(folder: string, gateway: TestGateway | null, name = 'Bàn trực 1'): Station {
  const station = createStation({ dataFolder: folder, name })
  if (gateway !== null) station.follow({ url: gateway.gateway.url, token: gateway.tokens.station })
  return station
}

export function post(gateway: TestGateway, body: string): Promise<Response> {
  return fetch(`${gateway.gateway.url}/cap`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${gateway.tokens.inlet}`, 'Content-Type': 'application/cap+xml' },
    body,
  })
}

/** All facts that were pushed, in order. */
export const factsIn = (pushes: StationPush[]) => pushes.flatMap((push) => (push.kind === 'facts' ? push.facts : []))
/** What waits in the outbox or was refused, by the last that was pushed of it. */
export function outboxIn(pushes: StationPush[]): OutboxEntry[] {
  const entries = new Map<string, OutboxEntry>()
  for (const push of pushes) {
    if (push.kind === 'outbox') entries.clear()
    if (push.kind === 'outbox' || push.kind === 'outbox-changed') for (const entry of push.entries) entries.set(entry.key, entry)
    if (push.kind === 'outbox-changed') for (const key of push.removed) entries.delete(key)
  }
  return [...entries.values()]
}
/** Whether the link is live by the last push about it. */
export const isLive = (pushes: StationPush[]): true | undefined => {
  const last = pushes.findLast((push) => push.kind === 'link')
  return last?.kind === 'link' && last.link.state === 'live' ? true : undefined
}
