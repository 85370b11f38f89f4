import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import { machine } from './report/machine.ts'

// What a station can take in, find and start with, up to ten million rows. `--rows 1000000` leaves the largest file out; `--keep DIR`
// leaves the large cache there for the next run, which then need not fill it.

const { values } = parseArgs({ options: { rows: { type: 'string', default: '10000000' }, keep: { type: 'string' } } })
const rows = Number(values.rows)
if (!Number.isInteger(rows) || rows < 10_000) throw new Error('--rows: a whole number, 10000 or more')

// Packed facts and alerts, and the index; and a million facts in rows of their own while a station catches up.
const bytesPerRow = 1_500
const bytesBeside = 8_000_000_000
const disk = statfsSync(tmpdir())
if (disk.bavail * disk.bsize < rows * bytesPerRow + bytesBeside)
  throw new Error(`--rows ${rows} needs about ${Math.ceil((rows * bytesPerRow + bytesBeside) / 1e9)} GB in ${tmpdir()}`)

// Built as the station itself is, so that what is measured is what runs.
const outDir = resolve('out/bench/station')
await build({
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    target: 'node20',
    outDir,
    minify: false,
    rolldownOptions: {
      input: { measure: resolve('bench/station/measure.ts'), searchWorker: resolve('src/station/search/searchWorker.ts') },
    },
  },
})
const measure = (await import(pathToFileURL(join(outDir, 'measure.js')).href)) as {
  measureStation(options: { rows: number; workerFile: string; keep?: string }): Promise<Record<string, number>>
}
const figures = await measure.measureStation({
  rows,
  workerFile: join(outDir, 'searchWorker.js'),
  ...(values.keep === undefined ? {} : { keep: resolve(values.keep) }),
})
console.log(JSON.stringify({ name: 'station', figures, machine }))
