import { spawn } from 'node:child_process'
import { argv, cwd } from 'node:process'
import { build } from './build.mjs'
import { exitCodeOf } from './command.mjs'
import { childEnvironment, inProject, toolNode } from './environment.mjs'
import { runAsCommand } from './options.mjs'
import { setup } from './setup.mjs'

await runAsCommand('city', async () => {
  await setup({ electron: false })
  await build()
  return runCity(argv.slice(2))
})

/**
 * Runs the city command under plain Node with the words as they were given, in the folder they were written in.
 * @param {string[]} words
 * @returns {Promise<number>}
 */
function runCity(words) {
  const child = spawn(toolNode(), ['--enable-source-maps', inProject('out', 'main', 'cityCli.js'), ...words], {
    cwd: process.env.INIT_CWD ?? cwd(),
    env: childEnvironment(),
    stdio: 'inherit',
  })
  return new Promise((settle, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => settle(exitCodeOf(code, signal)))
  })
}
