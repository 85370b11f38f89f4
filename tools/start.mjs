import { join, relative } from 'node:path'
import { argv, cwd } from 'node:process'
import { startApplication } from './application.mjs'
import { build } from './build.mjs'
import { keepDisplayPictures } from './displayPictures.mjs'
import { childEnvironment, inProject } from './environment.mjs'
import { formatHelp, parseOptions, runAsCommand, UsageError } from './options.mjs'
import { hasDisplay, setup } from './setup.mjs'
import { applicationArguments, startRules } from './startOptions.mjs'
import { startVirtualWall } from './virtualWall.mjs'

const defaultDisplays = 4

await runAsCommand('start', async () => {
  const { options, words } = parseOptions(argv.slice(2), startRules)
  if (words.length > 0) throw new UsageError(`unexpected ${words[0]}`)
  if (options.help) return console.log(`npm start -- [options]\n\n${formatHelp('npm start --', startRules)}`)
  if (options['token-file'] !== undefined && options.gateway === undefined) throw new UsageError('--token-file belongs to --gateway')
  // npm runs its scripts in the project; a path on the command line means the folder the person is in.
  const given = applicationArguments({ data: inProject('.room'), ...options }, process.env.INIT_CWD ?? cwd())
  const data = given.find((word) => word.startsWith('--data='))?.slice('--data='.length) ?? ''

  await setup({ wall: !hasDisplay() })
  await build()
  if (process.getuid?.() === 0)
    console.log('[start] running as root, so without the Chromium sandbox; start it as another user for real work')
  return hasDisplay() ? run(given, childEnvironment()) : runOnVirtualWall(given, Number(options.displays ?? defaultDisplays), data)
})

/**
 * @param {string[]} given
 * @param {number} displays
 * @param {string} data
 */
async function runOnVirtualWall(given, displays, data) {
  const wall = await startVirtualWall({ displays })
  const folder = join(data, 'screens')
  console.log(`[start] no display here: a virtual wall of ${displays} displays runs on ${wall.display}`)
  console.log(`[start] a fresh picture of each display every 10 s: ${relative(cwd(), folder) || '.'}${displayNames(displays)}`)
  const pictures = keepDisplayPictures(wall, folder)
  try {
    return await run(given, childEnvironment({ DISPLAY: wall.display, WAYLAND_DISPLAY: undefined }))
  } finally {
    await pictures.stop()
    await wall.stop()
  }
}

/** @param {number} displays */
function displayNames(displays) {
  return displays === 1 ? '/display-1.png' : `/display-1.png to display-${displays}.png`
}

/**
 * Runs the application to its end; a signal to this process makes it quit.
 * @param {string[]} given
 * @param {NodeJS.ProcessEnv} env
 */
async function run(given, env) {
  const application = startApplication(given, env)
  const quit = () => application.quit()
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  for (const signal of signals) process.on(signal, quit)
  process.once('exit', application.kill)
  try {
    return await application.ended
  } finally {
    for (const signal of signals) process.off(signal, quit)
    process.off('exit', application.kill)
  }
}
