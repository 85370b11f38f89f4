import { spawn } from 'node:child_process'
import { basename } from 'node:path'

/**
 * @typedef {object} CommandResult
 * @property {boolean} ok
 * @property {string} output Standard output and error, as they came.
 * @property {string} problem One line that says how it failed; empty when it did not.
 */

const keptCharacters = 200_000

/**
 * Runs a program to its end and keeps what it said. Never rejects: how it failed is in the result.
 * @param {string} program
 * @param {string[]} programArguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, limitS?: number }} [options] After `limitS` seconds it is ended.
 * @returns {Promise<CommandResult>}
 */
export function runCommand(program, programArguments, { cwd, env = process.env, limitS } = {}) {
  return new Promise((settle) => {
    // Windows finds npm.cmd only through its shell.
    const shell = process.platform === 'win32' && program === 'npm'
    const child = spawn(program, programArguments, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let late = false
    const timer = limitS === undefined ? undefined : setTimeout(() => ((late = true), child.kill('SIGKILL')), limitS * 1000)
    const keep = (/** @type {Buffer} */ piece) => (output = (output + String(piece)).slice(-keptCharacters))
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const end = (/** @type {string} */ problem) => {
      clearTimeout(timer)
      settle({ ok: problem === '', output, problem })
    }
    child.once('error', (error) => end(`${program} could not be started: ${error.message}`))
    child.once('close', (code, signal) => {
      if (late) end(`${basename(program)} did not finish in ${limitS} s`)
      else end(code === 0 ? '' : `${basename(program)} ended with ${signal ?? `exit code ${code}`}`)
    })
  })
}

/**
 * Runs a program on the terminal of this one.
 * @param {string} program
 * @param {string[]} programArguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} Its exit code; 128 + n when signal n ended it.
 */
export function runVisibly(program, programArguments, options = {}) {
  return new Promise((settle, reject) => {
    const child = spawn(program, programArguments, { ...options, stdio: 'inherit' })
    child.once('error', (error) => reject(new Error(`${program} could not be started: ${error.message}`)))
    child.once('close', (code, signal) => settle(exitCodeOf(code, signal)))
  })
}

/** The exit code a shell would report. @param {number | null} code @param {NodeJS.Signals | null} signal */
export function exitCodeOf(code, signal) {
  const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }
  return code ?? 128 + (signalNumbers[/** @type {keyof typeof signalNumbers} */ (signal)] ?? 0)
}

/** The last lines of an output, for an error message. @param {string} output @param {number} count */
export function lastLines(output, count) {
  return output.trimEnd().split('\n').slice(-count).join('\n')
}
