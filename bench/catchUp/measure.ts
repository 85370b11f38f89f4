import { fork, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NewFact } from '#shared/contract/fact'
import { openSqliteLog } from '#gateway/log/sqliteLog'
import { buildAlert } from '../../test/builders/alertBuilder'
import { buildCap } from '../../test/builders/capBuilder'
import { buildNewFact } from '../../test/builders/factBuilder'
import { startGateway } from '../../test/e2e/room'
import { percentile, tenth } from '../report/machine'
import type { StationReport } from './stationProcess'

const factsPerCommit = 2_000
const postEveryMs = 200
/** One in so many of the alerts that are posted meanwhile is critical. */
const criticalEvery = 5

type StationInProcess = {
  process: ChildProcess
  reports: StationReport[]
  until<T>(find: (report: StationReport) => T | undefined): Promise<T>
}
type Posted = { identifier: string; atMs: number; isCritical: boolean }

/** Lets one station miss `rows` facts, then catch up while alerts are raised; a second one is up to date all the while. */
export async function measureCatchUp(rows: number, stationFile: string): Promise<Record<string, number>> {
  const root = mkdtempSync(join(tmpdir(), 'bench-catch-up-'))
  const [gatewayData, behindData, besideData] = ['gateway', 'behind', 'beside'].map((name) => join(root, name)) as [string, string, string]
  for (const folder of [gatewayData, behindData, besideData]) mkdirSync(folder, { recursive: true })
  try {
    const before = await startGateway(gatewayData)
    const token = readFileSync(before.stationTokenFile, 'utf8').trim()
    const newcomer = startStation(stationFile, behindData, before.url, token)
    await newcomer.until(isLive)
    await stop(newcomer)
    await before.stop()
    append(join(gatewayData, 'log.sqlite'), rows)
    console.log(`${rows} facts are in the log`)

    const [folding, wholeFoldStartMs] = await timed(() => startGateway(gatewayData))
    await folding.stop()
    const [gateway, gatewayStartMs] = await timed(() => startGateway(gatewayData))
    console.log(
      `gateway starts in ${Math.round(wholeFoldStartMs)} ms by folding all, in ${Math.round(gatewayStartMs)} ms from its snapshot`,
    )

    const beside = startStation(stationFile, besideData, gateway.url, token)
    await beside.until(isLive)
    const startedAtMs = Date.now()
    const behind = startStation(stationFile, behindData, gateway.url, token)
    const posting = postUntilStopped(gateway.inlet)
    const liveAtMs = await behind.until(isLive)
    const posted = await posting.stop()
    const last = posted.at(-1)?.identifier
    await beside.until((report) => (report.kind === 'shown' && report.identifier === last ? true : undefined))
    const [gatewayRssMb, stationRssMb] = [peakMb(gateway.process), peakMb(behind.process)]
    const end = await stop(behind)
    await stop(beside)
    await gateway.stop()
    if (end.facts < rows) throw new Error(`${end.facts} of ${rows} facts came`)

    const liveDelays = delays(posted, beside)
    const urgentDelays = delays(
      posted.filter(({ isCritical }) => isCritical),
      behind,
    )
    const figures = {
      [`catchUp${rows === 1_000_000 ? '1M' : rows}S`]: tenth((liveAtMs - startedAtMs) / 1_000),
      longestStallMs: tenth(end.longestStallMs),
      liveDelayP95Ms: tenth(percentile(liveDelays, 0.95)),
      urgentDelayP95Ms: tenth(percentile(urgentDelays, 0.95)),
      urgentDelayMaxMs: tenth(Math.max(...urgentDelays)),
      alertsMeanwhile: posted.length,
      stationRssMb,
      gatewayRssMb,
      gatewayStartMs: tenth(gatewayStartMs),
      gatewayWholeFoldStartMs: tenth(wholeFoldStartMs),
    }
    for (const [name, figure] of Object.entries(figures)) console.log(`${name}: ${figure}`)
    return figures
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

function startStation(file: string, data: string, url: string, token: string): StationInProcess {
  const child = fork(file, [data, url, token], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const reports: StationReport[] = []
  const waiting = new Set<() => void>()
  child.on('message', (report: StationReport) => {
    reports.push(report)
    for (const look of waiting) look()
  })
  return {
    process: child,
    reports,
    until: (find) =>
      new Promise((settle, reject) => {
        const look = (): void => {
          for (const report of reports) {
            const found = find(report)
            if (found === undefined) continue
            waiting.delete(look)
            return settle(found)
          }
        }
        child.once('exit', (code) => reject(new Error(`the station ended with ${code}`)))
        waiting.add(look)
        look()
      }),
  }
}

const isLive = (report: StationReport): number | undefined => (report.kind === 'live' ? report.atMs : undefined)

async function stop(station: StationInProcess): Promise<Extract<StationReport, { kind: 'end' }>> {
  station.process.send('stop')
  return station.until((report) => (report.kind === 'end' ? report : undefined))
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const startedMs = performance.now()
  const result = await work()
  return [result, performance.now() - startedMs]
}

/** Posts alerts at a steady rate until it is told to stop; resolves with what was accepted, and when each was sent. */
function postUntilStopped(inlet: { url: string; token: string }): { stop(): Promise<Posted[]> } {
  const posted: Promise<Posted>[] = []
  const timer = setInterval(() => posted.push(post(posted.length)), postEveryMs)
  posted.push(post(0))
  return {
    stop() {
      clearInterval(timer)
      return Promise.all(posted)
    },
  }

  async function post(index: number): Promise<Posted> {
    const identifier = `live-${index}`
    const isCritical = index % criticalEvery === 0
    const atMs = Date.now()
    const body = buildCap({
      identifier,
      sentAtMs: atMs,
      severity: isCritical ? 'Extreme' : 'Moderate',
      urgency: isCritical ? 'Immediate' : 'Expected',
    })
    const answer = await fetch(`${inlet.url}/cap`, { method: 'POST', headers: { Authorization: `Bearer ${inlet.token}` }, body })
    if (answer.status !== 201) throw new Error(`${identifier}: ${answer.status} ${await answer.text()}`)
    return { identifier, atMs, isCritical }
  }
}

/** From the sending of each alert to its being shown, milliseconds. Throws for one that was never shown. */
function delays(posted: Posted[], station: StationInProcess): number[] {
  return posted.map(({ identifier, atMs }) => {
    const shown = station.reports.find((report) => report.kind === 'shown' && report.identifier === identifier)
    if (shown?.kind !== 'shown') throw new Error(`${identifier} was never shown`)
    return shown.atMs - atMs
  })
}

/** Most memory that a process has had, from the system. */
function peakMb(child: ChildProcess): number {
  const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]
  return Math.round(Number(found) / 1_024)
}

/** Of ten facts seven are readings; the others are alerts that are raised, acknowledged and over. */
function append(file: string, rows: number): void {
  const opened = openSqliteLog({ file, now: Date.now })
  if (!opened.ok) throw new Error(opened.detail)
  for (let start = 0; start < rows; start += factsPerCommit) {
    const count = Math.min(factsPerCommit, rows - start)
    opened.log.write((writer) => writer.append(Array.from({ length: count }, (_, offset) => factAt(start + offset))))
  }
  opened.log.close()
}

function factAt(index: number): NewFact {
  const id = `missed-${Math.floor(index / 10)}`
  const about = { id: randomUUID() }
  if (index % 10 === 7) return buildNewFact('alert.raised', { alert: buildAlert({ id }) }, about)
  if (index % 10 === 8) return buildNewFact('alert.acknowledged', { id, note: '' }, about)
  if (index % 10 === 9) return buildNewFact('alert.cleared', { id, reason: 'expired' }, about)
  const observedAtMs = index * 29
  const reading = { gaugeId: 'dong-ha', valueM: 1 + (index % 300) / 100, observedAtMs, source: 'bench', peak: false, drillId: null }
  return buildNewFact('reading.recorded', { reading: { ...reading, basis: 'observed' } }, about)
}
