import { argv } from 'node:process'
import { pathToFileURL } from 'node:url'
import { formatHelp, parseOptions, runAsCommand, UsageError } from './options.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { describeRuntime, ensureElectronRuntime } from './setup/electronRuntime.mjs'
import { say, stopWatch } from './setup/progress.mjs'
import { ensureSqliteNative } from './setup/sqliteNative.mjs'
import { ensureSystemPackages } from './setup/systemPackages.mjs'

const rules = {
  wall: { help: 'also install what the virtual wall needs (Linux), even where a display is attached', example: '--wall' },
  runtime: {
    value: 'KIND',
    choices: ['auto', 'official', 'evaluation'],
    help: 'auto (official where it can be had), official, evaluation; naming one tries again now',
    example: '--runtime official',
  },
  help: { help: 'this text' },
}

/** Whether this machine shows windows by itself; a Linux machine without a display server does not. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/**
 * Brings everything that running the product from its sources needs. Safe to run again; quick when nothing is to do.
 * Throws a SetupError that says what is missing and what to do.
 * @param {object} wants
 * @param {boolean} [wants.electron] The Electron runtime and what fits it; false for the gateway alone.
 * @param {boolean} [wants.wall] What the virtual wall needs.
 * @param {import('./setup/electronRuntime.mjs').RuntimeWish} [wants.runtime]
 */
export async function setup({ electron = true, wall = false, runtime: wish = 'auto' } = {}) {
  const elapsed = stopWatch()
  await ensureDependencies()
  if (!electron) return
  await ensureSystemPackages(wall && process.platform === 'linux' ? ['electron', 'virtualWall'] : ['electron'])
  const runtime = await ensureElectronRuntime(wish)
  await ensureSqliteNative(runtime.kind)
  say('ready', `${describeRuntime(runtime)}; ${elapsed()}`)
}

if (argv[1] !== undefined && pathToFileURL(argv[1]).href === import.meta.url) {
  await runAsCommand('setup', async () => {
    const { options, words } = parseOptions(argv.slice(2), rules)
    if (words.length > 0) throw new UsageError(`unexpected ${words[0]}`)
    if (options.help) return console.log(`npm run setup\n\n${formatHelp('npm run setup --', rules)}`)
    const runtime = /** @type {import('./setup/electronRuntime.mjs').RuntimeWish} */ (options.runtime ?? 'auto')
    await setup({ wall: options.wall === true || !hasDisplay(), runtime })
  })
}
