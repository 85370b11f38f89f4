import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { openSqliteLog } from '#gateway/log/sqliteLog'
import { startUp } from '#gateway/startUp'
import type { NewFact } from '#shared/contract/fact'
import type { AnyRequest } from '#shared/contract/feed'
import type { OutboxEntry, StationPush, WindowCall } from '#shared/contract/stationPort'
import { isConflict } from '#shared/domain/conflict'
import { createStation, type Station } from '#station/station'
import { buildAlert } from '#test/builders/alertBuilder'
import { buildNewFact } from '#test/builders/factBuilder'
import { cityFolder } from '#test/builders/folderBuilder'
import { conflictsOf, type Conflict, type Elsewhere, type Offline } from './expectation'

/** How long the line is away, by the clock of gateway and stations. */
const cutMs = 72 * 3_600_000
const desk = 'Bàn trực A'
const colleague = 'Bàn trực B'
const factsPerCommit = 2_000
const patienceMs = 900_000

export type CutOptions = {
  folder: string
  /** Requests made at the desk that is cut off, and facts that come at the gateway meanwhile. */
  requests: number
  facts: number
  random(): number
  onProgress(line: string): void
}

export type CutFigures = {
  requests: number
  facts: number
  lost: number
  doubled: number
  conflictsExpected: number
  conflictsListed: number
  localActionP95Ms: number
  catchUpS: number
}

/**
 * A desk without a line for 72 hours: it makes requests of all kinds on what it last saw, while another desk and the sources change the
 * same alerts; then the line is back. Real gateway, real stations, real files; the clock runs ahead between the requests.
 * @returns the figures, and in `problems` a sentence for everything that is not as it has to be.
 */
export async function cutOff(options: CutOptions): Promise<{ figures: CutFigures; problems: string[] }> {
  const { folder, random, onProgress } = options
  let aheadMs = 0
  const now = (): number => Date.now() + aheadMs
  const gatewayFolder = join(folder, 'gateway')
  const ids = Array.from({ length: Math.max(8, Math.floor(options.requests / 4)) }, (_, index) => `alert-${index}`)
  appendFacts(
    gatewayFolder,
    now,
    ids.map((id) => buildNewFact('alert.raised', { alert: buildAlert({ id }) }, { id: randomUUID() })),
  )
  const elsewhere = new Map<string, Elsewhere[]>(ids.map((id) => [id, []]))

  let gateway = await startGateway(gatewayFolder, now)
  const cut = openDesk(join(folder, 'a'), desk, now)
  cut.station.follow(gateway.dial)
  await cut.until('live', () => cut.isLive())
  // Nobody listens there: the line is away, and it is tried again and again.
  cut.station.follow({ url: 'http://127.0.0.1:9', token: gateway.dial.token })
  await cut.until('without a line', () => !cut.isLive())

  const beside = openDesk(join(folder, 'b'), colleague, now)
  beside.station.follow(gateway.dial)
  await beside.until('live', () => beside.isLive())
  for (const id of ids)
    for (const [event, asked] of colleagueDoes(id, random)) {
      beside.ask(asked)
      elsewhere.get(id)?.push({ what: event, by: colleague, atMs: beside.lastMadeAtMs() })
    }
  await beside.until('done', () => beside.entries.size === 0)
  beside.station.close()
  onProgress(`${colleague} has changed ${[...elsewhere.values()].filter((events) => events.length > 0).length} of ${ids.length} alerts`)

  const offline = new Map<string, Offline[]>(ids.map((id) => [id, []]))
  const took: number[] = []
  for (let made = 0; made < options.requests; made += 1) {
    aheadMs += cutMs / options.requests
    const id = ids[Math.floor(random() * ids.length)]!
    const asked = wishFor(id, random)
    const startedMs = performance.now()
    const key = cut.ask(asked)
    took.push(performance.now() - startedMs)
    if (!cut.entries.has(key)) throw new Error('a request was not shown as waiting at once')
    offline.get(id)?.push({ key, asked, madeAtMs: cut.lastMadeAtMs() })
    if (made % 50 === 0) await new Promise(setImmediate)
  }
  onProgress(`${options.requests} requests made without a line`)

  await gateway.close()
  appendFacts(gatewayFolder, now, sourcesSay({ ids, elsewhere, facts: options.facts, random, now }))
  gateway = await startGateway(gatewayFolder, now)
  onProgress(`${options.facts} facts came meanwhile`)

  const startedMs = performance.now()
  cut.station.follow(gateway.dial)
  await cut.until('live again', () => cut.isLive())
  await cut.until('answered', () => [...cut.entries.values()].every(({ state }) => state === 'refused'))
  const heads = await headsOf(gateway.dial.url)
  await cut.until('at the end of the log', () => Object.entries(heads).every(([stream, head]) => cut.read(stream) >= head))
  const catchUpS = Math.round((performance.now() - startedMs) / 100) / 10
  onProgress(`caught up in ${catchUpS} s`)
  cut.station.close()
  // What is listed has to be there after a restart too.
  const again = openDesk(join(folder, 'a'), desk, now)
  const listed = [...again.entries.values()]
  again.station.close()
  await gateway.close()

  const expected = ids.flatMap((id) => conflictsOf(elsewhere.get(id) ?? [], offline.get(id) ?? [], desk))
  const verdict = judge({ log: readFacts(gatewayFolder, now), seen: cut.seen, listed, offline: [...offline.values()].flat(), expected })
  return {
    figures: {
      requests: options.requests,
      facts: options.facts,
      lost: verdict.lost,
      doubled: verdict.doubled,
      conflictsExpected: expected.length,
      conflictsListed: verdict.conflictsListed,
      localActionP95Ms: Math.round(nearestRank(took, 0.95) * 100) / 100,
      catchUpS,
    },
    problems: verdict.problems.slice(0, 20),
  }
}

