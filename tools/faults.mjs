import { argv } from 'node:process'
import { build as bundle } from 'vite'
import { build } from './build.mjs'
import { runVisibly } from './command.mjs'
import { childEnvironment, inProject, projectFolder, toolNode } from './environment.mjs'
import { formatHelp, parseOptions, runAsCommand } from './options.mjs'
import { setup } from './setup.mjs'

/** @type {Record<string, import('./options.mjs').OptionRule>} */
const rules = {
  runs: {
    value: 'N',
    help: 'how many times something is killed (default 1000)',
    example: '--runs 1000',
    range: { from: 1, to: 1_000_000 },
  },
  seed: { value: 'N', help: 'repeats the kills of an earlier run', example: '--seed 7', range: { from: 0, to: 2 ** 31 } },
  rate: { value: 'N', help: 'messages a second from outside (default 80)', example: '--rate 200', range: { from: 1, to: 1_000 } },
  help: { help: 'this text' },
}

await runAsCommand('faults', async () => {
  const { options } = parseOptions(argv.slice(2), rules)
  if (options.help) {
    return console.log(
      `Kills gateway and stations under load and compares what they hold. The last line is one JSON object; 1 when anything was lost, doubled or different.\n\n${formatHelp('npm run faults --', rules)}`,
    )
  }
  await setup({ electron: false })
  await build()
  const { runs = '1000', seed = String(Date.now() % 1_000_000), rate = '80' } = options
  // The judge folds facts as the product does, so it is built as the product is.
  const outDir = inProject('out', 'faults')
  await bundle({
    configFile: false,
    logLevel: 'warn',
    root: projectFolder,
    build: { ssr: inProject('test', 'faults', 'chaos', 'command.ts'), outDir, target: 'node20' },
  })
  return runVisibly(toolNode(), [inProject('out', 'faults', 'command.js'), `--runs=${runs}`, `--seed=${seed}`, `--rate=${rate}`], {
    cwd: projectFolder,
    env: childEnvironment(),
  })
})
