import { chmodSync } from 'node:fs'
import { runVisibly } from '../command.mjs'
import { childEnvironment, inProject, projectFolder, readRuntime, toolNode } from '../environment.mjs'

/** What each system makes by default: on Linux only what needs no download. */
const defaultTargets = { linux: ['dir', 'deb', 'tar.gz'], win32: ['nsis'], darwin: ['dmg'] }
const platformFlags = { linux: '--linux', win32: '--win', darwin: '--mac' }

/**
 * The command line of electron-builder.
 * @param {object} order
 * @param {'linux' | 'win32' | 'darwin'} order.platform
 * @param {readonly string[]} order.targets Empty for the platform's own.
 * @param {boolean} order.e2e Leaves the fuse on that Playwright attaches through, and goes to a folder of its own.
 * @param {import('../environment.mjs').RuntimeRecord} order.runtime
 */
export function packagerArguments({ platform, targets, e2e, runtime }) {
  const words = [platformFlags[platform], ...(targets.length > 0 ? targets : defaultTargets[platform]), '--publish', 'never']
  words.push(`--config.electronVersion=${runtime.version}`, `--config.electronDist=${runtime.dist}`)
  if (runtime.kind === 'evaluation') words.push('--config.artifactName=${name}-${version}-${os}-${arch}-evaluation.${ext}')
  if (e2e) words.push('--config.electronFuses.enableNodeCliInspectArguments=true', '--config.directories.output=dist-pkg/e2e')
  return words
}

/**
 * Packages `out/` for this platform, with the runtime that setup chose.
 * @param {{ targets: readonly string[], e2e: boolean }} order
 * @returns {Promise<number>} The packager's exit code.
 */
export async function runPackager({ targets, e2e }) {
  const platform = /** @type {'linux' | 'win32' | 'darwin'} */ (process.platform)
  const runtime = readRuntime()
  if (runtime === undefined) throw new Error('no Electron runtime: setup has not run')
  const program = inProject('node_modules', 'electron-builder', 'out', 'cli', 'cli.js')
  return runVisibly(toolNode(), [program, ...packagerArguments({ platform, targets, e2e, runtime })], {
    cwd: projectFolder,
    env: childEnvironment(platform === 'linux' ? linuxTools() : {}),
  })
}

/** Stand-ins for tools that electron-builder would download. */
function linuxTools() {
  const sevenZip = inProject('node_modules', '7zip-bin', 'linux', process.arch, '7za')
  // Its package leaves the mode out.
  chmodSync(sevenZip, 0o755)
  return {
    ELECTRON_BUILDER_7ZIP_PATH: sevenZip,
    ELECTRON_BUILDER_COMPRESSION_LEVEL: '3',
    CUSTOM_FPM_PATH: inProject('tools', 'packaging', 'fpm.mjs'),
  }
}