/** What the colleague does about an alert, mostly nothing. */
function colleagueDoes(id: string, random: () => number): [Elsewhere['what'], AnyRequest][] {
  const seen = { id, expectedVersion: 1 }
  const acknowledge: [Elsewhere['what'], AnyRequest] = ['acknowledged', { type: 'alert.acknowledge', input: { ...seen, note: '' } }]
  const assign: [Elsewhere['what'], AnyRequest] = [
    'assigned',
    { type: 'alert.assign', input: { ...seen, to: { id: null, name: 'Đội 2' } } },
  ]
  const correction = { severity: null, headline: 'Ngập sâu', areaDescription: null }
  const correct: [Elsewhere['what'], AnyRequest] = ['corrected', { type: 'alert.amend', input: { ...seen, correction, reason: 'đo lại' } }]
  const close: [Elsewhere['what'], AnyRequest] = [
    'closed',
    { type: 'alert.close', input: { ...seen, disposition: 'no-impact', words: '' } },
  ]
  const note: [Elsewhere['what'], AnyRequest] = ['noted', { type: 'alert.note', input: { id, text: 'đã xem', attachments: [] } }]
  const habits = [[acknowledge], [assign], [correct], [close], [note], [acknowledge, assign], [correct, acknowledge], [assign, note, close]]
  return random() < 0.3 ? habits[Math.floor(random() * habits.length)]! : []
}

/** What the desk that is cut off wants, on the one version that it knows. */
function wishFor(id: string, random: () => number): AnyRequest {
  const seen = { id, expectedVersion: 1 }
  const wishes: AnyRequest[] = [
    { type: 'alert.acknowledge', input: { ...seen, note: 'đã rõ' } },
    { type: 'alert.assign', input: { ...seen, to: { id: null, name: 'Đội 1' } } },
    {
      type: 'alert.amend',
      input: { ...seen, correction: { severity: 'critical', headline: null, areaDescription: null }, reason: 'đo lại' },
    },
    {
      type: 'alert.amend',
      input: { ...seen, correction: { severity: null, headline: 'Ngập nhẹ', areaDescription: null }, reason: 'đo lại' },
    },
    { type: 'alert.close', input: { ...seen, disposition: 'false', words: 'đường khô' } },
    { type: 'alert.note', input: { id, text: `ghi chú ${Math.floor(random() * 1_000)}`, attachments: [] } },
  ]
  return wishes[Math.floor(random() * wishes.length)]!
}

