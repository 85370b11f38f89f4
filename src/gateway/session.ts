import type { AlertState } from '#shared/contract/alert'
import {
  maximumPageFacts,
  maximumSnapshotAlerts,
  protocolVersion,
  requestEnvelopes,
  type GatewayToStation,
  type Handshake,
  type RequestOutput,
  type SnapshotPiece,
  type StationToGateway,
} from '#shared/contract/feed'
import { streams, type Cursors } from '#shared/contract/ids'
import { fail, type Result } from '#shared/contract/result'
import { isInQueue } from '#shared/domain/alertLifecycle'
import { acknowledge, type Circumstances } from './authority'
import type { CommitQueue } from './commitQueue'
import type { EventLog } from './log/eventLog'
import { problemsIn } from '#shared/contract/problems'
import { createUrgentLane } from './urgentLane'

/** What a session needs of the line to its station. Messages come in order, an acknowledgement comes once or never. */
export type StationSocket = {
  emit<Name extends keyof GatewayToStation>(name: Name, ...message: Parameters<GatewayToStation[Name]>): unknown
  on<Name extends keyof StationToGateway>(name: Name, listener: StationToGateway[Name]): unknown
}

/** A piece ends with the alert that passes this many characters. */
const maximumPieceLength = 1_000_000

export type SessionOptions = {
  socket: StationSocket
  hello: Handshake
  log: EventLog
  queue: CommitQueue
  gateway: { name: string; version: string; cityId: string }
  circumstances(): Circumstances
  /** Where those who follow have read to; this session is one of them while it lasts. */
  readers: Set<() => Cursors>
}

/**
 * One connected station: gives it what it has missed or a snapshot, then every new fact in order, with at most one
 * unacknowledged page under way, and answers its requests. A slow station costs the gateway one page of memory.
 * @returns how to end it.
 */
export function startSession(options: SessionOptions): () => void {
  const { socket, hello, log, queue } = options
  const mode = canResume(hello, log) ? 'resume' : 'snapshot'
  const { epoch } = log
  let read: Cursors = mode === 'resume' ? hello.cursors : log.heads()
  let position = log.positionOf(read)
  let busy = true
  let ended = false

  socket.emit('welcome', {
    protocolVersion,
    gateway: options.gateway,
    epoch,
    heads: log.heads(),
    serverTimeMs: options.circumstances().nowMs,
    mode,
  })
  if (mode === 'resume') {
    busy = false
    sendNextPage()
  } else {
    sendSnapshot(snapshotPieces(queue, epoch, read), () => {
      busy = false
      sendNextPage()
    })
  }
  const lane = createUrgentLane({
    log,
    model: () => queue.model,
    behind: () => (log.epoch === epoch ? behind(read, log.heads()) : 0),
    send: (alerts, shown) => socket.emit('urgent', { epoch, alerts }, shown),
  })
  const stopFollowing = log.follow(() => {
    sendNextPage()
    if (!ended) lane.look()
  })
  lane.look()
  const reader = (): Cursors => read
  options.readers.add(reader)
  socket.on('alert.acknowledge', (request, answer) => {
    if (typeof answer !== 'function') return
    const parsed = requestEnvelopes['alert.acknowledge'].safeParse(request)
    if (!parsed.success) return answer(fail('invalid', `alert.acknowledge: ${problemsIn(parsed.error)}`))
    void answerAcknowledge(options, parsed.data).then(answer)
  })

  return () => {
    ended = true
    stopFollowing()
    options.readers.delete(reader)
  }

  function sendNextPage(): void {
    if (busy || ended) return
    if (log.epoch !== epoch) return sayOtherEpoch()
    const found = log.read(position, maximumPageFacts)
    const last = found.at(-1)
    if (last === undefined) return
    position = last.position
    // Streams are read from the earliest unread position, so one that was read further shows facts again: skip those.
    const facts = found.map(({ fact }) => fact).filter((fact) => fact.seq > read[fact.stream])
    if (facts.length === 0) return sendNextPage()
    read = { ...read }
    for (const fact of facts) read[fact.stream] = fact.seq
    busy = true
    socket.emit('page', { epoch, facts, remaining: behind(read, log.heads()) }, () => {
      busy = false
      sendNextPage()
    })
  }

  /** The log was given another identity while this line stood: an empty page of it makes the station dial again. */
  function sayOtherEpoch(): void {
    busy = true
    socket.emit('page', { epoch: log.epoch, facts: [], remaining: 0 }, () => undefined)
  }

  function sendSnapshot(pieces: SnapshotPiece[], done: () => void): void {
    const [piece, ...rest] = pieces
    if (piece === undefined || ended) return done()
    socket.emit('snapshot', piece, () => sendSnapshot(rest, done))
  }
}

/** What the station asks for next has to be there: neither before the oldest fact that is kept nor beyond the head. */
function canResume(hello: Handshake, log: EventLog): boolean {
  const [heads, oldest] = [log.heads(), log.oldest()]
  return (
    hello.epoch === log.epoch &&
    streams.every((stream) => hello.cursors[stream] <= heads[stream] && hello.cursors[stream] + 1 >= oldest[stream])
  )
}

/**
 * What a station claims to have read of this log that this log does not have, in words; null when there is no such thing. A log never
 * loses what it has sent, so this one is not what it was: it was put back, or its disk has lied.
 */
export function readBeyond(hello: Handshake, log: EventLog): string | null {
  const heads = log.heads()
  const stream = hello.epoch === log.epoch ? streams.find((each) => hello.cursors[each] > heads[each]) : undefined
  if (stream === undefined) return null
  return `station ${hello.station.name} has read ${stream} up to ${hello.cursors[stream]}, this log ends at ${heads[stream]}`
}

function behind(read: Cursors, heads: Cursors): number {
  return streams.reduce((sum, stream) => sum + heads[stream] - read[stream], 0)
}

function snapshotPieces(queue: CommitQueue, epoch: string, asOf: Cursors): SnapshotPiece[] {
  const pieces: SnapshotPiece[] = []
  let piece: AlertState[] = []
  let length = 0
  const close = (): void => {
    if (piece.length > 0) pieces.push({ epoch, asOf, alerts: piece, room: null, last: false })
    piece = []
    length = 0
  }
  for (const state of queue.model.alerts.values()) {
    if (!isInQueue(state)) continue
    piece.push(state)
    length += JSON.stringify(state).length
    if (piece.length === maximumSnapshotAlerts || length >= maximumPieceLength) close()
  }
  close()
  return [...pieces, { epoch, asOf, alerts: [], room: queue.model.room(), last: true }]
}

type AcknowledgeEnvelope = Parameters<StationToGateway['alert.acknowledge']>[0]
type AcknowledgeResult = Result<RequestOutput<'alert.acknowledge'>>

function answerAcknowledge(options: SessionOptions, request: AcknowledgeEnvelope): Promise<AcknowledgeResult> {
  const station = options.hello.station
  return options.queue.run((commit): AcknowledgeResult => {
    const before = options.log.answerFor(request.key)
    if (before !== undefined) return before.result as AcknowledgeResult
    const by = {
      actor: { kind: 'person' as const, id: station.id, name: station.name },
      station: station.id,
      key: request.key,
      madeAtMs: request.madeAtMs,
    }
    const decision = acknowledge(commit.model, request.input, by, options.circumstances())
    const result: AcknowledgeResult = decision.ok
      ? { ok: true, value: decision.value.answer(commit.append(decision.value.facts)) }
      : decision
    commit.writer.answer({ key: request.key, result })
    return result
  })
}
