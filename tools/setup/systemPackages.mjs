import { existsSync, readFileSync } from 'node:fs'
import { lastLines, runCommand } from '../command.mjs'
import { say, SetupError, stopWatch } from './progress.mjs'

/**
 * What each part of the product needs of Debian or Ubuntu. Several names in one entry are one package under its names in
 * different releases (the 64-bit time change renamed some).
 */
const packagesOf = {
  electron: [['libgtk-3-0', 'libgtk-3-0t64'], ['libnss3'], ['libgbm1'], ['libasound2', 'libasound2t64']],
  virtualWall: [['xserver-xorg-core'], ['xserver-xorg-video-dummy'], ['x11-xserver-utils'], ['openbox'], ['imagemagick']],
  compiler: [['g++'], ['make'], ['python3']],
}

/** @typedef {keyof typeof packagesOf} SystemFeature */

/**
 * Entries of the table that are not among the installed packages.
 * @param {readonly SystemFeature[]} features
 * @param {ReadonlySet<string>} installed
 */
export function missingPackages(features, installed) {
  return features.flatMap((feature) => packagesOf[feature]).filter((names) => !names.some((name) => installed.has(name)))
}

/**
 * Names of the installed packages in the output of `dpkg-query -W -f '${db:Status-Status} ${Package}\n'`.
 * @param {string} output
 */
export function parseInstalled(output) {
  const lines = output.split('\n').map((line) => line.split(' '))
  return new Set(lines.filter(([status]) => status === 'installed').map(([, name]) => name ?? ''))
}

/**
 * Installs what the features need, where that is possible; else says the exact line to run.
 * On other systems nothing is checked here: what starts then says what it misses.
 * @param {readonly SystemFeature[]} features
 */
export async function ensureSystemPackages(features) {
  if (process.platform !== 'linux' || !isDebian()) return
  const missing = missingPackages(features, await installedPackages(features))
  if (missing.length === 0) return
  if (process.getuid?.() !== 0) {
    const names = await Promise.all(missing.map(nameInThisRelease))
    const line = `apt-get install -y --no-install-recommends ${names.join(' ')}`
    throw new SetupError(`system packages are missing. Run:\n  sudo apt-get update && sudo ${line}`)
  }
  const elapsed = stopWatch()
  say('system packages', 'reading the package lists (apt-get update)')
  await runApt(['update', '-qq'])
  const names = await Promise.all(missing.map(nameInThisRelease))
  say('system packages', `installing ${names.join(' ')}`)
  await runApt(['install', '-y', '-qq', '--no-install-recommends', ...names])
  const still = missingPackages(features, await installedPackages(features))
  if (still.length > 0)
    throw new SetupError(`apt-get ended well, but these are still missing: ${still.map((each) => each.join(' or ')).join(', ')}`)
  say('system packages', `installed in ${elapsed()}`)
}

function isDebian() {
  if (!existsSync('/usr/bin/dpkg-query')) return false
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'))
}

/** @param {readonly SystemFeature[]} features */
async function installedPackages(features) {
  const names = features.flatMap((feature) => packagesOf[feature]).flat()
  // It fails when it does not know one of the names, and still lists the others.
  const result = await runCommand('dpkg-query', ['-W', '-f', '${db:Status-Status} ${Package}\n', ...names])
  return parseInstalled(result.output)
}

/** @param {string[]} names */
async function nameInThisRelease(names) {
  if (names.length === 1) return names[0]
  const known = await runCommand('apt-cache', ['pkgnames', names[0]])
  // The newer name has the older one as its beginning.
  return [...names].reverse().find((name) => known.output.split('\n').includes(name)) ?? names[0]
}

/** @param {string[]} aptArguments */
async function runApt(aptArguments) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const result = await runCommand('apt-get', aptArguments, { env, limitS: 600 })
  if (!result.ok) throw new SetupError(`apt-get ${aptArguments.join(' ')} failed (${result.problem}):\n${lastLines(result.output, 10)}`)
}
