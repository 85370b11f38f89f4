import type { ConnectorReport } from '#shared/contract/room'
import { clipText } from '#shared/contract/text'
import type { Result } from '#shared/contract/result'
import { timersOf, type Timers } from '#shared/timers'
import type { Event } from './authority'
import type { Accepted, Connector, ConnectorContext } from './connectors/connector'

/** Least time between two reports of one connector: a busy one must not fill the log with its own counters. */
const reportEveryMs = 2_000

type Options = {
  now(): number
  submit(event: Event): Promise<Result<Accepted>>
  timers?: Timers
}

/** Starts connectors, lends each its context, counts what they bring and reports the counts as facts at a low rate. */
export type ConnectorHost = {
  start(connector: Connector): Promise<void>
  /** Counts a refusal that happened before the connector saw the message (a wrong token, a body too large). */
  reject(connectorName: string, origin: string, reason: string): void
  /** Reports what a connector has counted, now. */
  report(connectorName: string): void
  stop(): Promise<void>
}

export function createConnectorHost(options: Options): ConnectorHost {
  const connectors: Connector[] = []
  const reports = new Map<string, ConnectorReport>()
  const { after } = options.timers ?? timersOf(globalThis)
  const reportsDue = new Map<string, () => void>()
  let stopping = false

  function reportOf(name: string): ConnectorReport {
    return reports.get(name) ?? { connector: name, state: 'running', accepted: 0, duplicates: 0, rejected: 0, lastRejection: null }
  }

  function change(name: string, part: Partial<ConnectorReport>): void {
    reports.set(name, { ...reportOf(name), ...part })
    if (reportsDue.has(name) || stopping) return
    reportsDue.set(
      name,
      after(reportEveryMs, () => {
        reportsDue.delete(name)
        void publish(name)
      }),
    )
  }

  function publish(name: string): Promise<unknown> {
    return options.submit({ kind: 'connector-report', report: reportOf(name), atMs: options.now() })
  }

  function reject(name: string, origin: string, reason: string): void {
    const report = reportOf(name)
    change(name, {
      rejected: report.rejected + 1,
      lastRejection: { atMs: options.now(), origin: clipText(origin, 300), reason: clipText(reason, 1_000) },
    })
  }

  function contextFor(name: string): ConnectorContext {
    return {
      now: options.now,
      async offer(observation) {
        const result = await options.submit(observation)
        const report = reportOf(name)
        if (!result.ok) reject(name, name, result.failure.message)
        else if (result.value.duplicate) change(name, { duplicates: report.duplicates + 1 })
        else change(name, { accepted: report.accepted + 1 })
        return result
      },
      reject: (origin, reason) => reject(name, origin, reason),
      fail: (reason) =>
        change(name, { state: 'failed', lastRejection: { atMs: options.now(), origin: name, reason: clipText(reason, 1_000) } }),
    }
  }

  return {
    async start(connector) {
      connectors.push(connector)
      await connector.start(contextFor(connector.name))
      reports.set(connector.name, reportOf(connector.name))
      await publish(connector.name)
    },
    reject,
    report: (connectorName) => void publish(connectorName),
    async stop() {
      await Promise.all(connectors.map((connector) => connector.stop()))
      stopping = true
      for (const callOff of reportsDue.values()) callOff()
      reportsDue.clear()
    },
  }
}
