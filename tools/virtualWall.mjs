import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { boundsOfDisplay, maximumDisplays, parseOutputs, smallerModes, wallModes, xorgConfiguration } from './virtualWall/wallGeometry.mjs'

/** @typedef {import('./virtualWall/wallGeometry.mjs').WallMode} WallMode */
/** @typedef {import('./virtualWall/wallGeometry.mjs').SmallerMode} SmallerMode */

const startLimitMs = 20_000

/**
 * Starts a wall that exists in memory only: an X server with up to 16 outputs, each a display of its own that can be plugged and
 * unplugged, and a window manager (without one, full-screen windows come out a pixel short).
 * @param {{ displays?: number, columns?: number, mode?: WallMode }} [options] By default as square as it gets, of 1920x1080 displays.
 */
export async function startVirtualWall({ displays = 4, columns = Math.ceil(Math.sqrt(displays)), mode = '1920x1080' } = {}) {
  if (!Number.isInteger(displays) || displays < 1 || displays > maximumDisplays) throw new RangeError(`displays is 1 to ${maximumDisplays}`)
  if (!Object.hasOwn(wallModes, mode)) throw new RangeError(`mode is one of ${Object.keys(wallModes).join(', ')}`)
  const folder = mkdtempSync(join(tmpdir(), 'virtual-wall-'))
  const server = await startServer(folder, columns, mode)
  const wall = wallOn(server, folder, columns, mode)
  try {
    wall.makeMode()
    for (let display = 1; display <= displays; display++) wall.plug(display)
    wall.own(await startWindowManager(folder, wall.env()))
  } catch (error) {
    await wall.stop()
    throw error
  }
  const { own, makeMode, ...api } = wall
  return api
}

/**
 * @param {{ process: import('node:child_process').ChildProcess, display: string }} server
 * @param {string} folder @param {number} columns @param {WallMode} mode
 */
function wallOn(server, folder, columns, mode) {
  const processes = [server.process]
  const env = () => ({ ...process.env, DISPLAY: server.display, WAYLAND_DISPLAY: undefined })
  const xrandr = (/** @type {string[]} */ ...words) =>
    execFileSync('xrandr', words, { env: env(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  const outputs = () => parseOutputs(xrandr('--query'))
  const modeName = `wall-${mode}`

  return {
    display: server.display,
    env,
    outputs,
    makeMode() {
      xrandr('--newmode', modeName, ...wallModes[mode].modeline.split(' '))
      for (const [name, { modeline }] of Object.entries(smallerModes)) xrandr('--newmode', `wall-${name}`, ...modeline.split(' '))
    },
    plug(/** @type {number} */ display) {
      const { x, y } = boundsOfDisplay(display, columns, mode)
      const name = outputName(display)
      xrandr('--addmode', name, modeName)
      xrandr('--output', name, '--mode', modeName, '--pos', `${x}x${y}`)
      // The server calls the output disconnected until it is asked to look again.
      outputs()
    },
    unplug(/** @type {number} */ display) {
      xrandr('--output', outputName(display), '--off')
      outputs()
    },
    change(/** @type {number} */ display, /** @type {SmallerMode} */ to) {
      const name = outputName(display)
      xrandr('--addmode', name, `wall-${to}`)
      xrandr('--output', name, '--mode', `wall-${to}`)
      outputs()
    },
    screenshot(/** @type {string} */ file, /** @type {number | undefined} */ display) {
      const half = `${file}.half.png`
      const crop = display === undefined ? [] : ['-crop', cropOf(boundsOfDisplay(display, columns, mode)), '+repage']
      execFileSync('import', ['-silent', '-window', 'root', ...crop, half], { env: env() })
      renameSync(half, file)
    },
    own(/** @type {import('node:child_process').ChildProcess} */ child) {
      processes.push(child)
    },
    async stop() {
      for (const child of processes.splice(0).reverse()) await end(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** @param {number} display */
function outputName(display) {
  if (!Number.isInteger(display) || display < 1 || display > maximumDisplays) throw new RangeError(`no display ${display}`)
  return `DUMMY${display - 1}`
}

/** @param {import('./virtualWall/wallGeometry.mjs').Bounds} bounds */
function cropOf({ width, height, x, y }) {
  return `${width}x${height}+${x}+${y}`
}

/** @param {string} folder @param {number} columns @param {WallMode} mode */
async function startServer(folder, columns, mode) {
  const configuration = join(folder, 'xorg.conf')
  const log = join(folder, 'xorg.log')
  writeFileSync(configuration, xorgConfiguration(columns, mode))
  const words = ['-config', configuration, '-noreset', '-nolisten', 'tcp', '-novtswitch', '-sharevts', '-logfile', log, '-displayfd', '3']
  const child = spawnWithParent('Xorg', words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  // The server picks a free number and writes it here once it can be talked to.
  const numberPipe = /** @type {import('node:stream').Readable} */ (child.stdio[3])
  const tail = () => (existsSync(log) ? `\n${readFileSync(log, 'utf8').split('\n').slice(-15).join('\n')}` : '')
  try {
    const number = await within('Xorg', child, tail, (done) => {
      let text = ''
      numberPipe.on('data', (piece) => {
        text += String(piece)
        if (text.includes('\n')) done(text.trim())
      })
    })
    return { process: child, display: `:${number}` }
  } catch (error) {
    await end(child)
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** @param {string} folder @param {NodeJS.ProcessEnv} env */
async function startWindowManager(folder, env) {
  const sign = join(folder, 'window-manager-runs')
  const child = spawnWithParent('openbox', ['--sm-disable', '--startup', `touch ${sign}`], { env, stdio: 'ignore' })
  try {
    await within(
      'openbox',
      child,
      () => '',
      (done) => {
        const watcher = watch(folder, () => {
          if (!existsSync(sign)) return
          watcher.close()
          done('')
        })
        child.once('close', () => watcher.close())
      },
    )
  } catch (error) {
    await end(child)
    throw error
  }
  return child
}

/**
 * Spawned so that it ends with this process, however that ends, and not by the terminal's Ctrl+C: the application goes first.
 * @param {string} program @param {string[]} words @param {import('node:child_process').SpawnOptions} options
 */
function spawnWithParent(program, words, options) {
  const guarded = existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'TERM', program, ...words] : [program, ...words]
  return spawn(guarded[0], guarded.slice(1), { ...options, detached: true })
}

/**
 * Waits until `watchFor` says done; fails when the process ends first or takes too long.
 * @param {string} name
 * @param {import('node:child_process').ChildProcess} child
 * @param {() => string} details
 * @param {(done: (value: string) => void) => void} watchFor
 * @returns {Promise<string>}
 */
function within(name, child, details, watchFor) {
  return new Promise((settle, reject) => {
    const timer = setTimeout(() => reject(new Error(`${name} was not ready after ${startLimitMs / 1000} s${details()}`)), startLimitMs)
    const fail = (/** @type {string} */ problem) => {
      clearTimeout(timer)
      reject(new Error(`${name} ${problem}${details()}`))
    }
    child.once('error', (error) => fail(`could not be started: ${error.message}`))
    child.once('exit', (code, signal) => fail(`ended with ${signal ?? code}`))
    watchFor((value) => {
      clearTimeout(timer)
      settle(value)
    })
  })
}

/** @param {import('node:child_process').ChildProcess} child */
function end(child) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((settle) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 5_000)
    child.once('exit', () => (clearTimeout(timer), settle(undefined)))
    child.kill('SIGTERM')
  })
}
