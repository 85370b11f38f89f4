import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { claimFolder } from '#storage/claimFolder'
import { createStation, type Station } from './station'
import type { WindowPort } from './windowHub'

// Built entry of a station without windows: plain Node, for machines that only keep a copy, and for the tests that kill it.

const help = `Toàn Cảnh station without windows

  node out/main/stationCli.js --gateway URL --token-file FILE [options]

  --data DIR         folder of the cache and the outbox            (default .room/station)
  --gateway URL      the gateway to follow, as http://127.0.0.1:4170
  --token-file FILE  file with the station token of that gateway
  --name NAME        name that others read beside what is done here (default: station)
  --window           be one window on standard input and output: one call a line in, one push a line out, both JSON
  --help             this text

  Exit codes: 0 stopped, or standard input ended with --window; 64 wrong option or token file;
  75 another station works with the data folder.`

/** Bytes given to standard output in one piece. */
const pipeSlice = 32_768

type Options = { data: string; gateway: string; token: string; name: string; window: boolean }

run(readOptions())

function run(options: Options): void {
  if (!claimFolder(resolve(options.data))) {
    console.error(`station: another station works with ${resolve(options.data)}`)
    process.exit(75)
  }
  const station = createStation({ dataFolder: resolve(options.data), name: options.name })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(station))
  station.follow({ url: options.gateway, token: options.token })
  if (options.window) station.addWindow(standardStreams(() => stop(station)))
  else console.log(`station: ready, following ${options.gateway}`)
}

function stop(station: Station): void {
  station.close()
  process.exit(0)
}

function standardStreams(onEnd: () => void): WindowPort {
  const lines = createInterface({ input: process.stdin })
  return {
    post(push) {
      const line = Buffer.from(`${JSON.stringify(push)}\n`)
      // A pipe takes no megabytes at once: the system answers that it has no room, and that ends the process.
      for (let start = 0; start < line.length; start += pipeSlice) process.stdout.write(line.subarray(start, start + pipeSlice))
    },
    onCall: (listener) => void lines.on('line', (line) => listener(parsed(line))),
    onClose(listener) {
      lines.on('close', () => {
        listener()
        onEnd()
      })
    },
  }
}

/** What is no JSON is handed on as the text it is: the door of the windows refuses it like any other call that makes no sense. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return line
  }
}

function readOptions(): Options {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string', default: '.room/station' },
        gateway: { type: 'string' },
        'token-file': { type: 'string' },
        name: { type: 'string', default: 'station' },
        window: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) {
      console.log(help)
      process.exit(0)
    }
    const tokenFile = values['token-file']
    if (values.gateway === undefined || tokenFile === undefined) throw new Error('--gateway and --token-file are needed')
    return {
      data: values.data,
      gateway: new URL(values.gateway).origin,
      token: readFileSync(tokenFile, 'utf8').trim(),
      name: values.name,
      window: values.window,
    }
  } catch (error) {
    console.error(`station: ${(error as Error).message}\n\n${help}`)
    process.exit(64)
  }
}
