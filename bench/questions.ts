import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'
import { machine } from './report/machine.ts'

// What questions about a city cost: a city of 30,000 buildings, 30,000 arcs and 400,000 posts, in a worker, through the product's own code.

const outDir = resolve('out/bench/questions')
await build({
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    target: 'node20',
    outDir,
    minify: false,
    rolldownOptions: { input: { measure: resolve('bench/questions/measureWorker.ts') } },
  },
})
const worker = new Worker(resolve(outDir, 'measure.js'), { workerData: { footprints: resolve('../shared/data/footprints') } })
const figures = await new Promise<Record<string, number>>((settle, reject) => {
  // What it says comes as messages: its own output would come after ours.
  worker.on('message', (said: string | Record<string, number>) => (typeof said === 'string' ? console.log(said) : settle(said)))
  worker.once('error', reject)
  worker.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)))
})
console.log(JSON.stringify({ name: 'questions', figures, machine }))
