import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import type { cutOff as CutOff } from '../test/line/cut/cutOff.ts'
import type { seededRandom as SeededRandom } from '../test/faults/chaos/seededRandom.ts'
import { machine } from './report/machine.ts'

// A desk without a line for 72 hours of its clock: what it asked for, what happened meanwhile, and what comes of both.

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '10000' },
    facts: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const [requests, facts, seed] = [Number(values.requests), Number(values.facts), Number(values.seed)]
if (![requests, facts, seed].every(Number.isInteger) || requests < 100 || facts < requests)
  throw new Error('--requests and --facts: whole numbers, at least 100 requests and as many facts; --seed: a whole number')
console.log(`seed ${seed}`)

// Built as gateway and station themselves are, so that what is measured is what runs.
const outDir = resolve('out/bench/cut')
await build({
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    target: 'node20',
    outDir,
    minify: false,
    rolldownOptions: { input: { cutOff: resolve('test/line/cut/cutOff.ts'), seededRandom: resolve('test/faults/chaos/seededRandom.ts') } },
  },
})
const built = (name: string): Promise<unknown> => import(pathToFileURL(join(outDir, `${name}.js`)).href)
const { cutOff } = (await built('cutOff')) as { cutOff: typeof CutOff }
const { seededRandom } = (await built('seededRandom')) as { seededRandom: typeof SeededRandom }

const folder = mkdtempSync(join(tmpdir(), 'bench-cut-'))
try {
  const { figures, problems } = await cutOff({ folder, requests, facts, random: seededRandom(seed), onProgress: console.log })
  for (const problem of problems) console.log(problem)
  if (problems.length > 0) process.exitCode = 1
  console.log(JSON.stringify({ name: 'cut', figures: { ...figures, seed }, machine }))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
