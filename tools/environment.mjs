import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Absolute path of the project, without a trailing separator. */
export const projectFolder = resolve(fileURLToPath(new URL('..', import.meta.url)))

/** Absolute path of something in the project. @param {...string} parts */
export const inProject = (...parts) => join(projectFolder, ...parts)

/** Where the compiled SQLite module for the evaluation runtime lies; absent with the official one. */
export const sqliteNativeFile = inProject('.runtime', 'native', 'better_sqlite3.node')

/** The record that setup leaves of the Electron runtime it chose. */
export const runtimeFile = inProject('.runtime', 'runtime.json')

/** The oldest Node that loads the shipped SQLite module and runs the build tools. */
export const oldestToolNode = 22

/**
 * @typedef {object} RuntimeRecord
 * @property {'official' | 'evaluation'} kind
 * @property {string} version Electron's version, e.g. `45.4.1`.
 * @property {string} reason Why this one, in words.
 * @property {string} dist Folder of the runtime.
 * @property {string} executable Path of its executable.
 * @property {string} electronPackage Version of the npm package it stands behind.
 * @property {number} recipe
 * @property {string | null} override ELECTRON_OVERRIDE_DIST_PATH when it was chosen.
 */

/** What setup chose, or undefined before the first setup. @returns {RuntimeRecord | undefined} */
export function readRuntime() {
  try {
    return JSON.parse(readFileSync(runtimeFile, 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * Path of a plain Node that is new enough for the tools: the one among the dependencies, else the one that runs this.
 * @returns {string}
 */
export function toolNode() {
  const bundled = inProject('node_modules', '.bin', 'node')
  if (existsSync(bundled)) return bundled
  if (Number(process.versions.node.split('.')[0]) >= oldestToolNode) return process.execPath
  throw new Error(`Node ${oldestToolNode} or newer is needed on ${process.platform} ${process.arch}; this is Node ${process.versions.node}`)
}

/**
 * The environment for everything the tools start: the project's own programs first on PATH, the SQLite module that fits, the kind of runtime.
 * @param {NodeJS.ProcessEnv} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export function childEnvironment(extra = {}) {
  const runtime = readRuntime()
  /** @type {NodeJS.ProcessEnv} */
  const environment = { ...process.env, PATH: `${inProject('node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}` }
  // Editors built on Electron leave this in their terminals; it would turn our Electron into a plain Node.
  delete environment.ELECTRON_RUN_AS_NODE
  // Only what setup installed counts: a path left over from another checkout may be for another engine.
  delete environment.SQLITE_NATIVE
  if (existsSync(sqliteNativeFile)) environment.SQLITE_NATIVE = sqliteNativeFile
  if (runtime !== undefined) environment.TOANCANH_RUNTIME = runtime.kind
  return { ...environment, ...extra }
}
