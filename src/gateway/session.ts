import type { AlertState } from '#shared/contract/alert'
import type { AttachmentReference } from '#shared/contract/attachment'
import {
  maximumPageFacts,
  maximumSnapshotAlerts,
  protocolVersion,
  requestEnvelopes,
  type AnyRequest,
  type GatewayToStation,
  requestTypes,
  type Handshake,
  type RequestEnvelope,
  type RequestOutput,
  type RequestType,
  type SnapshotPiece,
  type StationToGateway,
} from '#shared/contract/feed'
import { streams, type Cursors } from '#shared/contract/ids'
import { fail, type Result } from '#shared/contract/result'
import { isOver } from '#shared/domain/alertLifecycle'
import { contentsOfRequest } from '#shared/domain/namedContents'
import type { Circumstances } from './authority'
import type { CommitQueue } from './commitQueue'
import type { EventLog } from './log/eventLog'
import { problemsIn } from '#shared/contract/problems'
import { decideRequest } from './requestAuthority'
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
  /** Whether what a note names is here; the failure to answer with otherwise. */
  checkAttachments?: ((attachments: readonly AttachmentReference[]) => Promise<Result<null>>) | undefined
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
  for (const type of requestTypes) serveRequests(options, type)

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
    if (isOver(state)) continue
    piece.push(state)
    length += JSON.stringify(state).length
    if (piece.length === maximumSnapshotAlerts || length >= maximumPieceLength) close()
  }
  close()
  return [...pieces, { epoch, asOf, alerts: [], room: queue.model.room(), last: true }]
}

function serveRequests<T extends RequestType>(options: SessionOptions, type: T): void {
  const listener = (request: unknown, answer: unknown): void => {
    if (typeof answer !== 'function') return
    const parsed = requestEnvelopes[type].safeParse(request)
    if (!parsed.success) return void answer(fail('invalid', `${type}: ${problemsIn(parsed.error)}`))
    void answerRequest(options, type, parsed.data as RequestEnvelope<T>).then((result) => answer(result))
  }
  options.socket.on(type, listener as StationToGateway[T])
}

/** A key that is known gets its first answer again. Else the request, the fact it becomes and its answer share one transaction. */
async function answerRequest<T extends RequestType>(
  options: SessionOptions,
  type: T,
  { key, madeAtMs, input }: RequestEnvelope<T>,
): Promise<Result<RequestOutput>> {
  const { id, name } = options.hello.station
  // Not kept as its answer: the request comes again once its contents are here. What was answered already needs them no more.
  const named = contentsOfRequest({ type, input } as AnyRequest)
  if (options.checkAttachments !== undefined && named.length > 0 && options.log.answerFor(key) === undefined) {
    const checked = await options.checkAttachments(named)
    if (!checked.ok) return checked
  }
  return options.queue.run((commit): Result<RequestOutput> => {
    const before = options.log.answerFor(key)
    if (before !== undefined) return before.result as Result<RequestOutput>
    const by = { actor: { kind: 'person' as const, id, name }, station: id, key, madeAtMs }
    const decision = decideRequest(commit.model, { type, input } as AnyRequest, by, options.circumstances())
    const result: Result<RequestOutput> = decision.ok
      ? { ok: true, value: decision.value.answer(commit.append(decision.value.facts)) }
      : decision
    commit.writer.answer({ key, result })
    return result
  })
}
