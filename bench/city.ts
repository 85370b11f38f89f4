import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { validateBytes } from 'gltf-validator'
import { build } from 'vite'
import { houses, writeFootprints } from '../test/builders/footprints.ts'
import { machine, tenth } from './report/machine.ts'

// What an import of a city costs, in a process of its own, and whether others call the result sound. Real footprints where they are
// beside the project, `--buildings N` invented ones otherwise.

const { values } = parseArgs({ options: { buildings: { type: 'string' } } })
const footprints = resolve('../shared/data/footprints/city30k-synthetic-layout.geojson.gz')
const invented = values.buildings ?? (existsSync(footprints) ? undefined : '30000')
if (invented !== undefined && !(Number.isInteger(Number(invented)) && Number(invented) > 0))
  throw new Error('--buildings: a whole number above 0')

const outDir = resolve('out/bench/city')
await build({
  configFile: false,
  logLevel: 'warn',
  build: { ssr: true, target: 'node20', outDir, minify: false, rolldownOptions: { input: { cityCli: resolve('src/city/cliEntry.ts') } } },
})
const folder = mkdtempSync(join(tmpdir(), 'toan-canh-bench-city-'))
try {
  const source = invented === undefined ? footprints : writeFootprints(join(folder, 'houses.geojson'), houses(Number(invented)))
  console.log(`source: ${invented === undefined ? source : `${invented} invented houses`}`)
  const city = join(folder, 'city')
  const imported = await run('import', source, '--id', 'bench', '--out', city, '--synthetic')
  const verified = await run('verify', city)
  const tiles = join(city, 'tiles/t')
  let [gltfErrors, gltfWarnings] = [0, 0]
  for (const name of readdirSync(tiles)) {
    const { issues } = await validateBytes(new Uint8Array(readFileSync(join(tiles, name))))
    gltfErrors += issues.numErrors
    gltfWarnings += issues.numWarnings
  }
  const figures = {
    importS: tenth(imported.seconds),
    peakRssMB: Number(imported.last['peakRssMB']),
    verifyS: tenth(verified.seconds),
    verifyProblems: Number(verified.last['problems']),
    gltfErrors,
    gltfWarnings,
    buildings: Number(imported.last['buildings']),
    tiles: Number(imported.last['tiles']),
    triangles: Number(verified.last['triangles']),
    megabytes: tenth(Number(imported.last['bytes']) / 1e6),
  }
  console.log(JSON.stringify({ name: 'city', figures, machine }))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Runs the city command to its end, from the start of its process; gives its last line. Throws when it did not go well. */
async function run(...words: string[]): Promise<{ seconds: number; last: Record<string, unknown> }> {
  const begunMs = performance.now()
  const child = spawn(process.execPath, [join(outDir, 'cityCli.js'), ...words], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise<number | null>((settle, reject) => {
    child.once('error', reject)
    child.once('close', settle)
  })
  if (code !== 0) throw new Error(`${words[0]} ended with ${code}: ${output.slice(-2_000)}`)
  const last = JSON.parse(output.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>
  return { seconds: (performance.now() - begunMs) / 1_000, last }
}