type Sources = { ids: string[]; elsewhere: Map<string, Elsewhere[]>; facts: number; random(): number; now(): number }

/** Facts of the sources while the line was away: a few about alerts that the desk knows, the rest readings and alerts that are new. */
function sourcesSay({ ids, elsewhere, facts, random, now }: Sources): NewFact[] {
  const said: NewFact[] = []
  for (const id of ids) {
    const chance = random()
    const atMs = Math.floor(now())
    const change = chance < 0.06 ? 'changed' : chance < 0.12 ? 'made graver' : null
    if (change !== null) {
      const alert = buildAlert({ id, severity: change === 'changed' ? 'medium' : 'critical' })
      said.push(buildNewFact('alert.updated', { alert }, { id: randomUUID(), atMs }))
      elsewhere.get(id)?.push({ what: change, by: alert.source.senderName, atMs })
    }
    if (random() < 0.08) {
      said.push(buildNewFact('alert.cleared', { id, reason: 'cancelled' }, { id: randomUUID(), atMs }))
      elsewhere.get(id)?.push({ what: 'ended', by: '', atMs })
    }
  }
  while (said.length < facts) said.push(said.length % 5 === 0 ? newAlert(said.length) : reading(said.length))
  return said
}

const newAlert = (index: number): NewFact =>
  buildNewFact('alert.raised', { alert: buildAlert({ id: `meanwhile-${index}` }) }, { id: randomUUID() })
function reading(index: number): NewFact {
  const series = { gaugeId: 'dong-ha', valueM: 1 + (index % 300) / 100, observedAtMs: index * 29, basis: 'observed' as const }
  return buildNewFact('reading.recorded', { reading: { ...series, source: 'test', peak: false, drillId: null } }, { id: randomUUID() })
}

function appendFacts(gatewayFolder: string, now: () => number, facts: readonly NewFact[]): void {
  const opened = openSqliteLog({ file: join(gatewayFolder, 'log.sqlite'), now })
  if (!opened.ok) throw new Error(opened.detail)
  for (let at = 0; at < facts.length; at += factsPerCommit) {
    opened.log.write((writer) => writer.append(facts.slice(at, at + factsPerCommit)))
  }
  opened.log.close()
}

type FactName = { name: string; causedBy: string | null }

function readFacts(gatewayFolder: string, now: () => number): FactName[] {
  const opened = openSqliteLog({ file: join(gatewayFolder, 'log.sqlite'), now })
  if (!opened.ok) throw new Error(opened.detail)
  const facts: FactName[] = []
  for (let position = 0; ;) {
    const found = opened.log.read(position, factsPerCommit)
    for (const { fact } of found) facts.push({ name: nameOf(fact), causedBy: fact.causedBy })
    const last = found.at(-1)
    if (last === undefined) break
    position = last.position
  }
  opened.log.close()
  return facts
}

const nameOf = ({ stream, seq, id }: { stream: string; seq: number; id: string }): string => `${stream} ${seq} ${id}`

async function startGateway(dataFolder: string, now: () => number) {
  const started = await startUp({ dataFolder, cityFolder, port: 0, version: 'test', scenario: null, whenPortBusy: 'fail', now })
  if (!started.ok) throw new Error(`${started.problem.code}: ${started.problem.detail}`)
  return { dial: { url: started.gateway.url, token: started.tokens.station }, close: () => started.gateway.close() }
}

async function headsOf(url: string): Promise<Record<string, number>> {
  const health = (await (await fetch(`${url}/health`)).json()) as { value: { heads: Record<string, number> } }
  return health.value.heads
}

