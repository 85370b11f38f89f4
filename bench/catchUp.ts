import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import { machine } from './report/machine.ts'

// A station that was away while a million facts came: how long it takes, and what everybody else notices of it.

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } })
const rows = Number(values.rows)
if (!Number.isInteger(rows) || rows < 10_000) throw new Error('--rows: a whole number, 10000 or more')

// Built as the station itself is, so that what is measured is what runs.
const outDir = resolve('out/bench/catchUp')
await build({
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    target: 'node20',
    outDir,
    minify: false,
    rolldownOptions: {
      input: { measure: resolve('bench/catchUp/measure.ts'), stationProcess: resolve('bench/catchUp/stationProcess.ts') },
    },
  },
})
const { measureCatchUp } = (await import(pathToFileURL(join(outDir, 'measure.js')).href)) as {
  measureCatchUp(rows: number, stationFile: string): Promise<Record<string, number>>
}
const figures = await measureCatchUp(rows, join(outDir, 'stationProcess.js'))
console.log(JSON.stringify({ name: 'catchUp', figures, machine }))
