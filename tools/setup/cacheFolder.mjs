import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Folder outside the project for what is expensive to fetch or to build, shared by every checkout of one user.
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {string}
 */
export function cachePath(environment = process.env) {
  if (environment.XDG_CACHE_HOME) return join(environment.XDG_CACHE_HOME, 'toan-canh')
  if (process.platform === 'win32' && environment.LOCALAPPDATA) return join(environment.LOCALAPPDATA, 'toan-canh')
  return join(homedir(), '.cache', 'toan-canh')
}

/** The same, made when it is missing. */
export function cacheFolder() {
  const folder = cachePath()
  mkdirSync(folder, { recursive: true })
  return folder
}
