import { existsSync, readFileSync } from 'node:fs'
import { delimiter } from 'node:path'
import { runCommand } from '../command.mjs'
import { inProject, projectFolder } from '../environment.mjs'
import { differenceFromLock } from './installedPackages.mjs'
import { say, SetupError, stopWatch } from './progress.mjs'

/** Runs `npm ci` when what is installed is not what the lock file says. */
export async function ensureDependencies() {
  const difference = dependencyDifference()
  if (difference === undefined) return
  say('dependencies', `${difference}; running npm ci (about a minute)`)
  const elapsed = stopWatch()
  const result = await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  if (!result.ok) {
    throw new SetupError(
      `npm ci failed (${result.problem}). Needed: the npm registry, set by "npm config get registry". It said:\n${npmReason(result.output)}`,
    )
  }
  const still = dependencyDifference()
  if (still !== undefined) throw new SetupError(`npm ci ended well, but ${still}`)
  say('dependencies', `installed in ${elapsed()}`)
}

function dependencyDifference() {
  const installedFile = inProject('node_modules', '.package-lock.json')
  const installed = existsSync(installedFile) ? readJson(installedFile) : undefined
  return differenceFromLock(readJson(inProject('package-lock.json')), installed)
}

/** npm says why first and then explains the command at length. @param {string} output */
function npmReason(output) {
  const lines = output.split('\n').filter((line) => !/^(npm error)?\s*$/.test(line))
  return lines.slice(0, 8).join('\n')
}

/** @param {string} file */
function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}

/**
 * Runs npm with the machine's own Node: `npm ci` removes the one among the dependencies while it works.
 * @param {string[]} npmArguments
 * @param {{ cwd?: string, limitS?: number }} [options]
 */
export function runNpm(npmArguments, { cwd = projectFolder, limitS } = {}) {
  const ownPrograms = inProject('node_modules', '.bin')
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== ownPrograms)
  return runCommand('npm', npmArguments, { cwd, limitS, env: { ...process.env, PATH: path.join(delimiter) } })
}
