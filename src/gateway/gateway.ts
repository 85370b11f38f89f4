import { readFileSync } from 'node:fs'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Server } from 'socket.io'
import type { ContentToGateway, ContentToStation } from '#shared/contract/contentTransfer'
import { handshake, protocolVersion, type GatewayToStation, type StationToGateway } from '#shared/contract/feed'
import { fail, type Failure } from '#shared/contract/result'
import { readCity, type City } from '#city/readCity'
import { readRetentionPolicy } from '#shared/domain/retentionPolicy'
import { startContentService, type ContentService } from './content/contentService'
import { createCapConnector } from './connectors/cap/capConnector'
import { createScenarioConnector } from './connectors/scenario/scenarioConnector'
import { createGatewayCore, type GatewayCore } from './core'
import { startDemoFleet } from './demoFleet'
import type { WallCity } from './wallCues'
import { createInlet, sameSecret } from './inlet'
import { keepHeadRecord, readHeadRecord, whyAnotherLog } from './log/headRecord'
import type { EventLog } from './log/eventLog'
import type { LogKeeping } from './log/logKeeping'
import { openSqliteLog } from './log/sqliteLog'
import { createLogHealth, type LogHealth } from './logHealth'
import { timersOf } from '#shared/timers'
import { problemsIn } from '#shared/contract/problems'
import type { PositionsToStation } from '#shared/contract/position'
import { createPositionBoard, type PositionBoard } from './positionBoard'
import { tryRules } from './rules/readingRules'
import { readRules } from './rules/ruleFile'
import type { Tokens } from './tokens'

export type GatewayOptions = {
  /** Folder of the log and of the watched folder; made when missing. */
  dataFolder: string
  cityFolder: string
  /** Loopback port; 0 for any free one. */
  port: number
  tokens: Tokens
  version: string
  scenario: { file: string; speed: number } | null
  /** Epoch milliseconds. */
  now?(): number
  /** Hears of trouble that has no one to answer to. */
  onTrouble?(error: unknown): void
}

export type Gateway = {
  port: number
  url: string
  epoch: string
  /** Ends connectors, sessions and the log, in this order. */
  close(): Promise<void>
}

/** Why a gateway did not start: what, where, and a sentence for the log. */
export type GatewayProblem = {
  code: 'port-busy' | 'log-future-schema' | 'log-not-a-database' | 'log-unwritable' | 'city-unreadable'
  where: string
  detail: string
}

/** Starts a gateway: log, authority, connectors, HTTP inlet and the socket for stations, on loopback. */
export async function createGateway(
  options: GatewayOptions,
): Promise<{ ok: true; gateway: Gateway } | { ok: false; problem: GatewayProblem }> {
  const now = options.now ?? Date.now
  const onTrouble = options.onTrouble ?? ((error: unknown) => console.error('gateway:', error))
  let city: City
  try {
    city = readCity(options.cityFolder)
  } catch (error) {
    return { ok: false, problem: { code: 'city-unreadable', where: options.cityFolder, detail: (error as Error).message } }
  }
  const opened = openSqliteLog({ file: join(options.dataFolder, 'log.sqlite'), now })
  if (!opened.ok) return { ok: false, problem: { code: `log-${opened.problem}`, where: opened.file, detail: opened.detail } }
  const { log, keeping, references } = opened
  const headFile = join(options.dataFolder, 'log.head')
  renewIfPutBack(headFile, log, keeping, onTrouble)
  const retention = readRetentionPolicy(join(options.dataFolder, 'retention.json'), (file) => readFileSync(file, 'utf8'))
  if (retention.problem !== null) onTrouble(`${retention.problem}; until that is mended nothing is removed`)
  const { rules, problem: rulesProblem } = readRules(join(options.dataFolder, 'reading-rules.json'), (file) => readFileSync(file, 'utf8'))
  if (rulesProblem !== null) onTrouble(rulesProblem)

  let sockets: StationServer | undefined
  const health = createLogHealth({
    now,
    timers: timersOf(globalThis),
    tell: (status) => sockets?.emit('status', status),
    retry: () => core.host.report(cap.name),
  })
  log.follow(health.written)
  const about = { name: city.manifest.centreName.vi, version: options.version, cityId: city.manifest.id }
  const noteTrouble = (error: unknown): void => {
    onTrouble(error)
    health.trouble(error)
  }
  const contents = startContentService({
    dataFolder: options.dataFolder,
    references,
    tell: (wanted) => sockets?.emit('content.wanted', wanted),
    now,
    timers: timersOf(globalThis),
    onTrouble,
  })
  const core = await createGatewayCore({
    log,
    checkAttachments: contents.check,
    wallCity: wallCityOf(city),
    keeping,
    retention: retention.policy,
    rules,
    gauges: city.gauges,
    alertTypes: city.alertTypes,
    gateway: about,
    now,
    onTrouble: noteTrouble,
  })
  for (const told of tryRules(core.model.room(), rules, (timeMs) => wallCityOf(city).localAt(timeMs).hour)) onTrouble(told)
  const { host } = core
  const positions = createPositionBoard({
    tell: (message) => sockets?.volatile.emit('positions', message),
    now,
    timers: timersOf(globalThis),
  })
  const cap = createCapConnector({ watchFolder: join(options.dataFolder, 'cap-inbox') })
  const httpServer = createServer(
    createInlet({
      token: options.tokens.inlet,
      receivers: { '/cap': cap, '/positions': positions },
      health: () => ({
        name: about.name,
        version: options.version,
        protocolVersion,
        epoch: log.epoch,
        heads: log.heads(),
      }),
      onRefused: (path, origin, failure) => host.reject(path === '/cap' ? cap.name : 'http', origin, failure.message),
    }),
  )
  const stations = serveStations(httpServer, options.tokens.station, { core, health, contents, positions })
  sockets = stations
  await host.start(cap)
  const listening = await listen(httpServer, options.port)
  if (!listening.ok) {
    await host.stop()
    contents.close()
    log.close()
    return { ok: false, problem: { code: 'port-busy', where: `127.0.0.1:${options.port}`, detail: listening.detail } }
  }
  core.startSweeping()
  const head = keepHeadRecord({ file: headFile, log, keeping, now, timers: timersOf(globalThis), onTrouble })
  let stopFleet = (): void => undefined
  if (options.scenario !== null) {
    await host.start(createScenarioConnector(options.scenario))
    const { cityFolder } = options
    stopFleet = startDemoFleet({ cityFolder, manifest: city.manifest, board: positions, now, timers: timersOf(globalThis), onTrouble })
  }

  let closing: Promise<void> | undefined

  return {
    ok: true,
    gateway: {
      port: listening.port,
      url: `http://127.0.0.1:${listening.port}`,
      get epoch() {
        return log.epoch
      },
      close: () => (closing ??= shutDown()),
    },
  }

  async function shutDown(): Promise<void> {
    core.stopSweeping()
    await host.stop()
    health.close()
    stopFleet()
    positions.close()
    contents.close()
    await stations.close()
    await core.idle()
    core.close()
    await head.close()
    log.close()
  }
}

