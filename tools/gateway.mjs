import { spawn } from 'node:child_process'
import { argv, cwd } from 'node:process'
import { build } from './build.mjs'
import { exitCodeOf } from './command.mjs'
import { childEnvironment, inProject, toolNode } from './environment.mjs'
import { runAsCommand } from './options.mjs'
import { setup } from './setup.mjs'

await runAsCommand('gateway', async () => {
  await setup({ electron: false })
  await build()
  return runGateway(argv.slice(2))
})

/**
 * Runs the standalone gateway under plain Node with the options as they were given; signals are passed on to it.
 * @param {string[]} gatewayArguments
 * @returns {Promise<number>}
 */
function runGateway(gatewayArguments) {
  const folder = process.env.INIT_CWD ?? cwd()
  const child = spawn(toolNode(), ['--enable-source-maps', inProject('out', 'main', 'gatewayCli.js'), ...gatewayArguments], {
    cwd: folder,
    env: childEnvironment(),
    stdio: 'inherit',
    // In a group of its own, so that a Ctrl+C reaches it once, from here.
    detached: process.platform !== 'win32',
  })
  const pass = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal)
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  for (const signal of signals) process.on(signal, pass)
  process.once('exit', () => child.kill('SIGKILL'))
  return new Promise((settle, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      for (const each of signals) process.off(each, pass)
      settle(exitCodeOf(code, signal))
    })
  })
}
