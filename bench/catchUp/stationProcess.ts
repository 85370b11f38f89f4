import { createStation } from '#station/station'
import type { Fact } from '#shared/contract/fact'
import type { StationPush } from '#shared/contract/stationPort'

// A station in a process of its own, with one window that says when it was shown what.

/** What the process tells; times are epoch milliseconds. */
export type StationReport =
  | { kind: 'live'; atMs: number }
  | { kind: 'shown'; identifier: string; severity: string; atMs: number }
  | { kind: 'end'; longestStallMs: number; facts: number }

const [dataFolder = '', url = '', token = ''] = process.argv.slice(2)
const tell = (report: StationReport): void => void process.send?.(report)
const lookEveryMs = 5

const station = createStation({ dataFolder, name: 'bench' })
station.addWindow({ post, onCall: () => undefined, onClose: () => undefined })
station.follow({ url, token })

let longestStallMs = 0
let lookedAtMs = performance.now()
setInterval(() => {
  const nowMs = performance.now()
  longestStallMs = Math.max(longestStallMs, nowMs - lookedAtMs - lookEveryMs)
  lookedAtMs = nowMs
}, lookEveryMs)

process.on('message', () => {
  const { facts } = station.counters()
  station.close()
  process.send?.({ kind: 'end', longestStallMs, facts } satisfies StationReport, () => process.exit(0))
})

function post(push: StationPush): void {
  const atMs = Date.now()
  if (push.kind === 'link' && push.link.state === 'live') tell({ kind: 'live', atMs })
  if (push.kind === 'facts') for (const fact of push.facts) noteFact(fact, atMs)
  if (push.kind === 'urgent') for (const { alert } of push.alerts) show(alert.source.identifier, alert.severity, atMs)
}

function noteFact(fact: Fact, atMs: number): void {
  if (fact.type === 'alert.raised') show(fact.payload.alert.source.identifier, fact.payload.alert.severity, atMs)
}

/** Only what the benchmark has posted is of interest, not what the station had missed. */
function show(identifier: string, severity: string, atMs: number): void {
  if (identifier.startsWith('live-')) tell({ kind: 'shown', identifier, severity, atMs })
}
