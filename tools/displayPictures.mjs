import { spawn } from 'node:child_process'
import { mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'

const intervalMs = 10_000

/**
 * Keeps a fresh PNG of each display of a wall in a folder, as `display-N.png`, one display after the other at the lowest priority.
 * @param {import('./virtualWall.mjs').VirtualWall} wall
 * @param {string} folder Made when it is missing.
 * @returns {{ stop(): Promise<void> }}
 */
export function keepDisplayPictures(wall, folder) {
  mkdirSync(folder, { recursive: true })
  let stopped = false
  let wake = () => {}
  const round = async () => {
    while (!stopped) {
      for (const { display, bounds } of wall.outputs()) {
        if (bounds !== null && !stopped) await takePicture(wall, bounds, join(folder, `display-${display}.png`))
      }
      if (!stopped) await new Promise((settle) => rest(settle))
    }
  }
  const rest = (/** @type {(value: unknown) => void} */ settle) => {
    const timer = setTimeout(settle, intervalMs)
    wake = () => (clearTimeout(timer), settle(undefined))
  }
  const running = round().catch((error) => console.error(`[start] the displays are no longer pictured: ${error.message}`))
  return {
    stop() {
      stopped = true
      wake()
      return running
    },
  }
}

/**
 * Written under another name and then renamed, so that whoever looks always finds a whole picture.
 * @param {import('./virtualWall.mjs').VirtualWall} wall
 * @param {import('./virtualWall/wallGeometry.mjs').Bounds} bounds
 * @param {string} file
 */
function takePicture(wall, { x, y, width, height }, file) {
  const half = file.replace(/\.png$/, '.half.png')
  const crop = `${width}x${height}+${x}+${y}`
  const words = ['-n', '19', 'import', '-silent', '-window', 'root', '-crop', crop, '+repage', '-define', 'png:compression-level=3', half]
  return new Promise((settle, reject) => {
    const child = spawn('nice', words, { env: wall.env(), stdio: 'ignore' })
    child.once('error', reject)
    child.once('close', (code) => {
      // A display that was unplugged in the meantime gives no picture; the next round knows.
      if (code === 0) renameSync(half, file)
      settle(undefined)
    })
  })
}
