import { spawn } from 'node:child_process'
import { argv, cwd } from 'node:process'
import { build as bundle } from 'vite'
import { build } from './build.mjs'
import { exitCodeOf } from './command.mjs'
import { childEnvironment, inProject, projectFolder, toolNode } from './environment.mjs'
import { runAsCommand } from './options.mjs'
import { setup } from './setup.mjs'

await runAsCommand('city', async () => {
  await setup({ electron: false })
  const words = argv.slice(2)
  if (words[0] === 'demo') return run(await bundledDemo(), words.slice(1))
  await build()
  return run(inProject('out', 'main', 'cityCli.js'), words)
})

/** The generator of the demo city is no part of the product, so it is built by itself. */
async function bundledDemo() {
  const outDir = inProject('out', 'demoCity')
  const build = { ssr: inProject('tools', 'city', 'dongHa', 'command.ts'), outDir, target: 'node20' }
  await bundle({ configFile: false, logLevel: 'warn', root: projectFolder, build })
  return inProject('out', 'demoCity', 'command.js')
}

/**
 * Runs a program under plain Node with the words as they were given, in the folder they were written in.
 * @param {string} program @param {string[]} words
 * @returns {Promise<number>}
 */
function run(program, words) {
  const child = spawn(toolNode(), ['--enable-source-maps', program, ...words], {
    cwd: process.env.INIT_CWD ?? cwd(),
    env: childEnvironment(),
    stdio: 'inherit',
  })
  return new Promise((settle, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => settle(exitCodeOf(code, signal)))
  })
}
