import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { StationPush } from '#shared/contract/stationPort'
import { createActor, type Actor } from './actor.ts'
import { readCache, readCursors, readLog, readOutbox } from './files.ts'
import { judge, type Verdict } from './judge.ts'
import { createProgram, type Program } from './program.ts'
import { seededRandom } from './seededRandom.ts'
import { createSender } from './sender.ts'

const killsBetweenChecks = 50
const patienceMs = 60_000
const stationNames = ['Bàn trực A', 'Bàn trực B'] as const

export type ChaosOptions = {
  /** How many times something is killed. */
  runs: number
  seed: number
  ratePerS: number
  /** Hears of every check. */
  onProgress(line: string): void
}

/** What a run came to. Everything but the counts of what was done must be 0. */
export type ChaosReport = {
  runs: number
  killsOfGateway: number
  killsOfStations: number
  facts: number
  confirmedMessages: number
  keptRequests: number
  refusedRequests: number
  lost: number
  duplicated: number
  diverged: number
  damagedFiles: number
  problems: string[]
}

type StationUnderFire = { name: string; program: Program; actor: Actor; cacheFile: string; outboxFile: string; looks: Set<() => void> }

/**
 * One gateway and two stations, each a process of its own, under a steady stream of alerts and acknowledgements; one or two of them
 * are killed (SIGKILL) every 5 to 350 ms and started again. Every 50 kills everything comes to rest and the files are compared.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const folder = mkdtempSync(join(tmpdir(), 'toan-canh-chaos-'))
  const crash = promised<never>()
  const room = await prepare(folder, options, (what) => crash.reject(new Error(what)))
  try {
    return await Promise.race([storm(room, options), crash.promise])
  } finally {
    room.sender.stop()
    await Promise.all([room.gateway, ...room.stations.map(({ program }) => program)].map((program) => program.kill()))
    rmSync(folder, { recursive: true, force: true })
  }
}

async function prepare(folder: string, { seed, ratePerS }: ChaosOptions, onCrash: (what: string) => void) {
  const random = seededRandom(seed)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const data = join(folder, 'gateway')
  const ready = promised<void>()
  const gateway = createProgram({
    words: ['out/main/gatewayCli.js', `--data=${data}`, `--port=${port}`],
    onLine: () => ready.resolve(),
    onCrash(what) {
      ready.reject(new Error(what))
      onCrash(what)
    },
  })
  gateway.start()
  await ready.promise
  const sender = createSender({ url, token: () => readFileSync(join(data, 'inlet.token'), 'utf8').trim(), ratePerS, random })
  const stations = stationNames.map((name, index) =>
    createStationUnderFire(join(folder, `station-${index}`), name, url, data, random, onCrash),
  )
  for (const { program } of stations) program.start()
  // Both have the empty log before anything is said, so that each is given every fact.
  for (const station of stations) await until(station, 'live', () => station.actor.isLive())
  return { url, logFile: join(data, 'log.sqlite'), gateway, sender, stations, random }
}

type ChaosRoom = Awaited<ReturnType<typeof prepare>>

function createStationUnderFire(
  data: string,
  name: string,
  url: string,
  gatewayData: string,
  random: () => number,
  onCrash: (what: string) => void,
): StationUnderFire {
  const looks = new Set<() => void>()
  const program = createProgram({
    words: [
      'out/main/stationCli.js',
      '--window',
      `--data=${data}`,
      `--gateway=${url}`,
      `--token-file=${join(gatewayData, 'station.token')}`,
      `--name=${name}`,
    ],
    onLine(line) {
      const push = parsePush(line)
      if (push !== undefined) actor.hear(push)
      for (const look of looks) look()
    },
    onCrash,
  })
  const actor = createActor({ call: (call) => program.write(JSON.stringify(call)), random, share: 0.6 })
  return { name, program, actor, cacheFile: join(data, 'cache.sqlite'), outboxFile: join(data, 'outbox.sqlite'), looks }
}

async function storm(room: ChaosRoom, { runs, onProgress }: ChaosOptions): Promise<ChaosReport> {
  const report: ChaosReport = {
    runs: 0,
    killsOfGateway: 0,
    killsOfStations: 0,
    facts: 0,
    confirmedMessages: 0,
    keptRequests: 0,
    refusedRequests: 0,
    lost: 0,
    duplicated: 0,
    diverged: 0,
    damagedFiles: 0,
    problems: [],
  }
  while (report.runs < runs) {
    room.sender.resume()
    for (const { actor } of room.stations) actor.resume()
    const last = Math.min(runs, report.runs + killsBetweenChecks)
    while (report.runs < last) await killSome(room, report)
    const verdict = await rest(room, report)
    note(report, verdict)
    onProgress(
      `${report.runs} kills, ${report.facts} facts, ${report.confirmedMessages} messages confirmed, ${report.keptRequests} requests kept: ` +
        `${report.lost} lost, ${report.duplicated} doubled, ${report.diverged} diverged, ${report.damagedFiles} files damaged`,
    )
  }
  return report
}

async function killSome(room: ChaosRoom, report: ChaosReport): Promise<void> {
  const { random } = room
  await wait(5 + random() * 345)
  const all = [room.gateway, ...room.stations.map(({ program }) => program)]
  const first = Math.floor(random() * all.length)
  const second = random() < 0.12 ? (first + 1 + Math.floor(random() * (all.length - 1))) % all.length : first
  const chosen = [...new Set([first, second])]
  await Promise.all(
    chosen.map(async (index) => {
      await all[index]?.kill()
      all[index]?.start()
    }),
  )
  report.runs += 1
  report.killsOfGateway += chosen.filter((index) => index === 0).length
  report.killsOfStations += chosen.filter((index) => index !== 0).length
}

/** Lets everything that was begun come to its end, then reads all files and compares. */
async function rest(room: ChaosRoom, report: ChaosReport): Promise<Verdict> {
  for (const { actor } of room.stations) actor.pause()
  await withinPatience('the sender confirmed', room.sender.settle())
  for (const station of room.stations) {
    const { actor } = station
    await until(station, 'live with nothing waiting', () => actor.isLive() && actor.outbox().every(({ state }) => state === 'refused'))
  }
  const head = await headOfAlerts(room.url)
  for (const station of room.stations) {
    await until(station, `at fact ${head}`, () => existsSync(station.cacheFile) && readCursors(station.cacheFile).alerts >= head)
  }
  const stations = room.stations.map(({ name, actor, cacheFile, outboxFile }) => ({
    name,
    kept: actor.kept,
    cache: readCache(cacheFile),
    outbox: readOutbox(outboxFile),
  }))
  // Last: what time brings (an alert that nobody has seen is escalated) is written while this reads.
  const log = readLog(room.logFile)
  for (const { actor } of room.stations) actor.dismissRefused()
  report.facts = log.inOrder.length
  report.confirmedMessages = room.sender.confirmed.size
  report.keptRequests = room.stations.reduce((sum, { actor }) => sum + actor.kept.size, 0)
  report.refusedRequests = [...log.answers.values()].filter((answer) => !answer.ok).length
  return judge({ log, stations, confirmed: room.sender.confirmed, alertsAtRest: head })
}

