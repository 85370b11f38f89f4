import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StationPush } from '#shared/contract/stationPort'
import { openCache } from '#station/cache/cache'
import { createStation } from '#station/station'
import { percentile, tenth } from '../report/machine'
import { catchUpS } from './catchUp'
import { ingestPerS, rawPerS } from './ingest'
import { fillLargeCache } from './largeCache'
import { worstSearchP95Ms } from './searches'

const small = 10_000
const batch = 20_000
const rounds = 5
const million = 1_000_000

/** Runs all measurements and returns their figures; every file is made here and removed at the end, but for a large cache in the folder `keep`. */
export async function measureStation({
  rows,
  workerFile,
  keep,
}: {
  rows: number
  workerFile: string
  keep?: string
}): Promise<Record<string, number>> {
  const root = mkdtempSync(join(tmpdir(), 'bench-station-'))
  const folder = (name: string): string => {
    mkdirSync(join(root, name), { recursive: true })
    return join(root, name)
  }
  const remove = (name: string): void => rmSync(join(root, name), { recursive: true, force: true })
  const figures: Record<string, number> = {}
  try {
    const ingest: number[] = []
    const ratios: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const raw = rawPerS(folder('raw'), batch)
      const taken = await ingestPerS(folder('taken'), 0, batch)
      ingest.push(taken)
      ratios.push(taken / raw)
      remove('raw')
      remove('taken')
    }
    figures['ingestPerS'] = Math.round(percentile(ingest, 0.5))
    figures['ingestRatioToRaw'] = hundredth(percentile(ratios, 0.5))
    console.log(`takes in ${figures['ingestPerS']} facts/s, ${figures['ingestRatioToRaw']} of bare inserts (median of ${rounds} rounds)`)

    const missed = Math.min(rows, million)
    figures[`catchUp${label(missed)}S`] = tenth(await catchUpS(folder('catch-up'), missed))
    console.log(`catches up ${missed} facts in ${figures[`catchUp${label(missed)}S`]} s`)
    remove('catch-up')

    const large = keep ?? folder('large')
    let held = heldIn(large)
    for (const size of [...new Set([Math.min(rows, million), rows])]) {
      if (held < size) {
        const startedMs = performance.now()
        fillLargeCache(large, held, size)
        held = size
        figures['bytesPerAlert'] = Math.round(statSync(join(large, 'cache.sqlite')).size / size)
        console.log(
          `a cache of ${size} alerts, filled in ${Math.round((performance.now() - startedMs) / 1_000)} s, ${figures['bytesPerAlert']} bytes an alert`,
        )
      } else if (size < held && size !== rows) continue
      figures[`search${label(size)}P95Ms`] = await worstSearchP95Ms(large, held, workerFile)
      figures[`coldStart${label(size)}Ms`] = tenth(coldStartMs(large))
      console.log(
        `  worst p95 ${figures[`search${label(size)}P95Ms`]} ms; a window has its state after ${figures[`coldStart${label(size)}Ms`]} ms`,
      )
    }

    const growth: number[] = []
    const smallCache = folder('small')
    fillLargeCache(smallCache, 0, small)
    for (let round = 0; round < rounds; round += 1) {
      const inSmall = await ingestPerS(smallCache, small + round * batch, batch)
      growth.push((await ingestPerS(large, held + round * batch, batch)) / inSmall)
    }
    figures[`ingestRatio${label(rows)}To10k`] = hundredth(percentile(growth, 0.5))
    console.log(`at ${rows} rows it takes in ${figures[`ingestRatio${label(rows)}To10k`]} of what it does at ${small}`)
    return figures
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** How many alerts a cache that was kept has; 0 for none. */
function heldIn(dataFolder: string): number {
  mkdirSync(dataFolder, { recursive: true })
  const file = join(dataFolder, 'cache.sqlite')
  if (!existsSync(file)) return 0
  const { cache, trouble } = openCache(file, Date.now())
  const { cursors } = cache.position()
  cache.close()
  if (trouble !== null) throw new Error(`${file}: ${trouble.detail}`)
  return cursors.alerts
}

/** From opening the files to the first window's state. */
function coldStartMs(dataFolder: string): number {
  const startedMs = performance.now()
  const station = createStation({ dataFolder, name: 'bench' })
  const pushes: StationPush[] = []
  station.addWindow({ post: (push) => pushes.push(push), onCall: () => undefined, onClose: () => undefined })
  const elapsedMs = performance.now() - startedMs
  station.close()
  if (!pushes.some((push) => push.kind === 'state' && push.alerts.length > 0)) throw new Error('no state came')
  return elapsedMs
}

const hundredth = (value: number): number => Math.round(value * 100) / 100

/** "10M", "1M", "100k". */
function label(count: number): string {
  return count >= million ? `${count / million}M` : `${count / 1_000}k`
}
