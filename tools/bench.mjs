import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { build } from './build.mjs'
import { readReport } from './benchReport.mjs'
import { exitCodeOf } from './command.mjs'
import { childEnvironment, inProject, projectFolder, toolNode } from './environment.mjs'
import { CommandError, parseOptions, runAsCommand, UsageError } from './options.mjs'
import { hasDisplay, setup } from './setup.mjs'

const rules = { help: { help: 'this text' } }
const programFile = /^([a-z][A-Za-z0-9]*)\.(ts|mjs)$/

await runAsCommand('bench', async () => {
  const { options, words, rest } = parseOptions(argv.slice(2), rules)
  const known = benchmarks()
  if (options.help)
    return console.log(`npm run bench -- NAME [-- options of the benchmark]\n\nBenchmarks: ${[...known.keys()].join(', ') || 'none yet'}`)
  const [name] = words
  const file = name === undefined ? undefined : known.get(name)
  if (file === undefined || words.length !== 1)
    throw new UsageError(`name one benchmark: ${[...known.keys()].join(', ') || 'there are none yet'}`)
  await setup({ wall: !hasDisplay() })
  await build()
  const { exitCode, lastLine } = await runBenchmark(file, rest)
  if (exitCode !== 0) return exitCode
  const report = readReport(lastLine, name)
  if (typeof report === 'string') throw new CommandError(`${name}: ${report}`)
})

/** Benchmarks by name: the programs in bench/. @returns {Map<string, string>} */
function benchmarks() {
  const folder = inProject('bench')
  const names = existsSync(folder) ? readdirSync(folder) : []
  return new Map(
    names.flatMap((file) => {
      const name = programFile.exec(file)?.[1]
      return name === undefined ? [] : [[name, join(folder, file)]]
    }),
  )
}

/**
 * Runs a benchmark under plain Node, shows what it prints and keeps its last line.
 * @param {string} file @param {readonly string[]} words
 * @returns {Promise<{ exitCode: number, lastLine: string }>}
 */
function runBenchmark(file, words) {
  const child = spawn(toolNode(), ['--disable-warning=ExperimentalWarning', file, ...words], {
    cwd: projectFolder,
    env: childEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let tail = ''
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (/** @type {string} */ text) => {
    process.stdout.write(text)
    tail = (tail + text).slice(-1_000_000)
  })
  return new Promise((settle, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => settle({ exitCode: exitCodeOf(code, signal), lastLine: tail.trimEnd().split('\n').at(-1) ?? '' }))
  })
}
