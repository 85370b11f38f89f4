import { io, type Socket } from 'socket.io-client'
import {
  feedRequests,
  logStatus,
  page as pageSchema,
  protocolVersion,
  refusal,
  snapshotPiece,
  urgent as urgentSchema,
  welcome as welcomeSchema,
  type LogStatus,
  type GatewayToStation,
  type Page,
  type RequestEnvelope,
  type RequestOutput,
  type RequestType,
  type SnapshotPiece,
  type StationToGateway,
  type Urgent,
  type Welcome,
} from '#shared/contract/feed'
import { contentWanted, type ContentToGateway, type ContentToStation } from '#shared/contract/contentTransfer'
import { positions as positionsSchema, type Positions, type PositionsToStation } from '#shared/contract/position'
import { fail, resultOf, type Failure, type Result } from '#shared/contract/result'
import { timersOf, type Timers } from '#shared/timers'
import type { Position } from '../cache/positionQueries'
import { contentLineOn, type AskingSocket, type ContentLine } from './contentLine'

/** A refused station asks again this often: what refused it may be mended meanwhile. */
const refusedRetryMs = 10_000
const answerTimeoutMs = 10_000

/** Pause before a line that did not fit is dialled again. */
const redialMs = 200

export type FeedListener = {
  /** Where to resume from; asked at every dial. */
  position(): Position
  onWelcome(welcome: Welcome): void
  onSnapshot(piece: SnapshotPiece, committed: () => void): void
  onPage(page: Page, committed: () => void): void
  onUrgent(message: Urgent, shown: () => void): void
  /** Something came from the gateway, and be it a heartbeat. */
  onHeard(): void
  onOffline(reason: string): void
  onRefused(failure: Failure): void
  /** How the gateway is; told when it changes. */
  onStatus?(status: LogStatus): void
  /** Where units are now; some may be left out when the line is slow. */
  onPositions?(message: Positions): void
  /** The gateway asks who has these contents. */
  onContentWanted?(hashes: readonly string[]): void
  /** Something came that is not of the contract. The line is dropped and dialled again. */
  onInvalid(what: string): void
}

export type FeedClient = {
  /** Asks the gateway and resolves with its answer; `unavailable` when none came. */
  ask<T extends RequestType>(type: T, request: RequestEnvelope<T>): Promise<Result<RequestOutput>>
  /** Asks about contents, beside the requests. */
  content: ContentLine
  /** Hangs up and dials again from the current position. */
  redial(): void
  close(): void
}

/** What carries the line: Socket.IO and the runtime's timers, unless a test brings its own. */
export type Carrier = { open: typeof io; timers: Timers }

/** The only socket for facts: dials, validates what comes, hands it on. Knows nothing of what it means. */
export function dialGateway(
  target: { url: string; token: string; station: { id: string; name: string } },
  listener: FeedListener,
  retryMs = refusedRetryMs,
  { open, timers }: Carrier = { open: io, timers: timersOf(globalThis) },
): FeedClient {
  let callOffDial = (): void => undefined
  const socket: Socket<GatewayToStation & ContentToStation & PositionsToStation, StationToGateway & ContentToGateway> = open(target.url, {
    transports: ['websocket'],
    reconnectionDelay: 200,
    reconnectionDelayMax: 2_000,
    randomizationFactor: 0.3,
    timeout: 5_000,
    auth: (send) => send({ token: target.token, protocolVersion, station: target.station, ...listener.position() }),
  })

  // A heartbeat is no event of the socket but of the line below it.
  socket.io.on('ping', () => listener.onHeard())
  socket.on('welcome', (message) => {
    const parsed = welcomeSchema.safeParse(message)
    if (!parsed.success) return refuseMessage('welcome', parsed.error.message)
    listener.onWelcome(parsed.data)
  })
  socket.on('snapshot', (message, committed) => {
    const parsed = snapshotPiece.safeParse(message)
    if (!parsed.success) return refuseMessage('snapshot', parsed.error.message)
    listener.onSnapshot(parsed.data, () => committed(true))
  })
  socket.on('page', (message, committed) => {
    const parsed = pageSchema.safeParse(message)
    if (!parsed.success) return refuseMessage('page', parsed.error.message)
    listener.onPage(parsed.data, () => committed(true))
  })
  socket.on('status', (message) => {
    const parsed = logStatus.safeParse(message)
    if (!parsed.success) return refuseMessage('status', parsed.error.message)
    listener.onStatus?.(parsed.data)
  })
  socket.on('content.wanted', (message) => {
    const parsed = contentWanted.safeParse(message)
    if (!parsed.success) return refuseMessage('content.wanted', parsed.error.message)
    listener.onContentWanted?.(parsed.data.sha256)
  })
  socket.on('positions', (message) => {
    const parsed = positionsSchema.safeParse(message)
    if (!parsed.success) return refuseMessage('positions', parsed.error.message)
    listener.onPositions?.(parsed.data)
  })
  socket.on('urgent', (message, shown) => {
    const parsed = urgentSchema.safeParse(message)
    if (!parsed.success) return refuseMessage('urgent', parsed.error.message)
    listener.onUrgent(parsed.data, () => shown(true))
  })
  socket.on('disconnect', (reason) => {
    listener.onOffline(reason)
    // Sent away by the gateway: Socket.IO takes that as final, a station does not.
    if (reason === 'io server disconnect') dialLater()
  })
  socket.on('connect_error', (error) => {
    const data = refusal.safeParse((error as Error & { data?: unknown }).data)
    if (!data.success) return listener.onOffline(error.message)
    listener.onRefused(data.data.failure)
    dialLater()
  })

  function dialLater(): void {
    callOffDial()
    callOffDial = timers.after(retryMs, () => socket.connect())
  }
  function redial(): void {
    socket.disconnect()
    callOffDial()
    // Not at once: a gateway that goes on sending what does not fit must not be dialled in a loop.
    callOffDial = timers.after(redialMs, () => socket.connect())
  }
  function refuseMessage(name: string, what: string): void {
    listener.onInvalid(`${name}: ${what.slice(0, 300)}`)
    socket.disconnect()
    dialLater()
  }

  return {
    async ask<T extends RequestType>(type: T, request: RequestEnvelope<T>): Promise<Result<RequestOutput>> {
      if (!socket.connected) return fail('unavailable', 'the gateway is not connected')
      try {
        const line = socket.timeout(answerTimeoutMs) as unknown as { emitWithAck(name: T, request: RequestEnvelope<T>): Promise<unknown> }
        const answer = await line.emitWithAck(type, request)
        const parsed = resultOf(feedRequests[type].output).safeParse(answer)
        return parsed.success ? parsed.data : fail('unavailable', `the gateway's answer is not of the contract: ${parsed.error.message}`)
      } catch (error) {
        return fail('unavailable', `no answer: ${(error as Error).message}`)
      }
    },
    content: contentLineOn(socket as AskingSocket),
    redial,
    close() {
      callOffDial()
      socket.disconnect()
    },
  }
}
