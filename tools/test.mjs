import { argv } from 'node:process'
import { build } from './build.mjs'
import { parseOptions, runAsCommand, UsageError } from './options.mjs'
import { packageForTests } from './packaging/packageForTests.mjs'
import { setup } from './setup.mjs'
import { stopWatch } from './setup/progress.mjs'
import { addCounts, formatCounts, noTests } from './testing/reports.mjs'
import { runSuite } from './testing/runSuite.mjs'
import { suites } from './testing/suites.mjs'

const names = suites.map((suite) => suite.name)
const rules = { help: { help: 'this text' } }
const usage = `npm test [-- SUITE... [-- RUNNER OPTIONS]]

Suites: ${names.join(', ')}; all of them without a name.
What follows a second -- goes to the runner of the one suite named:
  npm test -- faults -- -t "kill"`

await runAsCommand('test', async () => {
  const { options, words, rest } = parseOptions(argv.slice(2), rules)
  if (options.help) return console.log(usage)
  const unknown = words.find((word) => !names.includes(word))
  if (unknown !== undefined) throw new UsageError(`no suite ${unknown}; there are ${names.join(', ')}`)
  if (rest.length > 0 && words.length !== 1) throw new UsageError('options for a runner need exactly one suite')
  const chosen = suites.filter((suite) => words.length === 0 || words.includes(suite.name))

  await setup({ wall: true })
  await build()
  let total = noTests
  const lines = []
  for (const suite of chosen) {
    const elapsed = stopWatch()
    console.log(`\n[test] ${suite.name}`)
    const { counts, problem } = await runSuite(suite, rest, suite.packaged ? { TOANCANH_PACKAGED: await packageForTests() } : {})
    total = addCounts(total, counts)
    lines.push(`${suite.name}: ${formatCounts(counts)}${problem === undefined ? '' : ` (${problem})`}; ${elapsed()}`)
  }
  console.log(`\n${lines.join('\n')}\n${formatCounts(total)}`)
  return total.failed === 0 ? 0 : 1
})
