import { availableParallelism } from 'node:os'
import { argv } from 'node:process'
import { fewestModules } from '../.dependency-cruiser.mjs'
import { runCommand } from './command.mjs'
import { childEnvironment, inProject, projectFolder, toolNode } from './environment.mjs'
import { parseOptions, runAsCommand, UsageError } from './options.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { stopWatch } from './setup/progress.mjs'

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {string[]} words The tool's program and its arguments.
 * @property {(output: string) => string} [problemIn] What a run that ended well has to say nevertheless; empty for nothing.
 */

/** @param {string} layer @returns {Check} */
const types = (layer) => ({ name: `types: ${layer}`, words: [tool('vue-tsc', 'bin', 'vue-tsc.js'), '-p', `tsconfig.${layer}.json`] })

/** What is checked, the longest first so that two cores are busy to the end. @type {readonly Check[]} */
const checks = [
  types('test'),
  types('renderer'),
  types('node'),
  types('electron33'),
  { name: 'format', words: [tool('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
  types('shared'),
  types('preload'),
  types('tools'),
  {
    name: 'boundaries',
    words: [
      tool('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.mjs',
      '--output-type',
      'err-long',
      'src',
    ],
    problemIn: tooFewModules,
  },
  { name: 'dead code', words: [tool('knip', 'bin', 'knip.js')] },
  { name: 'lint', words: [tool('oxlint', 'bin', 'oxlint'), '--deny-warnings'] },
  { name: 'templates', words: [tool('eslint', 'bin', 'eslint.js'), '--max-warnings', '0', 'src'] },
]

const usage = `npm run check [-- NAME...]

Checks: ${checks.map((check) => check.name).join(', ')}; all of them without a name.`

await runAsCommand('check', async () => {
  const { options, words } = parseOptions(argv.slice(2), { help: { help: 'this text' } })
  if (options.help) return console.log(usage)
  const unknown = words.find((word) => !checks.some((check) => check.name.startsWith(word)))
  if (unknown !== undefined) throw new UsageError(`no check ${unknown}; there are ${checks.map((check) => check.name).join(', ')}`)
  await ensureDependencies()
  const waiting = checks.filter((check) => words.length === 0 || words.some((word) => check.name.startsWith(word)))
  const chosen = waiting.length
  /** @type {{ name: string, output: string }[]} */
  const failed = []
  const work = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const output = await run(check)
      if (output !== undefined) failed.push({ name: check.name, output })
    }
  }
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work))
  for (const { name, output } of failed) console.log(`\n--- ${name}\n${output.trim()}`)
  console.log(`\n${chosen - failed.length} of ${chosen} checks clean`)
  return failed.length === 0 ? 0 : 1
})

/** Runs one check, prints its line and returns what it said when it failed. @param {Check} check */
async function run({ name, words, problemIn }) {
  const elapsed = stopWatch()
  const result = await runCommand(toolNode(), words, { cwd: projectFolder, env: childEnvironment({ NO_COLOR: '1', FORCE_COLOR: '0' }) })
  const problem = result.ok ? (problemIn?.(result.output) ?? '') : result.problem
  console.log(`${problem === '' ? 'ok    ' : 'FAILED'}  ${name.padEnd(20)}${elapsed()}`)
  return problem === '' ? undefined : `${result.output.trim()}\n${problem}`
}

/** A cruise that saw hardly any modules has judged hardly any imports. @param {string} output */
function tooFewModules(output) {
  const seen = Number(/\((\d+) modules,/.exec(output)?.[1] ?? 0)
  return seen >= fewestModules
    ? ''
    : `only ${seen} modules were seen, at least ${fewestModules} were expected: does the tool still read the imports?`
}

/** Path of a program among the dependencies. @param {...string} parts */
function tool(...parts) {
  return inProject('node_modules', ...parts)
}
