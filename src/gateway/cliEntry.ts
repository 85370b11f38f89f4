import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { version } from '../../package.json'
import { startUp } from './startUp'
import { inletTokenFile, stationTokenFile } from './tokens'

// Built entry of the standalone gateway: plain Node, options, signals and exit codes.

const help = `Toàn Cảnh gateway

  npm run gateway -- [options]

  --data DIR        folder of the log, the tokens and the watched folder   (default .room/gateway)
  --city DIR        city folder                                            (default resources/city/dong-ha)
  --port N          loopback port for stations and for POST /cap           (default 4170)
  --scenario NAME   play resources/scenarios/NAME.jsonl, marked as a drill
  --speed N         scenario seconds per second                            (default 120)
  --help            this text

  Exit codes: 0 stopped, 64 wrong option, 69 port busy, 73 data folder not writable, 78 log or city not usable.`

const exitCodes = {
  'port-busy': 69,
  'log-unwritable': 73,
  'log-future-schema': 78,
  'log-not-a-database': 78,
  'city-unreadable': 78,
} as const

await run()

async function run(): Promise<void> {
  const options = readOptions()
  const started = await startUp({
    dataFolder: resolve(options.data),
    cityFolder: resolve(options.city),
    port: options.port,
    version,
    scenario: options.scenario,
    whenPortBusy: 'fail',
  })
  if (!started.ok) {
    console.error(`gateway: ${started.problem.code}: ${started.problem.where}: ${started.problem.detail}`)
    process.exit(exitCodes[started.problem.code])
  }
  console.log(`gateway: ready at ${started.gateway.url}`)
  console.log(`gateway: post CAP with the token in ${inletTokenFile(resolve(options.data))}`)
  console.log(`gateway: stations connect with --gateway ${started.gateway.url} --token-file ${stationTokenFile(resolve(options.data))}`)
  let closing = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (closing) return
      closing = true
      void started.gateway.close().then(() => process.exit(0))
    })
  }
}

function readOptions(): { data: string; city: string; port: number; scenario: { file: string; speed: number } | null } {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string', default: '.room/gateway' },
        city: { type: 'string', default: 'resources/city/dong-ha' },
        port: { type: 'string', default: '4170' },
        scenario: { type: 'string', default: '' },
        speed: { type: 'string', default: '120' },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) {
      console.log(help)
      process.exit(0)
    }
    return {
      data: values.data,
      city: values.city,
      port: wholeNumberIn(values.port, 'port', 0, 65_535),
      scenario:
        values.scenario === '' ? null : { file: scenarioFile(values.scenario), speed: numberIn(values.speed, 'speed', 0.001, 1_000_000) },
    }
  } catch (error) {
    console.error(`gateway: ${(error as Error).message}\n\n${help}`)
    process.exit(64)
  }
}

function numberIn(text: string, name: string, least: number, most: number): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= least && value <= most))
    throw new Error(`--${name} takes a number from ${least} to ${most}, not "${text}"`)
  return value
}

function wholeNumberIn(text: string, name: string, least: number, most: number): number {
  const value = numberIn(text, name, least, most)
  if (!Number.isInteger(value)) throw new Error(`--${name} takes a whole number, not "${text}"`)
  return value
}

function scenarioFile(name: string): string {
  const file = resolve('resources/scenarios', `${name}.jsonl`)
  if (!existsSync(file)) throw new Error(`there is no scenario "${name}" (looked for ${file})`)
  return file
}