/** A station with one window, which knows what a person there would see. */
function openDesk(dataFolder: string, name: string, now: () => number) {
  const station: Station = createStation({ dataFolder, name, now })
  const entries = new Map<string, OutboxEntry>()
  /** Names of all facts that came, in order. */
  const seen: string[] = []
  const lastSeq = new Map<string, number>()
  const looks = new Set<() => void>()
  let live = false
  let lastMadeAtMs = 0
  let call: (call: WindowCall) => void = () => undefined
  station.addWindow({ post: take, onCall: (listener) => (call = listener), onClose: () => undefined })

  function take(push: StationPush): void {
    if (push.kind === 'link') live = push.link.state === 'live'
    if (push.kind === 'facts') {
      for (const fact of push.facts) {
        seen.push(nameOf(fact))
        lastSeq.set(fact.stream, fact.seq)
      }
    }
    if (push.kind === 'outbox') entries.clear()
    if (push.kind === 'outbox' || push.kind === 'outbox-changed') {
      for (const entry of push.entries) {
        entries.set(entry.key, entry)
        lastMadeAtMs = entry.madeAtMs
      }
    }
    if (push.kind === 'outbox-changed') for (const key of push.removed) entries.delete(key)
    for (const look of looks) look()
  }

  return {
    station,
    entries,
    seen,
    isLive: () => live,
    read: (stream: string): number => lastSeq.get(stream) ?? 0,
    lastMadeAtMs: () => lastMadeAtMs,
    ask(asked: AnyRequest): string {
      const key = randomUUID()
      call({ kind: 'request', key, ...asked })
      return key
    },
    until: (what: string, holds: () => boolean): Promise<void> =>
      new Promise((settle, reject) => {
        const timer = setTimeout(() => reject(new Error(`${name} is not ${what}`)), patienceMs)
        const look = (): void => {
          if (!holds()) return
          clearTimeout(timer)
          looks.delete(look)
          settle()
        }
        looks.add(look)
        look()
      }),
  }
}

type Evidence = { log: FactName[]; seen: string[]; listed: OutboxEntry[]; offline: Offline[]; expected: Conflict[] }

function judge({ log, seen, listed, offline, expected }: Evidence) {
  const problems: string[] = []
  const effects = new Map<string, number>()
  for (const { causedBy } of log) if (causedBy !== null) effects.set(causedBy, (effects.get(causedBy) ?? 0) + 1)
  const conflicts = new Map(expected.map((conflict) => [conflict.key, conflict]))
  const entries = new Map(listed.map((entry) => [entry.key, entry]))
  let [lost, doubled, conflictsListed] = [0, 0, 0]

  for (const { key, asked, madeAtMs } of offline) {
    const times = effects.get(key) ?? 0
    const entry = entries.get(key)
    if (times > 1) doubled += 1
    if (times === 0 && entry === undefined) lost += 1
    if (times > 0 && entry !== undefined) problems.push(`${asked.type} ${key} had an effect and is listed`)
    const found = entry && isConflict(entry.failure) ? versionsOf(entry) : undefined
    if (found !== undefined) conflictsListed += 1
    const conflict = conflicts.get(key)
    const should = conflict && { ...conflict, mine: { asked, madeAtMs } }
    if (!isDeepStrictEqual(found, should))
      problems.push(`${asked.type}: listed ${JSON.stringify(found)}, expected ${JSON.stringify(should)}`)
  }
  const own = new Set(offline.map(({ key }) => key))
  const strangers = listed.filter(({ key }) => !own.has(key)).length
  if (strangers > 0) problems.push(`${strangers} requests are listed that nobody made`)

  // The facts that came to the desk are those of the log behind what it had, each once and in the order of its stream.
  const came = new Set(seen)
  doubled += seen.length - came.size
  const missing = log.slice(log.findIndex(({ name }) => name === seen[0])).filter(({ name }) => !came.has(name))
  lost += missing.length
  if (missing.length > 0) problems.push(`${missing.length} facts never came, the first is ${missing[0]?.name}`)
  return { lost, doubled, conflictsListed, problems }
}

/** Both versions of a conflict, as they are listed. */
function versionsOf({ key, type, input, madeAtMs, failure }: OutboxEntry) {
  const { by, atMs } = failure?.details ?? {}
  return { key, code: failure?.code, by, atMs, mine: { asked: { type, input }, madeAtMs } }
}

function nearestRank(numbers: readonly number[], share: number): number {
  return numbers.toSorted((a, b) => a - b)[Math.ceil(numbers.length * share) - 1] ?? NaN
}
