import { canonical, foldHash, streams, type CacheContent, type LogContent, type OutboxContent } from './files.ts'

/** What a station and its operator leave for the judge. */
export type StationEvidence = { name: string; cache: CacheContent; outbox: OutboxContent; kept: ReadonlySet<string> }
export type Evidence = {
  log: LogContent
  stations: readonly StationEvidence[]
  confirmed: ReadonlyMap<string, 'Alert' | 'Update' | 'Cancel'>
  /** Facts about alerts there were when everything had come to rest; the gateway goes on adding what time brings, and the log is read last. */
  alertsAtRest: number
}

/** What was found wrong, one sentence each. */
export type Verdict = { lost: string[]; duplicated: string[]; diverged: string[]; damaged: string[] }

/** Compares what was promised with what the files hold, when nothing is under way any more. */
export function judge({ log, stations, confirmed, alertsAtRest }: Evidence): Verdict {
  const verdict: Verdict = { lost: [], duplicated: [], diverged: [], damaged: [] }
  judgeLog(log, verdict)
  judgeMessages(log, confirmed, verdict)
  judgeRequests(log, stations, verdict)
  for (const station of stations) judgeStation(log, alertsAtRest, station, verdict)
  return verdict
}

function judgeLog(log: LogContent, { duplicated, lost, damaged }: Verdict): void {
  if (log.integrity !== 'ok') damaged.push(`log: ${log.integrity}`)
  const ids = new Set(log.inOrder.map((fact) => fact.id))
  if (ids.size !== log.inOrder.length) duplicated.push(`${log.inOrder.length - ids.size} facts of the log have an id twice`)
  for (const stream of streams) {
    const wrong = log.facts[stream].find((fact, index) => fact.seq !== index + 1)
    if (wrong !== undefined) lost.push(`log: ${stream} has a hole before ${wrong.seq}`)
  }
}

function judgeMessages(log: LogContent, confirmed: Evidence['confirmed'], { lost, duplicated }: Verdict): void {
  const said = new Map<string, number>()
  const cleared = new Map<string, number>()
  for (const fact of log.facts.alerts) {
    if (fact.type === 'alert.raised' || fact.type === 'alert.updated') count(said, fact.payload.alert.source.identifier)
    if (fact.type === 'alert.cleared') count(cleared, fact.payload.id)
  }
  for (const [identifier, msgType] of confirmed) {
    if (msgType !== 'Cancel' && !said.has(identifier)) lost.push(`${msgType} ${identifier} was confirmed and is not in the log`)
  }
  const cancels = [...confirmed.values()].filter((msgType) => msgType === 'Cancel').length
  if (cleared.size < cancels) lost.push(`${cancels} cancels were confirmed, ${cleared.size} alerts are cleared in the log`)
  for (const [identifier, times] of said) if (times > 1) duplicated.push(`${identifier} is ${times} times in the log`)
  for (const [id, times] of cleared) if (times > 1) duplicated.push(`${id} is cleared ${times} times`)
}

function judgeRequests(log: LogContent, stations: readonly StationEvidence[], { lost, duplicated, diverged }: Verdict): void {
  const effects = new Map<string, number>()
  for (const fact of log.facts.alerts) if (fact.actor.kind === 'person' && fact.causedBy !== null) count(effects, fact.causedBy)
  for (const [key, times] of effects) {
    if (times > 1) duplicated.push(`request ${key} has ${times} facts`)
    if (!log.answers.has(key)) lost.push(`request ${key} has a fact and no answer`)
  }
  for (const [key, answer] of log.answers) {
    if (answer.ok !== effects.has(key)) diverged.push(`request ${key} was answered ${answer.ok ? 'yes without' : 'no with'} a fact`)
  }
  for (const { name, kept, outbox } of stations) {
    for (const key of kept) if (!log.answers.has(key)) lost.push(`${name}: request ${key} was kept and never answered`)
    for (const entry of outbox.entries) {
      if (entry.failure === null) lost.push(`${name}: request ${entry.key} still waits`)
    }
  }
}

function judgeStation(
  log: LogContent,
  alertsAtRest: number,
  { name, cache, outbox }: StationEvidence,
  { diverged, damaged }: Verdict,
): void {
  if (cache.integrity !== 'ok') damaged.push(`${name}: cache: ${cache.integrity}`)
  if (outbox.integrity !== 'ok') damaged.push(`${name}: outbox: ${outbox.integrity}`)
  if (cache.epoch !== log.epoch) diverged.push(`${name}: follows the log ${cache.epoch}, not ${log.epoch}`)
  if (cache.cursors.alerts < alertsAtRest || cache.cursors.alerts > log.facts.alerts.length) {
    diverged.push(`${name}: has read ${cache.cursors.alerts} of ${alertsAtRest} to ${log.facts.alerts.length} facts about alerts`)
  }
  for (const stream of streams) {
    const held = cache.facts[stream]
    const first = held[0]?.seq ?? cache.cursors[stream] + 1
    const given = log.facts[stream].slice(first - 1, cache.cursors[stream])
    if (canonical(held) !== canonical(given)) diverged.push(`${name}: its facts of ${stream} are not those of the log`)
  }
  if (cache.stateHash !== foldHash(log.inOrder, cache.cursors)) diverged.push(`${name}: its state is not the fold of the log`)
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