function note(report: ChaosReport, verdict: Verdict): void {
  report.lost = Math.max(report.lost, verdict.lost.length)
  report.duplicated = Math.max(report.duplicated, verdict.duplicated.length)
  report.diverged = Math.max(report.diverged, verdict.diverged.length)
  report.damagedFiles = Math.max(report.damagedFiles, verdict.damaged.length)
  report.problems.push(...Object.values(verdict).flatMap((sentences) => sentences.slice(0, 10)))
}

async function headOfAlerts(url: string): Promise<number> {
  const health = (await (await fetch(`${url}/health`)).json()) as { value: { heads: { alerts: number } } }
  return health.value.heads.alerts
}

/** Resolves once `holds` is true; asked again at everything the station says. */
function until(station: StationUnderFire, what: string, holds: () => boolean): Promise<void> {
  const reached = new Promise<void>((settle) => {
    const look = (): void => {
      if (!holds()) return
      station.looks.delete(look)
      settle()
    }
    station.looks.add(look)
    look()
  })
  return withinPatience(`${station.name}: ${what}`, reached, station.program)
}

async function withinPatience(what: string, work: Promise<void>, program?: Program): Promise<void> {
  const limit = new AbortController()
  const late = wait(patienceMs, undefined, { signal: limit.signal }).then(() => {
    throw new Error(`${what}: not within ${patienceMs / 1_000} s. ${program?.complaints() ?? ''}`)
  })
  late.catch(() => undefined)
  await Promise.race([work, late])
  limit.abort()
}

/** A promise that is kept or broken from outside. */
function promised<T>(): { promise: Promise<T>; resolve(value: T): void; reject(error: Error): void } {
  let resolve: (value: T) => void = () => undefined
  let reject: (error: Error) => void = () => undefined
  const promise = new Promise<T>((settle, fail) => {
    resolve = settle
    reject = fail
  })
  // Whoever waits for it hears of a broken one; nobody else has to.
  promise.catch(() => undefined)
  return { promise, resolve, reject }
}

/** A push, unless the line was cut off by a kill. */
function parsePush(line: string): StationPush | undefined {
  try {
    return JSON.parse(line) as StationPush
  } catch {
    return undefined
  }
}

function freePort(): Promise<number> {
  return new Promise((settle) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => settle(port))
    })
  })
}
