import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { isChromiumNoise } from './chromiumNoise.mjs'
import { exitCodeOf } from './command.mjs'
import { projectFolder, readRuntime } from './environment.mjs'

const quitLimitMs = 15_000

/** Switches that every start of Electron from the sources needs. */
export function electronSwitches() {
  return [
    // Chromium refuses to run its sandbox as root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    // Without a graphics card WebGL is drawn by the processor; without the switch newer versions refuse to.
    '--enable-unsafe-swiftshader',
    // On such machines the graphics process may die more often than Chromium tolerates.
    '--disable-gpu-process-crash-limit',
  ]
}

/**
 * Starts the application from `out/` on the terminal of this process.
 * @param {string[]} applicationArguments
 * @param {NodeJS.ProcessEnv} env
 */
export function startApplication(applicationArguments, env) {
  const runtime = readRuntime()
  if (runtime === undefined) throw new Error('no Electron runtime: setup has not run')
  const child = spawn(runtime.executable, [...electronSwitches(), projectFolder, ...applicationArguments], {
    env,
    cwd: projectFolder,
    stdio: ['ignore', 'inherit', 'pipe'],
    // In a group of its own: Ctrl+C reaches this process, which passes it on once. Chromium dies of a second signal.
    detached: process.platform !== 'win32',
  })
  createInterface({ input: /** @type {import('node:stream').Readable} */ (child.stderr) }).on('line', (line) => {
    if (!isChromiumNoise(line)) console.error(line)
  })
  /** @type {Promise<number>} */
  const ended = new Promise((settle, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => settle(exitCodeOf(code, signal)))
  })
  let asked = false
  return {
    /** Resolves with the exit code. */
    ended,
    /** Asks it to quit; ends it when it does not within 15 s. */
    quit() {
      // The terminal and npm both pass a Ctrl+C on.
      if (asked) return
      asked = true
      child.kill('SIGTERM')
      const timer = setTimeout(() => {
        console.error(`[start] the application did not quit within ${quitLimitMs / 1000} s and is ended`)
        killGroup(child)
      }, quitLimitMs)
      timer.unref()
      void ended.finally(() => clearTimeout(timer))
    },
    /** Ends it and everything it started, at once. For an exit of this process that leaves no time to wait. */
    kill: () => killGroup(child),
  }
}

/** @param {import('node:child_process').ChildProcess} child */
function killGroup(child) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  if (process.platform === 'win32') child.kill()
  else process.kill(-child.pid, 'SIGKILL')
}
