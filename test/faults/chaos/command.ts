import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { runChaos } from './chaos.ts'

// The long run, as a program: `npm run faults -- --runs 1000 --seed 7`.

const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' }, rate: { type: 'string' } } })
const startedAtMs = performance.now()
const options = { runs: Number(values.runs), seed: Number(values.seed), ratePerS: Number(values.rate) }
console.log(`seed ${options.seed}`)
const { problems, ...counts } = await runChaos({ ...options, onProgress: (line) => console.log(line) })
for (const problem of problems) console.log(`PROBLEM: ${problem}`)
const figures = { ...counts, seed: options.seed, seconds: Math.round((performance.now() - startedAtMs) / 1_000) }
const machine = {
  cores: cpus().length,
  processor: cpus()[0]?.model ?? 'unknown',
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
}
console.log(JSON.stringify({ name: 'faults', figures, machine }))
process.exitCode = problems.length === 0 ? 0 : 1
