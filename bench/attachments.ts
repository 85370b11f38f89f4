import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { machine } from './report/machine.ts'

// What the people at the desks notice of an upload: how late alerts are on the uploading station's own line.

const outDir = resolve('out/bench/attachments')
await build({
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    target: 'node20',
    outDir,
    minify: false,
    rolldownOptions: { input: { measure: resolve('bench/attachments/measure.ts') } },
  },
})
const { measureAttachments } = (await import(pathToFileURL(join(outDir, 'measure.js')).href)) as {
  measureAttachments(): Promise<Record<string, number>>
}
const figures = await measureAttachments()
console.log(JSON.stringify({ name: 'attachments', figures, machine }))
