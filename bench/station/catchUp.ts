import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NewFact } from '#shared/contract/fact'
import type { StationPush } from '#shared/contract/stationPort'
import { openSqliteLog } from '#gateway/log/sqliteLog'
import { createStation, type Station } from '#station/station'
import { startGateway } from '../../test/e2e/room'
import { sampleFact } from './samples'

const factsPerCommit = 1_000
/** Of five facts four are readings, as in a city's ordinary night. */
const readingsOfFive = 4

/** Seconds in which a station that missed `facts` facts has read them all, over a real socket from a standalone gateway. */
export async function catchUpS(folder: string, facts: number): Promise<number> {
  const [gatewayData, stationData] = [join(folder, 'gateway'), join(folder, 'station')]
  mkdirSync(gatewayData, { recursive: true })
  const before = await startGateway(gatewayData)
  const token = readFileSync(before.stationTokenFile, 'utf8').trim()
  const first = createStation({ dataFolder: stationData, name: 'bench' })
  first.follow({ url: before.url, token })
  await live(first)
  first.close()
  await before.stop()

  appendFacts(join(gatewayData, 'log.sqlite'), facts)
  const gateway = await startGateway(gatewayData)
  const station = createStation({ dataFolder: stationData, name: 'bench' })
  try {
    const startedMs = performance.now()
    station.follow({ url: gateway.url, token })
    await live(station)
    const elapsedS = (performance.now() - startedMs) / 1_000
    if (station.counters().facts < facts) throw new Error(`${station.counters().facts} of ${facts} facts came`)
    return elapsedS
  } finally {
    station.close()
    await gateway.stop()
  }
}

function live(station: Station): Promise<void> {
  return new Promise((settle) => {
    const look = (push: StationPush): void => {
      if (push.kind === 'link' && push.link.state === 'live') settle()
    }
    station.addWindow({ post: look, takesText: true, onCall: () => undefined, onClose: () => undefined })
  })
}

function appendFacts(file: string, facts: number): void {
  const opened = openSqliteLog({ file, now: Date.now })
  if (!opened.ok) throw new Error(opened.detail)
  const startMs = Date.now() - facts * 29
  for (let start = 0; start < facts; start += factsPerCommit) {
    const batch = Array.from({ length: Math.min(factsPerCommit, facts - start) }, (_, offset) => newFact(start + offset, startMs))
    opened.log.write((writer) => writer.append(batch))
  }
  opened.log.close()
}

function newFact(index: number, startMs: number): NewFact {
  const atMs = startMs + index * 29
  if (index % 5 >= readingsOfFive) {
    const { seq: _seq, recordedAtMs: _recordedAtMs, ...raised } = sampleFact(index)
    return { ...raised, id: randomUUID(), atMs }
  }
  const reading = { gaugeId: 'dong-ha', valueM: 1 + (index % 300) / 100, observedAtMs: atMs, source: 'bench', peak: false, drillId: null }
  return {
    stream: 'readings',
    type: 'reading.recorded',
    id: randomUUID(),
    atMs,
    actor: { kind: 'connector', id: 'bench', name: 'bench' },
    source: 'bench',
    drill: false,
    causedBy: null,
    payload: { reading: { ...reading, basis: 'observed' } },
  }
}