/** A log that was put back to an earlier state is another log from now on: stations may have read what it no longer has. */
function renewIfPutBack(headFile: string, log: EventLog, keeping: LogKeeping, onTrouble: (error: unknown) => void): void {
  try {
    const record = readHeadRecord(headFile)
    const why = record === null ? null : whyAnotherLog(record, log, keeping)
    if (why === null) return
    log.renewEpoch(why)
    onTrouble(`${why}: it was put back, so this is a new epoch, ${log.epoch}, and every station takes a snapshot`)
  } catch (error) {
    onTrouble(error)
  }
}

function wallCityOf({ manifest }: City): WallCity {
  const local = new Intl.DateTimeFormat('en-GB', {
    timeZone: manifest.timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
  return {
    viewpointIds: manifest.viewpoints.map(({ id }) => id),
    localAt(timeMs) {
      const parts = new Map(local.formatToParts(timeMs).map(({ type, value }) => [type, value]))
      return {
        hour: Number(parts.get('hour')),
        minute: Number(parts.get('minute')),
        weekday: weekdays.indexOf(parts.get('weekday') ?? '') + 1,
      }
    },
  }
}

type StationServer = Server<StationToGateway & ContentToGateway, GatewayToStation & ContentToStation & PositionsToStation>
type ServedParts = { core: GatewayCore; health: LogHealth; contents: ContentService; positions: PositionBoard }

function serveStations(httpServer: HttpServer, token: string, { core, health, contents, positions }: ServedParts): StationServer {
  const io: StationServer = new Server(httpServer, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: 1_000_000,
    // A line that is cut without a word is known as such within ten seconds, on both ends.
    pingInterval: 4_000,
    pingTimeout: 4_000,
    // A station is not a web page: whatever comes with an Origin is one, and has no business here.
    allowRequest: (request, decided) => decided(null, request.headers.origin === undefined),
  })
  io.use((socket, next) => {
    const refused = refusalOf(socket.handshake.auth, token)
    if (refused === null) return next()
    core.host.reject('stations', socket.handshake.address, refused.message)
    next(Object.assign(new Error(refused.message), { data: { failure: refused } }))
  })
  io.on('connection', (socket) => {
    socket.once('disconnect', core.serve(socket, handshake.parse(socket.handshake.auth)))
    contents.serve(socket)
    // Once and not volatile: a newcomer is busy with its welcome, and would be left without.
    for (const message of positions.all()) socket.emit('positions', message)
    if (!health.status().durable) socket.emit('status', health.status())
  })
  return io
}

function refusalOf(auth: unknown, token: string): Failure | null {
  const given = auth as { token?: unknown; protocolVersion?: unknown } | null
  if (typeof given?.token !== 'string' || !sameSecret(given.token, token)) {
    return fail('unauthorised', 'the token of this station is not known here').failure
  }
  if (given.protocolVersion !== protocolVersion) {
    const theirs = typeof given.protocolVersion === 'number' ? given.protocolVersion : 0
    const message = `the station speaks protocol version ${theirs}, this gateway speaks ${protocolVersion}`
    return fail('protocol-version', message, { station: theirs, gateway: protocolVersion }).failure
  }
  const parsed = handshake.safeParse(auth)
  return parsed.success ? null : fail('invalid', `handshake: ${problemsIn(parsed.error)}`).failure
}

function listen(server: HttpServer, port: number): Promise<{ ok: true; port: number } | { ok: false; detail: string }> {
  return new Promise((resolve) => {
    server.once('error', (error) => resolve({ ok: false, detail: error.message }))
    server.listen(port, '127.0.0.1', () => resolve({ ok: true, port: (server.address() as AddressInfo).port }))
  })
}
